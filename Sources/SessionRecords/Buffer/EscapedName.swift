import Digest

/// An id as one component of a path: it cannot leave its folder, hide, or look like an option, and two ids never
/// share a name.
///
/// Letters, digits, `.`, `_` and `-` stay as they are, except a `.` or `-` in front. Every other byte is written `%XX`,
/// the percent sign as well, and an empty id is `%`. What would be longer than 100 bytes keeps its beginning and ends
/// in `~` and the SHA-256 of the id, which no short name contains.
public func escapedName(_ id: String) -> String {
    let limit = 100
    var name = ""
    for (index, byte) in id.utf8.enumerated() {
        if isPlain(byte), index > 0 || (byte != UInt8(ascii: ".") && byte != UInt8(ascii: "-")) {
            name.unicodeScalars.append(Unicode.Scalar(byte))
        } else {
            name += "%" + hexPair(byte)
        }
    }
    if name.isEmpty { return "%" }
    if name.utf8.count <= limit { return name }
    return name.prefix(30) + "~" + sha256(id).hex
}

/// The id that a name stands for; nil for what `escapedName` does not give, and for what it had to cut.
public func unescapedName(_ name: String) -> String? {
    if name == "%" { return "" }
    var bytes: [UInt8] = []
    var rest = name.utf8[...]
    while let byte = rest.popFirst() {
        if byte != UInt8(ascii: "%") {
            bytes.append(byte)
            continue
        }
        guard let digits = String(rest.prefix(2)), digits.utf8.count == 2, let value = UInt8(digits, radix: 16) else {
            return nil
        }
        bytes.append(value)
        rest = rest.dropFirst(2)
    }
    guard let id = String(validating: bytes, as: UTF8.self), escapedName(id) == name else { return nil }
    return id
}

private func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
        true
    default: false
    }
}

private func hexPair(_ byte: UInt8) -> String {
    let text = String(byte, radix: 16, uppercase: true)
    return byte < 16 ? "0" + text : text
}
