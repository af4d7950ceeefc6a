import CJSONScan

/// A text of up to 15 bytes whose UTF-8 was checked before, which a string holds without memory of its own. 16 bytes are
/// readable at `p`, whatever its length.
///
/// Every second text of a record is one, and the library takes longer to make it than it takes to find: it calls a closure,
/// clears what is behind the text, looks for what is not ASCII, and reads in other words than were written. So the two
/// words of such a string are put together here, where it is laid out as is known.
@inlinable @inline(__always)
func shortText(_ p: UnsafePointer<UInt8>, _ count: Int) -> String {
    guard shortStringsLieInTwoWords else { return shortTextByLibrary(p, count) }
    let text = cjson_first_bytes(p, count)
    let isASCII = (text.low | text.high) & 0x8080_8080_8080_8080 == 0
    let kind: UInt64 = isASCII ? 0xE0 : 0xA0
    return string(ofWords: (text.low, text.high | (kind | UInt64(truncatingIfNeeded: count)) << 56))
}

/// The plain twin of `shortText`.
@usableFromInline
func shortTextByLibrary(_ p: UnsafePointer<UInt8>, _ count: Int) -> String {
    String(decoding: UnsafeBufferPointer(start: p, count: count), as: UTF8.self)
}

/// Whether a string of up to 15 bytes is its bytes in two words, the first one lowest, and in the highest byte its length
/// and whether it is ASCII. That is so on all 64-bit systems of Apple, where programs have it compiled in, and on Linux.
///
/// The compiler knows the answer, so that nothing is compared when the program runs.
@inlinable @inline(__always)
var shortStringsLieInTwoWords: Bool {
    guard MemoryLayout<String>.size == 16 else { return false }
    return words(of: "abcdefghijklmno") == (0x6867_6665_6463_6261, 0xEF6F_6E6D_6C6B_6A69)
        && words(of: "a") == (0x61, 0xE100_0000_0000_0000) && words(of: "é") == (0xA9C3, 0xA200_0000_0000_0000)
}

// Here and below without a guard of the stack around two words, which would take more instructions than they do.
@inlinable @inline(__always)
func words(of text: String) -> (UInt64, UInt64) {
    _withUnprotectedUnsafeBytes(of: text) { bytes in
        guard bytes.count == 16 else { return (0, 0) }
        return (bytes.loadUnaligned(as: UInt64.self), bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    }
}

/// The string takes over the one reference of the object that its words name, if they name one: none is counted.
@inlinable @inline(__always)
func string(ofWords words: (UInt64, UInt64)) -> String {
    var words = words
    return _withUnprotectedUnsafeMutablePointer(to: &words) { words in
        UnsafeMutableRawPointer(words).assumingMemoryBound(to: String.self).move()
    }
}
