extension ProgramImage {
    /// What a serialised program begins with; changes whenever the meaning of a word changes.
    static let signature = "schema-program-1:"

    /// The program as ASCII without quotes, backslashes or control characters, safe in a Swift string literal.
    ///
    /// Numbers as groups of 7 bits, texts as they are; all of that in the 64 characters of base64url, and a checksum
    /// before it.
    package var serialized: String {
        var bytes = ImageBytes()
        bytes.put(code)
        bytes.put(root)
        bytes.put(usesDynamicScope ? 1 : 0)
        bytes.put(rootResource)
        bytes.put(text)
        bytes.put(strings)
        bytes.put(schemas)
        bytes.put(locations)
        bytes.put(UInt32(constants.count))
        for constant in constants { bytes.put(constant) }
        bytes.put(UInt32(formats.count))
        for format in formats { bytes.put(Array(format.utf8)) }
        bytes.put(UInt32(patterns.count))
        for pattern in patterns { bytes.put(Array(pattern.utf8)) }
        var sum: [UInt8] = []
        let check = checksum(bytes.bytes)
        for shift in stride(from: 56, through: 0, by: -8) {
            sum.append(UInt8(truncatingIfNeeded: check >> UInt64(shift)))
        }
        return Self.signature + base64Text(sum + bytes.bytes)
    }
}

private struct ImageBytes {
    var bytes: [UInt8] = []

    mutating func put(_ number: UInt32) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    mutating func put(_ numbers: [UInt32]) {
        put(UInt32(numbers.count))
        for number in numbers { put(number) }
    }

    mutating func put(_ text: [UInt8]) {
        put(UInt32(text.count))
        bytes += text
    }
}

/// FNV-1a: against accidents, not against attackers, whom the verifier is for.
func checksum(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var sum: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return sum
}

let base64Alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

private func base64Text(_ bytes: [UInt8]) -> String {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count / 3 * 4 + 4)
    var at = 0
    while at < bytes.count {
        let left = bytes.count - at
        var group = UInt32(bytes[at]) << 16
        if left > 1 { group |= UInt32(bytes[at + 1]) << 8 }
        if left > 2 { group |= UInt32(bytes[at + 2]) }
        for place in 0..<min(left + 1, 4) {
            out.append(base64Alphabet[Int(group >> UInt32(18 - 6 * place)) & 63])
        }
        at += 3
    }
    return String(decoding: out, as: UTF8.self)
}
