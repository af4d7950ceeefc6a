import JSONCore
import PatternCompiler
import Testing

/// Serialised patterns: deterministic, and safe to load whatever they say.
struct TableTests {
    private static let sources = [
        "^[a-f0-9]{64}$", "foo", "^(?!foo)[a-z]+$", "\\bfoo\\b", "^.{2,300}$", "^\\p{Lu}+$", "(?<=a)b(?=c)",
        "^(a|b)*a(a|b){8}$", "",
        "[]", "^(?!-)[a-z-]{1,5}(?<!-)$", "(a|b)*a(a|b){16}c(a|b){16}a(a|b)*$",
    ]

    @Test(arguments: sources)
    func isDeterministic(_ source: String) throws {
        #expect(try compilePattern(source).serialized == compilePattern(source).serialized)
    }

    // As generated code holds them.
    private static let hash = Pattern(table: "T010D0100Et21201313")
    private static let counted = Pattern(table: "C21D0T010D0100Et21201313")

    @Test func literalsLoad() {
        let (hash, counted) = (Self.hash, Self.counted)
        #expect(hash.isUsable && hash.matches("aaa") && !hash.matches("aab") && !hash.matches(""))
        #expect(counted.isUsable && counted.matches("aa") && !counted.matches("a") && !counted.matches("ab"))
        for broken in [Pattern(table: ""), Pattern(table: "x"), Pattern(table: "T010D0100Et2120131")] {
            #expect(!broken.isUsable && !broken.matches("aaa") && !broken.matches(""))
        }
    }

    /// A literal beginning is compared as a word, and often decides.
    @Test(arguments: [
        "^x-", "^abc$", "^abcdefg", "^abcdefgh", "^abcdefghi", "^abcdefghij$", "^a", "^ab?c", "^a(b|c)", "^$", "^",
        "abc$",
        "^é", "^aé", "^abcdefgé",
    ])
    func bareTablesAgree(_ source: String) throws {
        let pattern = try compilePattern(source).pattern
        let bare = try #require(pattern.table)
        let whole = "abcdefghijk"
        var texts = (0...whole.count).map { String(whole.prefix($0)) }
        texts += ["x", "x-", "x-y", "y-x", "xx-", "é", "aé", "abcdefgé", "abcdefg\u{0}", "b", "ac", "abc\u{0}", "zabc"]
        for text in texts { #expect(bare.matches(text) == pattern.matches(text), "\(source) on \(text)") }
    }

    @Test func equalLanguagesHaveEqualTables() throws {
        for (one, other) in [
            ("^a+$", "^aa*$"), ("^(a|b)$", "^[ab]$"), ("^(?=a).$", "^a$"), ("foo.*", "foo"), ("^(?!a)$", "^$"),
        ] {
            #expect(try compilePattern(one).serialized == compilePattern(other).serialized)
        }
    }

    @Test(arguments: sources)
    func mutatedTablesNeverTrap(_ source: String) throws {
        var random = Seeded(state: 7)
        let good = Array(try compilePattern(source).serialized.utf8)
        var loaded = 0
        for round in 0..<1_500 {
            var bytes = good
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 0...bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes.insert(UInt8.random(in: 0x20...0x7E, using: &random), at: place)
                case 1: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 0...3, using: &random)))
                case 2: bytes = Array(bytes.prefix(place))
                default: if place < bytes.count { bytes[place] = UInt8.random(in: 0x20...0x7E, using: &random) }
                }
            }
            guard let pattern = Pattern(serialized: String(decoding: bytes, as: UTF8.self)) else { continue }
            loaded += 1
            // Any answer will do; coming back is what is asked, on texts of all kinds.
            for text in ["", "a", "foo-bar", "🐲é\u{2028}", String(repeating: "ab", count: 50 + round % 2)] {
                let answer = pattern.matches(text)
                if let bare = pattern.table { #expect(bare.matches(text) == answer) }
            }
            [0xFF, 0x80, 0xF0, 0x61].withUnsafeBufferPointer { _ = pattern.matches($0) }
        }
        #expect(loaded < 1_500)
    }

    @Test func invalidTextNeverTraps() throws {
        var random = Seeded(state: 11)
        for source in Self.sources {
            let pattern = try compilePattern(source).pattern
            for _ in 0..<300 {
                let bytes = (0..<Int.random(in: 0...12, using: &random)).map { _ in
                    UInt8.random(in: .min ... .max, using: &random)
                }
                bytes.withUnsafeBufferPointer { _ = pattern.matches($0) }
            }
            #expect(pattern.matches(UnsafeBufferPointer(start: nil, count: 0)) == pattern.matches(""))
        }
    }
}
