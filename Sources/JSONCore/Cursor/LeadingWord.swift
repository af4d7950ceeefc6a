/// The beginning of a text that most strings can be told from by one look at theirs: every line of a log with headers is asked
/// whether it is one.
public struct LeadingWord: Sendable {
    public let text: StaticString
    /// The text's first sixteen bytes, with the quote that ends it, and how much of both words counts.
    @usableFromInline let first: UInt64
    @usableFromInline let second: UInt64
    @usableFromInline let firstMask: UInt64
    @usableFromInline let secondMask: UInt64

    public init(_ text: StaticString) {
        self.text = text
        let bytes = (text.withUTF8Buffer { Array($0) } + [0x22]).prefix(16)
        func word(_ bytes: ArraySlice<UInt8>) -> (word: UInt64, mask: UInt64) {
            bytes.reversed().reduce((0, 0)) { ($0.0 << 8 | UInt64($1), $0.1 << 8 | 0xFF) }
        }
        guard !bytes.contains(0x5C) else {
            // Never written as it is, so where it differs says nothing.
            (first, firstMask, second, secondMask) = (0, 0, 0, 0)
            return
        }
        (first, firstMask) = word(bytes.prefix(8))
        (second, secondMask) = word(bytes.dropFirst(8))
    }

    /// Whether the string whose text begins at `p` is surely another one; sixteen bytes can be read there.
    @inlinable @inline(__always)
    public func differs(from p: UnsafePointer<UInt8>) -> Bool {
        var other = loadWord(p)
        var difference = (other ^ first) & firstMask
        if difference == 0 {
            other = loadWord(p + 8)
            difference = (other ^ second) & secondMask
            if difference == 0 { return false }
        }
        // What is the same before it is no escape, because the text has no backslash, so the string goes on with this
        // byte, unless that begins one.
        return other >> UInt64(difference.trailingZeroBitCount & ~7) & 0xFF != 0x5C
    }
}
