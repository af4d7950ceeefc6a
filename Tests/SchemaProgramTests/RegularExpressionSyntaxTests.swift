import PatternCompiler
import SchemaProgram
import Testing

struct RegularExpressionSyntaxTests {
    /// Without Unicode properties, whose names only the parser knows, and whose sets it takes long to make.
    @Test
    func `The format regex agrees with the strict parser`() throws {
        let format = try #require(ProgramFormat(formatKeyword: "regex"))
        let pieces = [
            "a", "b", "^", "$", ".", "*", "+", "?", "??", "{2}", "{2,}", "{2,1}", "{,2}", "{", "}", "(", ")", "(?:",
            "(?=", "(?!",
            "(?<=", "(?<n>", "(?i:", "(?x", "[", "]", "[^", "-", "|", "\\d", "\\1", "\\2", "\\k<n>", "\\u0041",
            "\\u{1F600}", "\\u{110000}", "\\x4", "\\cA", "\\c1", "\\a", "\\-", "\\/", "\\0", "\\00", "\\b", "\\B", "é",
            "\\", "[a-z]",
            "[z-a]", "[\\d-a]", "[\\-]",
        ]
        var numbers = SeededNumbers(seed: 17)
        for round in 0..<3_000 {
            var text = ""
            for _ in 0..<Int.random(in: 1...6, using: &numbers) {
                text += pieces[Int.random(in: 0..<pieces.count, using: &numbers)]
            }
            // Which groups may share a name is a question of its own.
            if text.components("(?<n>") > 1 { continue }
            let expected = (try? checkPatternSyntax(text)) != nil
            let found = text.withUTF8 { format.accepts($0) }
            #expect(found == expected, "round \(round): \(text)")
        }
    }
}

extension String {
    fileprivate func components(_ part: String) -> Int {
        var count = 0
        var rest = self[...]
        while let range = rest.firstRange(of: part) {
            count += 1
            rest = rest[range.upperBound...]
        }
        return count
    }
}
