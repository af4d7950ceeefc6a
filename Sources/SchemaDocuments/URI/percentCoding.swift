/// The text that `%XX` escapes stand for; nil when an escape is cut short or the bytes are not UTF-8.
public func percentDecoded(_ text: String) -> String? {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
        guard byte == UInt8(ascii: "%") else {
            bytes.append(byte)
            continue
        }
        guard let high = rest.popFirst().flatMap(hexDigit), let low = rest.popFirst().flatMap(hexDigit) else {
            return nil
        }
        bytes.append(high << 4 | low)
    }
    return String(validating: bytes, as: UTF8.self)
}

/// `text` as it may stand in a fragment: everything but RFC 3986's `fragment` characters is escaped.
public func fragmentEncoded(_ text: String) -> String {
    escaped(text, keeping: "-._~!$&'()*+,;=:@/?".utf8)
}

/// `text` as it may stand in a path, slashes kept.
public func pathEncoded(_ text: String) -> String {
    escaped(text, keeping: "-._~!$&'()*+,;=:@/".utf8)
}

private func escaped(_ text: String, keeping marks: String.UTF8View) -> String {
    func isPlain(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || marks.contains(byte)
    }
    // Every schema has its pointer written so, and hardly any pointer has a byte to escape.
    if text.utf8.allSatisfy(isPlain) { return text }
    let digits = Array("0123456789ABCDEF".utf8)
    var out: [UInt8] = []
    for byte in text.utf8 {
        out += isPlain(byte) ? [byte] : [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
    return String(decoding: out, as: UTF8.self)
}

private func hexDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
}
