extension ProgramImage {
    /// Reads what `serialized` wrote; nil for anything else. One pass, and no allocation beyond what the text is long.
    package init?(serialized: UnsafeBufferPointer<UInt8>) {
        let signature = Self.signature.utf8
        guard serialized.count > signature.count, serialized.prefix(signature.count).elementsEqual(signature),
            let bytes = base64Bytes(serialized.dropFirst(signature.count)), bytes.count > 8
        else { return nil }
        var sum: UInt64 = 0
        for byte in bytes.prefix(8) { sum = sum << 8 | UInt64(byte) }
        guard sum == checksum(bytes.dropFirst(8)) else { return nil }
        var reader = ImageReader(bytes: bytes, at: 8)
        code = reader.numbers()
        root = reader.number()
        usesDynamicScope = reader.number() != 0
        rootResource = reader.number()
        text = reader.text()
        strings = reader.numbers()
        schemas = reader.numbers()
        locations = reader.numbers()
        for _ in 0..<reader.count() { constants.append(reader.text()) }
        for _ in 0..<reader.count() { formats.append(String(decoding: reader.text(), as: UTF8.self)) }
        for _ in 0..<reader.count() { patterns.append(String(decoding: reader.text(), as: UTF8.self)) }
        guard !reader.failed, reader.at == bytes.count else { return nil }
    }
}

/// Once it has failed it gives zeros and empty lists, and the caller asks at the end.
private struct ImageReader {
    let bytes: [UInt8]
    var at: Int
    var failed = false

    mutating func number() -> UInt32 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 35, by: 7) {
            guard at < bytes.count else { break }
            let byte = bytes[at]
            at += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 {
                if value > UInt32.max { break }
                return UInt32(value)
            }
        }
        failed = true
        return 0
    }

    /// A count of things that take a byte each at least, so a wrong one cannot ask for more memory than the text has.
    mutating func count() -> Int {
        let count = Int(number())
        if count > bytes.count - at { failed = true }
        return failed ? 0 : count
    }

    mutating func numbers() -> [UInt32] {
        let count = count()
        var numbers: [UInt32] = []
        numbers.reserveCapacity(count)
        for _ in 0..<count { numbers.append(number()) }
        return numbers
    }

    mutating func text() -> [UInt8] {
        let count = count()
        defer { at += count }
        return Array(bytes[at..<at + count])
    }
}

private let base64Values: [UInt8] = {
    var values = [UInt8](repeating: 0xFF, count: 256)
    for (value, byte) in base64Alphabet.enumerated() { values[Int(byte)] = UInt8(value) }
    return values
}()

private func base64Bytes(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> [UInt8]? {
    guard text.count % 4 != 1 else { return nil }
    var out: [UInt8] = []
    out.reserveCapacity(text.count / 4 * 3 + 3)
    var group: UInt32 = 0
    var bits: UInt32 = 0
    let ok = base64Values.withUnsafeBufferPointer { values in
        for byte in text {
            let value = values[Int(byte)]
            if value == 0xFF { return false }
            group = group << 6 | UInt32(value)
            bits += 6
            if bits >= 8 {
                bits -= 8
                out.append(UInt8(truncatingIfNeeded: group >> bits))
            }
        }
        return true
    }
    return ok ? out : nil
}
