/// The 32 bytes of a SHA-256.
public struct SHA256Digest: Sendable, Hashable {
    @usableFromInline
    let storage: SIMD32<UInt8>

    @usableFromInline
    init(storage: SIMD32<UInt8>) {
        self.storage = storage
    }

    /// Nil unless there are exactly 32 bytes.
    @inlinable
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        var storage = SIMD32<UInt8>()
        for (i, byte) in bytes.enumerated() { storage[i] = byte }
        self.storage = storage
    }

    /// Nil unless the text is 64 lower-case hexadecimal digits: one digest has one spelling.
    public init?(hex: String) {
        var hex = hex
        let storage = hex.withUTF8 { digits -> SIMD32<UInt8>? in
            guard digits.count == 64 else { return nil }
            var storage = SIMD32<UInt8>()
            // Digits are below 16; every other byte sets a higher bit.
            var seen: UInt8 = 0
            for i in 0..<32 {
                let high = hexValue(digits[2 * i])
                let low = hexValue(digits[2 * i + 1])
                seen |= high | low
                storage[i] = high &<< 4 | low
            }
            return seen < 16 ? storage : nil
        }
        guard let storage else { return nil }
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

private func hexValue(_ digit: UInt8) -> UInt8 {
    switch digit {
    case 0x30...0x39: digit - 0x30
    case 0x61...0x66: digit - 0x61 + 10
    default: 0x80
    }
}
