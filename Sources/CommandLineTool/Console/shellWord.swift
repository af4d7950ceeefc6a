import JSONCore

/// The text as one word of a command that is printed for copying: a shell takes it as it is.
package func shellWord(_ text: String) -> String {
    if !text.isEmpty, text.utf8.allSatisfy(isPlain) { return text }
    if terminalSafe(text) == text {
        let parts = text.split(separator: "'", omittingEmptySubsequences: false)
        return "'\(parts.joined(separator: "'\\''"))'"
    }
    // What must not reach a terminal is written by its bytes.
    let bytes = text.utf8.map { byte in
        let digits = String(byte, radix: 8)
        return isPlain(byte)
            ? String(Unicode.Scalar(byte)) : "\\" + String(repeating: "0", count: 3 - digits.count) + digits
    }
    return "$'\(bytes.joined())'"
}

private func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
    default: "-_./+,:@%".utf8.contains(byte)
    }
}
