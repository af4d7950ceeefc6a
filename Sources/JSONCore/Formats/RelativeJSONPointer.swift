/// draft-bhutton-relative-json-pointer-00: how many levels up, an index step, and then a pointer or `#`.
func isRelativeJSONPointer(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var reader = FormatReader(text)
    guard takeNumber(&reader) else { return false }
    if reader.byte == UInt8(ascii: "+") || reader.byte == UInt8(ascii: "-") {
        // The step itself is a positive number.
        reader.at += 1
        if reader.byte == UInt8(ascii: "0") || !takeNumber(&reader) { return false }
    }
    if reader.take(UInt8(ascii: "#")) { return reader.isAtEnd }
    return isJSONPointer(text, from: reader.at)
}

/// Digits without a leading zero.
private func takeNumber(_ reader: inout FormatReader) -> Bool {
    let start = reader.at
    let count = reader.takeDigits()
    return count == 1 || (count > 1 && reader.text[start] != UInt8(ascii: "0"))
}
