/// RFC 6570: literals and `{…}` expressions of any level.
///
/// The operators that section 2.2 reserves for extensions (`= , ! @ |`) are in the grammar, and pass.
func isURITemplate(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var reader = FormatReader(text)
    while !reader.isAtEnd {
        if reader.take(UInt8(ascii: "{")) {
            if !takeExpression(&reader) { return false }
        } else if !takeLiteral(&reader) {
            return false
        }
    }
    return true
}

private func takeLiteral(_ reader: inout FormatReader) -> Bool {
    guard let (scalar, size) = reader.scalar() else { return false }
    switch scalar.value {
    case 0x25: return takeTriplet(&reader)
    case 0x00...0x20, 0x22, 0x3C, 0x3E, 0x5C, 0x5E, 0x60, 0x7B...0x7D, 0x7F: return false
    // The grammar leaves the apostrophe out; erratum 6937 and everyone's use let it in.
    case 0x21...0x7E: break
    default: if !isUCSCharacter(scalar.value) && !isPrivateCharacter(scalar.value) { return false }
    }
    reader.at += size
    return true
}

private func takeTriplet(_ reader: inout FormatReader) -> Bool {
    let (text, at) = (reader.text, reader.at)
    guard at + 2 < text.count, isHexDigit(text[at + 1]), isHexDigit(text[at + 2]) else { return false }
    reader.at += 3
    return true
}

private func takeExpression(_ reader: inout FormatReader) -> Bool {
    switch reader.byte {
    case UInt8(ascii: "+"), UInt8(ascii: "#"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: ";"),
        UInt8(ascii: "?"), UInt8(ascii: "&"), UInt8(ascii: "="), UInt8(ascii: ","), UInt8(ascii: "!"),
        UInt8(ascii: "@"), UInt8(ascii: "|"):
        reader.at += 1
    default: break
    }
    repeat {
        if !takeVariable(&reader) { return false }
        if reader.take(UInt8(ascii: ":")) {
            // 1 to 9999 without leading zero.
            let start = reader.at
            let count = reader.takeDigits()
            if !(1...4 ~= count) || reader.text[start] == UInt8(ascii: "0") { return false }
        } else {
            _ = reader.take(UInt8(ascii: "*"))
        }
    } while reader.take(UInt8(ascii: ","))
    return reader.take(UInt8(ascii: "}"))
}

/// `varname`: runs of letters, digits, underscores and triplets, with single dots between.
private func takeVariable(_ reader: inout FormatReader) -> Bool {
    repeat {
        let start = reader.at
        while true {
            let byte = reader.byte
            if isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "_") {
                reader.at += 1
            } else if byte != UInt8(ascii: "%") || !takeTriplet(&reader) {
                break
            }
        }
        if reader.at == start { return false }
    } while reader.take(UInt8(ascii: "."))
    return true
}
