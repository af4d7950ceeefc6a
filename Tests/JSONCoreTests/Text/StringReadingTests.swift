import CJSONScan
import Testing

@testable import JSONCore

/// Strings of every length around those that need no memory of their own, at the end of what may be read, with anything
/// behind them.
struct StringReadingTests {
    @Test(arguments: ["a", "~", "é", "語", "😀"], [" ", "z", "\u{7F}", "ü"])
    func `A string is its text, whatever stands behind it`(_ character: String, _ behind: String) throws {
        let memory = try #require(GuardedMemory(pages: 8))
        for count in 0...40 {
            // One letter in front moves characters of several bytes to every place.
            for front in ["", "x", "xy", "xyz"] {
                let text = front + String(repeating: character, count: count)
                let line = "\"\(text)\", \"\(String(repeating: behind, count: 20))\""
                let start = memory.place(line: Array(line.utf8))
                var whole = JSONCursor(at: start)
                let string = try whole.string()
                #expect(string == text)
                #expect(Array(string.utf8) == Array(text.utf8))
                #expect(string.hashValue == text.hashValue)
                #expect(Set([string]) == [text])
                #expect(string + "," == text + ",")
                #expect(whole.offset == text.utf8.count + 2)
                var sliced = JSONCursor(at: start)
                let slice = try sliced.text()
                #expect(sliced.string(slice) == text)
                #expect(sliced.string(slice).utf8.count == text.utf8.count)
            }
        }
    }

    @Test
    func `The last string of a line may end where nothing more may be read`() throws {
        let memory = try #require(GuardedMemory(pages: 8))
        for count in 0...20 {
            let text = String(repeating: "k", count: count)
            var c = JSONCursor(at: memory.place(line: Array("\"\(text)\"".utf8)))
            #expect(try c.string() == text)
        }
    }

    /// What is made of words is what the library makes, to the bit: a string whose bits were others would be equal here and
    /// there and not behave like it.
    @Test
    func `A short string is the one that the library makes`() throws {
        #if (arch(x86_64) || arch(arm64)) && (os(Linux) || canImport(Darwin))
        #expect(shortStringsLieInTwoWords)
        #endif
        let memory = try #require(GuardedMemory(pages: 8))
        for character in ["a", "\u{0}", "\u{7F}", "é", "語", "😀"] {
            for front in ["", "x", "xy", "xyz"] {
                var text = front
                while text.utf8.count <= 15 {
                    // Other letters and no letters behind it, 16 bytes in all.
                    for behind in [UInt8(ascii: "z"), 0, 0xFF] {
                        let count = text.utf8.count
                        let bytes = Array(text.utf8) + [UInt8](repeating: behind, count: 16 - count)
                        let start = memory.place(bytes)
                        let made = shortText(start, count)
                        #expect(words(of: made) == words(of: shortTextByLibrary(start, count)))
                        #expect(made == text)
                    }
                    text += character
                }
            }
        }
    }
}

/// Strings with memory of their own, whose object is filled in here.
struct LongStringTests {
    private static let characters = ["a", "\u{0}", "é", "語", "😀"]
    private static let counts = Array(16...140) + [1000, 4079, 4080, 4081, 70_000]

    private func texts() -> [String] {
        Self.characters.flatMap { character in
            Self.counts.map { count in
                let size = character.utf8.count
                return String(repeating: "x", count: count % size) + String(repeating: character, count: count / size)
            }
        }
    }

    /// Runs the body with a text, at the end of what may be read, and with the string that is made of it.
    private func eachString(_ body: (String, consuming String) throws -> Void) throws {
        let memory = try #require(GuardedMemory(pages: 20))
        for text in texts() {
            let bytes = Array(text.utf8)
            let start = memory.place(bytes)
            try body(text, longText(start, bytes.count, bytes.allSatisfy { $0 < 0x80 }))
        }
    }

    #if os(Linux) && (arch(x86_64) || arch(arm64))
    @Test
    func `The library's strings are laid out as they are made here`() {
        #expect(LongString.findClass() > LongString.noClass)
        #expect(LongString.knownClass == LongString.findClass())
    }

    /// The words that tell what a string is, and those of its object but for how often it is referred to.
    @Test
    func `A long string is the one that the library makes`() throws {
        try eachString { text, made in
            let bytes = Array(text.utf8)
            let isASCII = bytes.allSatisfy { $0 < 0x80 }
            let other = bytes.withUnsafeBufferPointer { longTextByLibrary($0.baseAddress!, $0.count, isASCII) }
            let (mine, theirs) = (object(of: made), object(of: other))
            #expect(mine.type == theirs.type)
            #expect(mine.length == theirs.length)
            #expect(words(of: made).0 == words(of: other).0)
            // From 128 bytes on the library takes what the allocator has beyond them.
            if LongString(count: bytes.count, isASCII: isASCII).size < 128 { #expect(mine.room == theirs.room) }
            #expect(mine.room >> 48 == theirs.room >> 48)
            withExtendedLifetime((made, other)) {}
        }
    }

    private func object(of text: String) -> (type: UInt, room: UInt64, length: UInt64) {
        guard let object = UnsafeRawPointer(bitPattern: UInt(words(of: text).1)) else { return (0, 0, 0) }
        return (
            object.load(as: UInt.self), object.load(fromByteOffset: 16, as: UInt64.self),
            object.load(fromByteOffset: 24, as: UInt64.self)
        )
    }
    #endif

    @Test
    func `A long string is its text`() throws {
        try eachString { text, made in
            #expect(made == text)
            #expect(made.hashValue == text.hashValue)
            #expect(Array(made.utf8) == Array(text.utf8))
            #expect(made.count == text.count)
            // What the library finds out of the UTF-16 it keeps at the object's end.
            #expect(made.utf16.count == text.utf16.count)
            let middle = made.utf16.index(made.startIndex, offsetBy: made.utf16.count / 2)
            #expect(made.utf16[middle...].elementsEqual(text.utf16.dropFirst(text.utf16.count / 2)))
            #expect(made.utf16.distance(from: middle, to: made.endIndex) == text.utf16.count - text.utf16.count / 2)
            #expect(made.withCString { String(cString: $0) } == text.prefix { $0 != "\u{0}" })
        }
    }

    /// In place while there is room, elsewhere afterwards; what was copied before stays as it was.
    @Test
    func `A long string may grow`() throws {
        try eachString { text, made in
            let copy = made
            var one = made
            for count in 1...40 {
                one += "é"
                #expect(one.utf8.elementsEqual((text + String(repeating: "é", count: count)).utf8))
            }
            #expect(copy == text)
        }
        try eachString { text, made in
            var alone = consume made
            for count in 1...40 {
                alone += "."
                #expect(alone == text + String(repeating: ".", count: count))
            }
            alone.removeAll(keepingCapacity: true)
            alone += text
            #expect(alone == text)
        }
    }
}

/// Strings with escapes of every kind, each at every place of a vector.
struct EscapedStringTests {
    /// What is written, and what it stands for.
    private static let pieces = [
        ("\\n", "\n"), ("\\t", "\t"), ("\\r", "\r"), ("\\b", "\u{8}"), ("\\f", "\u{C}"), ("\\\"", "\""), ("\\\\", "\\"),
        ("\\/", "/"), ("\\u00e9", "é"), ("\\u0041", "A"), ("\\ud83d\\uDE00", "😀"), ("ü", "ü"), ("語", "語"), ("😀", "😀"),
    ]
    private static let faults: [(String, JSONFault.Kind)] = [
        ("\\q", .badEscape), ("\\u12g4", .badEscape), ("\\\u{1}", .badEscape), ("\\ü", .badEscape),
        ("\u{1}", .controlCharacter),
        ("\\ud83dx", .loneSurrogate), ("\\udc00", .loneSurrogate),
    ]

    /// Texts of up to so many pieces, most of them letters, and as they are written.
    private func text(_ random: inout RandomSource, pieces: Int) -> (written: String, text: String) {
        var (written, text) = ("", "")
        let rare = Int.random(in: 1...20, using: &random)
        for _ in 0..<Int.random(in: 0...pieces, using: &random) {
            if Int.random(in: 0...rare, using: &random) > 0 {
                let letters = String(repeating: "k", count: Int.random(in: 1...9, using: &random))
                written += letters
                text += letters
            } else {
                let piece = Self.pieces[Int.random(in: 0...Self.pieces.count - 1, using: &random)]
                written += piece.0
                text += piece.1
            }
        }
        return (written, text)
    }

    @Test
    func `A string with escapes is what it stands for`() throws {
        var random = RandomSource(seed: 5)
        let memory = try #require(GuardedMemory(pages: 8))
        for _ in 0..<3000 {
            let (written, text) = text(&random, pieces: 60)
            let start = memory.place(line: Array("\"\(written)\"".utf8))
            var whole = JSONCursor(at: start)
            let string = try whole.string()
            #expect(string == text, "\(written)")
            #expect(string.utf8.elementsEqual(text.utf8), "\(written)")
            #expect(whole.offset == written.utf8.count + 2)
            var sliced = JSONCursor(at: start)
            let slice = try sliced.text()
            #expect(slice.count == written.utf8.count)
            #expect(slice.hasEscapes == written.contains("\\"))
            #expect(slice.isASCII == written.utf8.allSatisfy { $0 < 0x80 })
            #expect(sliced.string(slice) == text)
            #expect(sliced.withText(slice) { $0.elementsEqual(text.utf8) })
            // Into room that is no larger than the text, as the plain twin does it.
            let exact = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: slice.count) { room in
                let count = unescape(start + slice.offset, slice.count, into: room)
                return Array(room.prefix(count))
            }
            #expect(exact.elementsEqual(text.utf8))
        }
    }

    @Test
    func `What no string may hold is found where it stands`() throws {
        var random = RandomSource(seed: 6)
        let memory = try #require(GuardedMemory(pages: 8))
        for _ in 0..<1000 {
            let (front, _) = text(&random, pieces: 40)
            let (back, _) = text(&random, pieces: 10)
            for (fault, kind) in Self.faults {
                let start = memory.place(line: Array("\"\(front)\(fault)\(back)\"".utf8))
                var cursor = JSONCursor(at: start)
                #expect(throws: JSONFault(kind, at: front.utf8.count + 1)) { try cursor.string() }
            }
            // The line ends before the string does, also behind a backslash.
            for end in ["", "\\"] {
                var cursor = JSONCursor(at: memory.place(line: Array("\"\(front)\(end)".utf8)))
                let place = front.utf8.count + 1 + end.utf8.count
                #expect(throws: JSONFault(.unexpectedEnd, at: place)) { try cursor.string() }
            }
        }
    }
}
