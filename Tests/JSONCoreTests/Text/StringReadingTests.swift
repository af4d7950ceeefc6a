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
}
