/// One to four ranges of bytes, one after the other, without a list on the heap: a property has thousands of them.
struct UTF8Sequence: Sendable {
    private let first: SIMD4<UInt8>
    private let last: SIMD4<UInt8>
    let count: Int

    /// Between two code points whose encodings are equally long.
    fileprivate init(_ low: UInt32, _ high: UInt32) {
        count = low < 0x80 ? 1 : low < 0x800 ? 2 : low < 0x10000 ? 3 : 4
        first = Self.encoded(low, count)
        last = Self.encoded(high, count)
    }

    subscript(index: Int) -> ClosedRange<UInt8> { first[index]...last[index] }

    private static func encoded(_ code: UInt32, _ count: Int) -> SIMD4<UInt8> {
        if count == 1 { return SIMD4(UInt8(code), 0, 0, 0) }
        var bytes = SIMD4<UInt8>()
        for index in 0..<count { bytes[index] = 0x80 | UInt8(code >> UInt32(6 * (count - 1 - index)) & 0x3F) }
        // The lead byte says how many follow: 110xxxxx, 1110xxxx, 11110xxx.
        bytes[0] |= 0xF0 << UInt8(4 - count)
        return bytes
    }
}

/// The UTF-8 encodings of a range of code points as sequences of byte ranges, in ascending order.
///
/// U+0041–U+0100 is `[41–7F]`, `[C2–C3][80–BF]`, `[C4][80]`. Surrogates have no encoding and are left out.
func utf8Sequences(_ range: ClosedRange<UInt32>) -> [UTF8Sequence] {
    var sequences: [UTF8Sequence] = []
    for span: ClosedRange<UInt32> in [0...0x7F, 0x80...0x7FF, 0x800...0xD7FF, 0xE000...0xFFFF, 0x10000...0x10FFFF] {
        let low = max(span.lowerBound, range.lowerBound)
        let high = min(span.upperBound, range.upperBound)
        if low <= high { split(low, high, into: &sequences) }
    }
    return sequences
}

/// Splits until only whole blocks remain below the first byte in which both ends differ.
private func split(_ low: UInt32, _ high: UInt32, into sequences: inout [UTF8Sequence]) {
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
    sequences.append(UTF8Sequence(low, high))
}
