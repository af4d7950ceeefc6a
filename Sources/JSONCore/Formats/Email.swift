/// RFC 5321's Mailbox, with the octet limits of its section 4.5.3.1: 64 before the @, 255 after it.
func isEmail(_ text: UnsafeBufferPointer<UInt8>) -> Bool { isMailbox(text, international: false) }

/// RFC 6531's Mailbox: the same with any UTF-8 beside ASCII's letters, in the local part, quoted strings and labels.
///
/// Labels are not put to IDNA's checks: the suite takes one that is not in composed form.
func isInternationalEmail(_ text: UnsafeBufferPointer<UInt8>) -> Bool { isMailbox(text, international: true) }

private func isMailbox(_ text: UnsafeBufferPointer<UInt8>, international: Bool) -> Bool {
    var reader = FormatReader(text)
    let quoted = reader.byte == UInt8(ascii: "\"")
    guard quoted ? takeQuotedString(&reader, international) : takeDotString(&reader, international) else {
        return false
    }
    if reader.at > 64 || !reader.take(UInt8(ascii: "@")) { return false }
    let domain = UnsafeBufferPointer(rebasing: text[reader.at...])
    if domain.isEmpty || domain.count > 255 { return false }
    return domain[0] == UInt8(ascii: "[") ? isAddressLiteral(domain) : isMailDomain(domain, international)
}

private func takeDotString(_ reader: inout FormatReader, _ international: Bool) -> Bool {
    repeat {
        let start = reader.at
        while true {
            if isAtomByte(reader.byte) {
                reader.at += 1
            } else if !international || !takesWide(&reader) {
                break
            }
        }
        if reader.at == start { return false }
    } while reader.take(UInt8(ascii: "."))
    return true
}

private func takeQuotedString(_ reader: inout FormatReader, _ international: Bool) -> Bool {
    reader.at += 1
    while !reader.isAtEnd {
        let byte = reader.byte
        if byte >= 0x80 {
            guard international, takesWide(&reader) else { return false }
            continue
        }
        reader.at += 1
        if byte == UInt8(ascii: "\"") { return true }
        if byte == UInt8(ascii: "\\") {
            guard 0x20...0x7E ~= reader.byte else { return false }
            reader.at += 1
        } else if !(0x20...0x7E ~= byte) {
            return false
        }
    }
    return false
}

/// Consumes one code point beyond ASCII, where one is here.
private func takesWide(_ reader: inout FormatReader) -> Bool {
    guard reader.byte >= 0x80, let (_, size) = reader.scalar() else { return false }
    reader.at += size
    return true
}

private func isAtomByte(_ byte: UInt8) -> Bool {
    if isLetter(byte) || isDigit(byte) { return true }
    switch byte {
    case UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "&"),
        UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "/"),
        UInt8(ascii: "="), UInt8(ascii: "?"), UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "`"),
        UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "}"), UInt8(ascii: "~"):
        return true
    default:
        return false
    }
}

/// `[1.2.3.4]` or `[IPv6:…]`; no other tag is registered for the grammar's General-address-literal.
private func isAddressLiteral(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    if text.count < 3 || text[text.count - 1] != UInt8(ascii: "]") { return false }
    let address = UnsafeBufferPointer(rebasing: text[1..<(text.count - 1)])
    let tag: StaticString = "ipv6:"
    let isTagged =
        address.count > 5
        && zip(address, UnsafeBufferPointer(start: tag.utf8Start, count: 5)).allSatisfy { given, wanted in
            (isLetter(given) ? given | 0x20 : given) == wanted
        }
    return isTagged ? isIPv6(UnsafeBufferPointer(rebasing: address[5...])) : isIPv4(address)
}

private func isMailDomain(_ text: UnsafeBufferPointer<UInt8>, _ international: Bool) -> Bool {
    var reader = FormatReader(text)
    repeat {
        let start = reader.at
        var isASCII = true
        while !reader.isAtEnd, reader.byte != UInt8(ascii: ".") {
            if international && takesWide(&reader) {
                isASCII = false
            } else if isLetter(reader.byte) || isDigit(reader.byte) || reader.byte == UInt8(ascii: "-") {
                reader.at += 1
            } else {
                return false
            }
        }
        let count = reader.at - start
        if count == 0 || (isASCII && count > 63) { return false }
        if text[start] == UInt8(ascii: "-") || text[reader.at - 1] == UInt8(ascii: "-") { return false }
    } while reader.take(UInt8(ascii: "."))
    return reader.isAtEnd
}
