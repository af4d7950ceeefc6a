/// RFC 3339, appendix A: units in order, none left out between two others, weeks alone, whole numbers only.
@usableFromInline
func isDuration(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var reader = FormatReader(text)
    guard reader.take(UInt8(ascii: "P")) else { return false }
    let dates = takeUnits(&reader, (UInt8(ascii: "Y"), UInt8(ascii: "M"), UInt8(ascii: "D")))
    if dates == 0 && takeUnits(&reader, (UInt8(ascii: "W"), 0, 0)) == 1 { return reader.isAtEnd }
    if reader.take(UInt8(ascii: "T")) {
        let times = takeUnits(&reader, (UInt8(ascii: "H"), UInt8(ascii: "M"), UInt8(ascii: "S")))
        return times > 0 && reader.isAtEnd
    }
    return dates > 0 && reader.isAtEnd
}

/// How many of the units follow; a run that does not continue in order is left unread.
private func takeUnits(_ reader: inout FormatReader, _ letters: (UInt8, UInt8, UInt8)) -> Int {
    var taken = 0
    var rest = letters
    while rest.0 != 0 {
        let start = reader.at
        if reader.takeDigits() == 0 { break }
        if reader.take(rest.0) {
            taken += 1
            rest = (rest.1, rest.2, 0)
        } else if taken == 0 {
            // A later unit may be the first one.
            reader.at = start
            rest = (rest.1, rest.2, 0)
        } else {
            reader.at = start
            break
        }
    }
    return taken
}
