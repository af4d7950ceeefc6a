/// A set of ASCII bytes in two words, as a direct check would test it.
public struct ASCIISet: Sendable, Hashable {
    /// Bit n stands for byte n.
    public private(set) var low: UInt64 = 0
    /// Bit n stands for byte 64 + n.
    public private(set) var high: UInt64 = 0

    public init(_ bytes: some Sequence<UInt8>) {
        for byte in bytes where byte < 128 {
            if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte - 64) }
        }
    }

    public func contains(_ byte: UInt8) -> Bool {
        byte < 64 ? low >> UInt64(byte) & 1 == 1 : byte < 128 && high >> UInt64(byte - 64) & 1 == 1
    }

    /// The members as runs of neighbouring bytes, in ascending order.
    public var ranges: [ClosedRange<UInt8>] {
        var ranges: [ClosedRange<UInt8>] = []
        for byte in UInt8(0)..<128 where contains(byte) {
            if let last = ranges.last, last.upperBound + 1 == byte {
                ranges[ranges.count - 1] = last.lowerBound...byte
            } else {
                ranges.append(byte...byte)
            }
        }
        return ranges
    }
}
