/// RFC 4122's text form in either case, of any version and variant.
func isUUID(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let start = text.baseAddress else { return false }
    return UUID128.parse(start, count: text.count) != nil
}
