/// A place in a text that a format's grammar walks along.
struct FormatReader {
    let text: UnsafeBufferPointer<UInt8>
    var at = 0

    init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

    var isAtEnd: Bool { at == text.count }

    /// The byte here; 0, which no grammar here uses, at the end.
    var byte: UInt8 { at < text.count ? text[at] : 0 }

    mutating func take(_ wanted: UInt8) -> Bool {
        if at < text.count, text[at] == wanted {
            at += 1
            return true
        }
        return false
    }

    /// How many ASCII digits follow.
    mutating func takeDigits() -> Int {
        let start = at
        while at < text.count, text[at] &- 0x30 <= 9 { at += 1 }
        return at - start
    }

    /// The code point here, which is not consumed, and its length; nil at the end and for bytes that are not UTF-8.
    func scalar() -> (value: Unicode.Scalar, length: Int)? {
        guard at < text.count else { return nil }
        let first = text[at]
        if first < 0x80 { return (Unicode.Scalar(first), 1) }
        let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0
        if length == 0 || first > 0xF4 || text.count - at < length { return nil }
        var value = UInt32(first) & (0x7F >> UInt32(length))
        for byte in text[(at + 1)..<(at + length)] {
            if byte & 0xC0 != 0x80 { return nil }
            value = value << 6 | UInt32(byte & 0x3F)
        }
        // The shortest form only; surrogates and numbers too large make no scalar.
        if (length == 3 && value < 0x800) || (length == 4 && value < 0x10000) { return nil }
        return Unicode.Scalar(value).map { ($0, length) }
    }
}

@inline(__always)
func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }

@inline(__always)
func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 <= 9 }

@inline(__always)
func isHexDigit(_ byte: UInt8) -> Bool { isDigit(byte) || (byte | 0x20) &- UInt8(ascii: "a") < 6 }
