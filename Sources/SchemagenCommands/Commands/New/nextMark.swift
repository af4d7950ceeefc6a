/// The text that names version `next` where this one names `version`: `order.v1` becomes `order.v2`.
///
/// The last `v1` that no letter or digit touches is the version; a text without one gets it at its end.
func nextMark(_ text: String, from version: Int, to next: Int) -> String {
    if text == String(version) { return String(next) }
    let bytes = Array(text.utf8)
    let wanted = Array("v\(version)".utf8)
    var start = bytes.count - wanted.count
    while start >= 0 {
        let end = start + wanted.count
        let isFree =
            (start == 0 || !isWordByte(bytes[start - 1])) && (end == bytes.count || !isWordByte(bytes[end]))
        if isFree, bytes[start..<end].elementsEqual(wanted) {
            return String(decoding: bytes[..<start] + Array("v\(next)".utf8) + bytes[end...], as: UTF8.self)
        }
        start -= 1
    }
    return "\(text).v\(next)"
}

private func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
        true
    default: false
    }
}
