/// The path as SQLite reads one that comes with settings. Everything that could end the path or begin a setting is
/// written as its bytes.
func immutableURI(_ path: String) -> String {
    // With an empty host, because a path may begin with two slashes.
    var text = path.hasPrefix("/") ? "file://" : "file:"
    for byte in path.utf8 {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "-"):
            text.unicodeScalars.append(Unicode.Scalar(byte))
        default:
            text += (byte < 16 ? "%0" : "%") + String(byte, radix: 16)
        }
    }
    return text + "?immutable=1"
}
