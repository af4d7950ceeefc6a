/// RFC 1123 names: labels of 1 to 63 letters, digits and inner hyphens, at most 253 bytes in all, and A-labels
/// (`xn--`) only where they stand for something (RFC 5891, section 4.4).
///
/// Draft 7 speaks of RFC 1034 and 1123 alone, but its suite wants A-labels checked as well; so does this, for all
/// drafts. Other labels with hyphens in the third and fourth place are RFC 1123 names and pass.
func isHostname(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    if text.isEmpty || text.count > 253 { return false }
    var start = 0
    var needsIDNA = false
    for at in 0...text.count {
        if at < text.count, text[at] != UInt8(ascii: ".") {
            let byte = text[at]
            if !isLetter(byte) && !isDigit(byte) && byte != UInt8(ascii: "-") { return false }
            continue
        }
        let count = at - start
        if count < 1 || count > 63 { return false }
        if text[start] == UInt8(ascii: "-") || text[at - 1] == UInt8(ascii: "-") { return false }
        let isALabel =
            count >= 4 && text[start] | 0x20 == UInt8(ascii: "x") && text[start + 1] | 0x20 == UInt8(ascii: "n")
            && text[start + 2] == UInt8(ascii: "-") && text[start + 3] == UInt8(ascii: "-")
        needsIDNA = needsIDNA || isALabel
        start = at + 1
    }
    return !needsIDNA || isInternationalName(text, separators: [0x2E], allowingReserved: true)
}
