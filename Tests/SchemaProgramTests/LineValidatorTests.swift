import JSONCore
import SchemaProgram
import Testing

struct LineValidatorTests {
    private struct Found: Equatable {
        var number: Int
        var offset: Int
        var text: String
    }

    /// Feeds the text in pieces of this size.
    private func run(_ text: String, pieces: Int, longestLine: Int = 1 << 20) throws -> (
        found: [Found], valid: Int, invalid: Int
    ) {
        var lines = LineValidator(try compile(#"{"type": "integer"}"#), longestLine: longestLine)
        let bytes = Array(text.utf8)
        var at = 0
        var found: [Found] = []
        func note(_ finding: LineValidator.Finding) {
            let text = String(decoding: finding.text.prefix(20), as: UTF8.self)
            found.append(Found(number: finding.number, offset: finding.offset, text: text))
        }
        while lines.fill(
            { space in
                let count = min(pieces, space.count, bytes.count - at)
                space.copyBytes(from: bytes[at..<at + count])
                at += count
                return count
            },
            report: note
        ) {}
        lines.finish(report: note)
        return (found, lines.validCount, lines.invalidCount)
    }

    @Test(arguments: [1, 2, 7, 1000])
    func `Lines are decided however they arrive`(_ pieces: Int) throws {
        let result = try run("1\n\n2.5\r\n 3 \n\"x\"\n{\n4", pieces: pieces)
        #expect(
            result.found == [
                Found(number: 3, offset: 3, text: "2.5\r"), Found(number: 5, offset: 12, text: "\"x\""),
                Found(number: 6, offset: 16, text: "{"),
            ]
        )
        #expect(result.valid == 3 && result.invalid == 3)
    }

    @Test
    func `A line beyond the limit is passed over, and said once`() throws {
        let long = String(repeating: "7", count: 2_000_000)
        let result = try run("1\n\(long)\n2\n\(long)", pieces: 100_000, longestLine: 300_000)
        #expect(result.found.map(\.number) == [2, 4])
        #expect(result.found.map(\.offset) == [2, 2_000_005])
        #expect(result.valid == 2 && result.invalid == 2)
    }

    @Test
    func `A long line within the limit is one line`() throws {
        let result = try run(
            "[" + String(repeating: "1,", count: 500_000) + "1]\n5",
            pieces: 1 << 16,
            longestLine: 1 << 21
        )
        #expect(result.found.map(\.number) == [1])
        #expect(result.valid == 1)
    }
}
