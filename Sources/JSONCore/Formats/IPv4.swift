/// RFC 2673's dotted quad: four numbers 0...255 without leading zeros.
func isIPv4(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var reader = FormatReader(text)
    return takeIPv4(&reader) && reader.isAtEnd
}

func takeIPv4(_ reader: inout FormatReader) -> Bool {
    for part in 0..<4 {
        if part > 0 && !reader.take(UInt8(ascii: ".")) { return false }
        let start = reader.at
        var value = 0
        while isDigit(reader.byte), reader.at - start < 3 {
            value = value * 10 + Int(reader.byte - 0x30)
            reader.at += 1
        }
        let count = reader.at - start
        if count == 0 || value > 255 || (count > 1 && reader.text[start] == UInt8(ascii: "0")) { return false }
    }
    return true
}
