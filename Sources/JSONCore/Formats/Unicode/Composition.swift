/// Whether composed normal form (NFC) would leave the scalars as they are.
///
/// Only for scalars that IDNA permits: those that NFC always changes are not among them, so the table of primary
/// composites is all that decomposing and composing needs.
func isComposed(_ scalars: [Unicode.Scalar]) -> Bool {
    // Below U+0300 nothing composes with what is before it.
    if scalars.allSatisfy({ $0.value < 0x300 }) { return true }
    var decomposed: [Unicode.Scalar] = []
    for scalar in scalars { decompose(scalar, into: &decomposed) }
    orderMarks(&decomposed)
    return compose(decomposed) == scalars
}

private func decompose(_ scalar: Unicode.Scalar, into result: inout [Unicode.Scalar]) {
    if let (first, second) = parts(of: scalar) {
        // The second part of a composite is never a composite itself.
        decompose(first, into: &result)
        result.append(second)
    } else {
        result.append(scalar)
    }
}

/// Canonical order: marks between two starters, stably by class.
private func orderMarks(_ scalars: inout [Unicode.Scalar]) {
    for index in scalars.indices {
        let order = scalars[index].properties.canonicalCombiningClass
        if order == .notReordered { continue }
        var at = index
        while at > 0, scalars[at - 1].properties.canonicalCombiningClass > order {
            scalars.swapAt(at, at - 1)
            at -= 1
        }
    }
}

/// The canonical composition algorithm (Unicode 3.11, D117): each scalar joins the last starter unless a scalar of
/// the same or a higher class stands between them.
private func compose(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    var starter: Int?
    for scalar in scalars {
        let order = scalar.properties.canonicalCombiningClass
        if let place = starter {
            let between = place == result.count - 1 ? nil : result.last?.properties.canonicalCombiningClass
            let blocked = between.map { $0 >= order } ?? false
            if !blocked, let whole = composite(result[place], scalar) {
                result[place] = whole
                continue
            }
        }
        if order == .notReordered { starter = result.count }
        result.append(scalar)
    }
    return result
}

// Hangul syllables compose by arithmetic: 19 leading consonants, 21 vowels, 27 trailing consonants or none.
private let syllables: UInt32 = 0xAC00
private let leads: UInt32 = 0x1100
private let vowels: UInt32 = 0x1161
private let trails: UInt32 = 0x11A7

private func parts(of scalar: Unicode.Scalar) -> (Unicode.Scalar, Unicode.Scalar)? {
    let (offset, below) = scalar.value.subtractingReportingOverflow(syllables)
    if !below && offset < 19 * 21 * 28 {
        if offset % 28 > 0 { return pair(scalar.value - offset % 28, trails + offset % 28) }
        return pair(leads + offset / (21 * 28), vowels + offset % (21 * 28) / 28)
    }
    var low = 0
    var high = canonicalCompositions.count / 3
    while low < high {
        let middle = (low + high) / 2
        if canonicalCompositions[3 * middle] < scalar.value { low = middle + 1 } else { high = middle }
    }
    guard 3 * low < canonicalCompositions.count, canonicalCompositions[3 * low] == scalar.value else { return nil }
    return pair(canonicalCompositions[3 * low + 1], canonicalCompositions[3 * low + 2])
}

private func pair(_ first: UInt32, _ second: UInt32) -> (Unicode.Scalar, Unicode.Scalar)? {
    guard let first = Unicode.Scalar(first), let second = Unicode.Scalar(second) else { return nil }
    return (first, second)
}

private func composite(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Unicode.Scalar? {
    let (a, b) = (first.value, second.value)
    if leads..<leads + 19 ~= a && vowels..<vowels + 21 ~= b {
        return Unicode.Scalar(syllables + ((a - leads) * 21 + b - vowels) * 28)
    }
    if syllables..<syllables + 19 * 21 * 28 ~= a && (a - syllables) % 28 == 0 && trails + 1..<trails + 28 ~= b {
        return Unicode.Scalar(a + b - trails)
    }
    return compositesByParts[UInt64(a) << 32 | UInt64(b)].flatMap(Unicode.Scalar.init)
}

private let compositesByParts: [UInt64: UInt32] = {
    var result: [UInt64: UInt32] = [:]
    for row in stride(from: 0, to: canonicalCompositions.count, by: 3) {
        let parts = UInt64(canonicalCompositions[row + 1]) << 32 | UInt64(canonicalCompositions[row + 2])
        result[parts] = canonicalCompositions[row]
    }
    return result
}()
