/// The UTF-8 encodings of a range of code points as sequences of byte ranges, in ascending order.
///
/// U+0041–U+0100 is `[41–7F]`, `[C2–C3][80–BF]`, `[C4][80]`. Surrogates have no encoding and are left out.
func utf8Sequences(_ range: ClosedRange<UInt32>) -> [[ClosedRange<UInt8>]] {
    var sequences: [[ClosedRange<UInt8>]] = []
    for span: ClosedRange<UInt32> in [0...0x7F, 0x80...0x7FF, 0x800...0xD7FF, 0xE000...0xFFFF, 0x10000...0x10FFFF] {
        let low = max(span.lowerBound, range.lowerBound)
        let high = min(span.upperBound, range.upperBound)
        if low <= high { split(low, high, into: &sequences) }
    }
    return sequences
}

/// Splits until only whole blocks remain below the first byte in which both ends differ.
private func split(_ low: UInt32, _ high: UInt32, into sequences: inout [[ClosedRange<UInt8>]]) {
    let continuations: UInt32 = low < 0x80 ? 0 : low < 0x800 ? 1 : low < 0x10000 ? 2 : 3
    for index in 0..<continuations {
        let mask: UInt32 = 1 << (6 * (index + 1)) - 1
        guard low & ~mask != high & ~mask else { continue }
        if low & mask != 0 {
            split(low, low | mask, into: &sequences)
            split((low | mask) + 1, high, into: &sequences)
            return
        }
        if high & mask != mask {
            split(low, (high & ~mask) - 1, into: &sequences)
            split(high & ~mask, high, into: &sequences)
            return
        }
    }
    sequences.append(zip(encoded(low), encoded(high)).map { $0...$1 })
}

private func encoded(_ code: UInt32) -> [UInt8] {
    Unicode.Scalar(code).map { Array(String($0).utf8) } ?? []
}
