import JSONCore
import PatternCompiler
import Testing

/// What is taken, what is refused, and where the finger points.
struct SyntaxTests {
    @Test(arguments: [
        ("(?P<name>x)", 0), ("(?#comment)a", 0), ("(?i)abc", 0), ("ab(c", 2), ("ab)c", 2), ("é[a", 2), ("*a", 0),
        ("a**", 2), ("a{2,1}", 1), ("[b-a]", 2), ("x\\", 1), ("\\a", 0), ("\\Z", 0), ("\\u12", 0), ("\\x1", 0),
        ("\\c1", 0), ("\\01", 0), ("\\p{letter}", 0), ("\\p{Script=Elvish}", 0), ("\\pL", 0), ("\\u{110000}", 0),
        ("(?<n>a)(?<n>b)", 7), ("(?<1>a)", 0), ("\\k<n>", 0), ("(a)\\2", 3), ("^*", 1), ("(?<=a)*", 6), ("\\k", 0),
        ("(?<>a)", 0), ("a{1}{2}", 4), ("(?", 0),
    ])
    func isRefusedEverywhere(_ source: String, _ offset: Int) {
        #expect(throws: PatternError.self) { try checkPatternSyntax(source) }
        let error = #expect(throws: PatternError.self) { try compilePattern(source) }
        #expect(error?.offset == offset, "\(source): \(error?.message ?? "")")
    }

    /// Written in the wild, and meant as Annex B reads it; format `regex` holds to the standard.
    @Test(arguments: [
        ("\\-", "-"), ("^a\\_b\\@c$", "a_b@c"), ("^[\\w-.]+$", "a-b.c"), ("^{a}$", "{a}"), ("^a{$", "a{"), ("^]$", "]"),
        ("^a{,2}$", "a{,2}"), ("^\\\"x$", "\"x"), ("^(?=a)*a$", "a"),
    ])
    func isTakenLeniently(_ source: String, _ text: String) throws {
        #expect(throws: PatternError.self) { try checkPatternSyntax(source) }
        #expect(try compilePattern(source).pattern.matches(text))
    }

    @Test(arguments: [
        "(?<n>a)\\k<n>", "\\k<n>(?<n>a)", "(a)\\1", "\\1(a)", "(?i:a)", "(?s-i:a)", "(?<n>a)|(?<n>b)", "(?<=a+)b", "[]",
        "[^]", "[\\-]", "\\cA", "a{99999999999999999999}", "(a{1000}){1000}", "/", "\\/", "(?<ünï>x)", "",
    ])
    func isValidSyntax(_ source: String) throws {
        try checkPatternSyntax(source)
    }

    @Test(arguments: [
        ("(a)\\1", 3, "regular"), ("(?<n>a)\\k<n>", 7, "regular"), ("x(?i:a)", 1, "flags"),
        ("^(?i:a){0,2}b$", 1, "flags"),
        ("^(a)(?:\\1)?$", 7, "regular"),
    ])
    func cannotBeCompiled(_ source: String, _ offset: Int, _ word: String) {
        let error = #expect(throws: PatternError.self) { try compilePattern(source) }
        #expect(error?.offset == offset)
        #expect(error?.message.contains(word) == true)
    }

    @Test(arguments: [
        ("^\\cC$", "\u{3}", true), ("^\\0$", "\0", true), ("^\\x41\\u0042\\u{43}$", "ABC", true), ("^.$", "🐲", true),
        ("^.$", "\r", false), ("^[\\b]$", "\u{8}", true), ("^abc$", "abc\n", false), ("^[^\\d]$", "5", false),
        ("^\\d$", "߀", false), ("^\\s$", "\u{FEFF}", true), ("^\\s$", "\u{180E}", false), ("^\\S$", "\u{85}", true),
        ("\\uD83D", "🐲", false), ("^[🐲-🐴]$", "🐳", true), ("^$", "", true), ("a|", "x", true), ("^(?!foo)", "fo", true),
        ("^(?!foo)", "food", false), ("^(?=.*\\d)(?=.*[a-z]).{4,}$", "ab1c", true),
        ("^(?=.*\\d)(?=.*[a-z]).{4,}$", "abcd", false), ("(?<!\\$)\\b\\d+\\b", "$10", false),
        ("(?<!\\$)\\b\\d+\\b", "€10", true), ("^(?!-)[a-z-]{1,5}(?<!-)$", "a-b", true),
        ("^(?!-)[a-z-]{1,5}(?<!-)$", "ab-", false), ("(?<=(?=ab).)b", "ab", true), ("(?=(?<=a)b)", "ab", true),
        ("\\B", "é", true), ("\\B", "aéa", false), ("x{0}y", "y", true), ("^(?:a?){3}$", "aaaa", false),
        ("^.{101,300}$", String(repeating: "🐲", count: 101), true),
        ("^.{200}$", String(repeating: "é", count: 199), false),
        ("^(\\w{0,1000})$", String(repeating: "a", count: 1001), false), ("^.{1,1000000}$", "a\n", false),
        ("^(?:[^a]{500,})$", String(repeating: "b", count: 500), true), ("^.{200}$", "", false),
        ("^(?:){9999999999}$", "", true), ("^(?:(?:|){99999}){99999}$", "", true),
    ])
    func means(_ source: String, _ text: String, _ expected: Bool) throws {
        #expect(try compilePattern(source).pattern.matches(text) == expected)
    }
}
