/// The 32 bytes of a SHA-256.
public struct SHA256Digest: Sendable, Hashable {
    @usableFromInline
    let storage: SIMD32<UInt8>

    init(storage: SIMD32<UInt8>) {
        self.storage = storage
    }

    /// Nil unless there are exactly 32 bytes.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        var storage = SIMD32<UInt8>()
        for (i, byte) in bytes.enumerated() { storage[i] = byte }
        self.storage = storage
    }

    /// Nil unless the text is 64 lower-case hexadecimal digits: one digest has one spelling.
    public init?(hex: some StringProtocol) {
        guard hex.utf8.count == 64 else { return nil }
        var storage = SIMD32<UInt8>()
        var half: UInt8 = 0
        for (i, digit) in hex.utf8.enumerated() {
            let value: UInt8
            switch digit {
            case 0x30...0x39: value = digit - 0x30
            case 0x61...0x66: value = digit - 0x61 + 10
            default: return nil
            }
            if i % 2 == 0 { half = value << 4 } else { storage[i / 2] = half | value }
        }
        self.storage = storage
    }

    public var bytes: [UInt8] {
        withUnsafeBytes { Array($0) }
    }

    /// 64 lower-case hexadecimal digits.
    public var hex: String {
        String(unsafeUninitializedCapacity: 64) { out in
            withUnsafeBytes { bytes in
                for (i, byte) in bytes.enumerated() {
                    out[2 * i] = hexDigit(byte >> 4)
                    out[2 * i + 1] = hexDigit(byte & 15)
                }
            }
            return 64
        }
    }

    public func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try Swift.withUnsafeBytes(of: storage, body)
    }
}

extension SHA256Digest: CustomStringConvertible {
    public var description: String { hex }
}

private func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? 0x30 + value : 0x61 + value - 10
}
