/// RFC 4291, section 2.2: eight groups of up to four digits, `::` once for one or more zero groups, the last two
/// groups possibly a dotted quad. No zone, no prefix length, no brackets.
func isIPv6(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    // Nothing longer than six groups and a dotted quad is an address.
    if text.count < 2 || text.count > 45 { return false }
    var reader = FormatReader(text)
    var groups = 0
    var compressed = false
    if reader.take(UInt8(ascii: ":")) {
        if !reader.take(UInt8(ascii: ":")) { return false }
        compressed = true
        if reader.isAtEnd { return true }
    }
    while true {
        let start = reader.at
        while isHexDigit(reader.byte) { reader.at += 1 }
        if reader.byte == UInt8(ascii: ".") {
            reader.at = start
            return takeIPv4(&reader) && reader.isAtEnd && (compressed ? groups <= 5 : groups == 6)
        }
        if reader.at == start || reader.at - start > 4 { return false }
        groups += 1
        if groups > (compressed ? 7 : 8) { return false }
        if reader.isAtEnd { return compressed || groups == 8 }
        if !reader.take(UInt8(ascii: ":")) { return false }
        if reader.take(UInt8(ascii: ":")) {
            if compressed || groups > 7 { return false }
            compressed = true
            if reader.isAtEnd { return true }
        }
    }
}
