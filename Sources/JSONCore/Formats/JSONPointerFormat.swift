/// RFC 6901: nothing, or `/` before each token, and `~` only in `~0` and `~1`.
func isJSONPointer(_ text: UnsafeBufferPointer<UInt8>) -> Bool { isJSONPointer(text, from: 0) }

func isJSONPointer(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
    if start < text.count, text[start] != UInt8(ascii: "/") { return false }
    var at = start
    while at < text.count {
        if text[at] == UInt8(ascii: "~") {
            at += 1
            if at == text.count || text[at] | 1 != UInt8(ascii: "1") { return false }
        }
        at += 1
    }
    return true
}
