// RFC 3492 with IDNA's parameters.

private let base = 36
private let smallestThreshold = 1
private let largestThreshold = 26
private let firstBias = 72
private let firstCodePoint: UInt32 = 128

private func adapt(_ delta: Int, count: Int, first: Bool) -> Int {
    var delta = first ? delta / 700 : delta / 2
    delta += delta / count
    var k = 0
    while delta > (base - smallestThreshold) * largestThreshold / 2 {
        delta /= base - smallestThreshold
        k += base
    }
    return k + (base - smallestThreshold + 1) * delta / (delta + 38)
}

private func threshold(_ k: Int, _ bias: Int) -> Int { max(smallestThreshold, min(largestThreshold, k - bias)) }

/// The scalars that `text` (lower-case ASCII, without `xn--`, at most 63 bytes) stands for; nil where it is broken.
func decodePunycode(_ text: ArraySlice<UInt8>) -> [Unicode.Scalar]? {
    var result: [Unicode.Scalar] = []
    var rest = text
    if let hyphen = text.lastIndex(of: UInt8(ascii: "-")) {
        result = text[..<hyphen].map { Unicode.Scalar($0) }
        rest = text[(hyphen + 1)...]
    }
    var point = Int(firstCodePoint)
    var bias = firstBias
    var index = 0
    while !rest.isEmpty {
        let start = index
        var weight = 1
        var k = base
        while true {
            guard let byte = rest.popFirst(), let digit = digitValue(byte) else { return nil }
            // Code points times label length bound any index that is right, so larger ones may fail early.
            guard digit <= (1 << 32 - index) / weight else { return nil }
            index += digit * weight
            let limit = threshold(k, bias)
            if digit < limit { break }
            weight *= base - limit
            guard weight < 1 << 32 else { return nil }
            k += base
        }
        let count = result.count + 1
        bias = adapt(index - start, count: count, first: start == 0)
        point += index / count
        index %= count
        guard point <= 0x10FFFF, let scalar = Unicode.Scalar(UInt32(point)) else { return nil }
        result.insert(scalar, at: index)
        index += 1
    }
    return result
}

private func digitValue(_ byte: UInt8) -> Int? {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte - UInt8(ascii: "a"))
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0")) + 26
    default: nil
    }
}

/// The bytes after `xn--` for at most 63 scalars.
func encodePunycode(_ scalars: [Unicode.Scalar]) -> [UInt8] {
    var result = scalars.filter(\.isASCII).map { UInt8($0.value) }
    let basic = result.count
    var done = basic
    if basic > 0 { result.append(UInt8(ascii: "-")) }
    var point = firstCodePoint
    var delta = 0
    var bias = firstBias
    while done < scalars.count {
        guard let next = scalars.lazy.map(\.value).filter({ $0 >= point }).min() else { return result }
        delta += Int(next - point) * (done + 1)
        point = next
        for scalar in scalars {
            if scalar.value < point { delta += 1 }
            if scalar.value != point { continue }
            var rest = delta
            var k = base
            while true {
                let limit = threshold(k, bias)
                if rest < limit { break }
                result.append(digitByte(limit + (rest - limit) % (base - limit)))
                rest = (rest - limit) / (base - limit)
                k += base
            }
            result.append(digitByte(rest))
            bias = adapt(delta, count: done + 1, first: done == basic)
            delta = 0
            done += 1
        }
        delta += 1
        point += 1
    }
    return result
}

private func digitByte(_ digit: Int) -> UInt8 {
    UInt8(digit < 26 ? digit + Int(UInt8(ascii: "a")) : digit - 26 + Int(UInt8(ascii: "0")))
}
