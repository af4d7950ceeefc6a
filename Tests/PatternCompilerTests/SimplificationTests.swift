import JSONCore
import Testing

@testable import PatternCompiler

/// Patterns are brought into a smaller form before they are written out: it has to match what was written.
struct SimplificationTests {
    private static func parsed(_ source: String) throws -> PatternNode {
        var parser = PatternParser(source, strict: false)
        return try parser.parse()
    }

    @Test(arguments: [
        ("(?:a{0,5}){0,7}", "a{0,35}"), ("(?:a?){2000}", "a{0,2000}"), ("(?:a{2,3}){2,4}", "a{4,12}"),
        ("(?:a*)*", "a*"), ("(?:a+)+", "a+"), ("(?:a+)*", "a*"), ("(?:a?)+", "a*"), ("(?:a{2,})+", "a{2,}"),
        ("a?a{3}a+", "a{4,}"), ("aaa?", "a{2,3}"), ("(?:ab)?(?:ab){2}", "(?:ab){2,3}"), ("(?:a|[bc]|)", "[a-c]?"),
        ("(?:ab|ab|cd)", "(?:ab|cd)"), ("(?:^)*a", "a"), ("(?:\\b){3}a", "\\ba"), ("(?:a{1}){1}", "a"),
        ("(?=a?a?)", "(?=a{0,2})"), ("(?:)", ""), ("(?:a{0}){5}", ""), ("(?:|)", ""),
    ])
    func hasASmallerForm(_ source: String, _ expected: String) throws {
        let node = try Self.parsed(source).simplified()
        #expect(node == (try Self.parsed(expected).simplified()))
        #expect(node == node.simplified())
    }

    /// Between the numbers that these allow are gaps, which no bounds can say.
    @Test(arguments: ["(?:a{2}){1,2}", "(?:a{2}){0,1}", "(?:a{3,4}){1,3}", "(?:a{2,}){0,3}", "(?:a{2})*"])
    func keepsGaps(_ source: String) throws {
        #expect(try Self.parsed(source).simplified() == Self.parsed(source))
        let table = try compilePattern("^\(source)$").pattern
        let plain = try #require(try transitionTable(Self.parsed("^\(source)$"), limits: .standard))
        let written = try #require(Pattern(serialized: plain.serialized()))
        for count in 0..<20 {
            let text = String(repeating: "a", count: count)
            #expect(table.matches(text) == written.matches(text), "\(source) on \(count)")
        }
    }

    @Test(arguments: ["(?:a{4611686018427387904}){3}", "a{9223372036854775807}a", "(?:a{0,9223372036854775807}){2}"])
    func boundsThatDoNotFitAreRefused(_ source: String) {
        #expect(throws: PatternError.self) { try compilePattern(source) }
    }

    /// Both forms as tables: neither matches a text that the other does not.
    @Test func keepsTheLanguage() throws {
        var random = Seeded(state: 21)
        var changed = 0
        for _ in 0..<2_000 {
            let source = Self.counted(depth: 4, &random)
            let written = try Self.parsed(source)
            let node = written.simplified()
            if node != written { changed += 1 }
            let one = try Self.compiled(source, written)
            let other = try Self.compiled(source, node)
            #expect(languageInclusion(one, in: other) == .included, "seed 21: \(source)")
            #expect(languageInclusion(other, in: one) == .included, "seed 21: \(source)")
        }
        #expect(changed > 1_000)
    }

    private static func compiled(_ source: String, _ node: PatternNode) throws -> CompiledPattern {
        let table = try #require(try transitionTable(node, limits: .standard))
        let pattern = try #require(Pattern(serialized: table.serialized()))
        return CompiledPattern(
            source: source,
            serialized: table.serialized(),
            pattern: pattern,
            node: node,
            automaton: table
        )
    }

    /// Repetitions of repetitions of few things, so that rules meet.
    private static func counted(depth: Int, _ random: inout Seeded) -> String {
        func inner() -> String { counted(depth: depth - 1, &random) }
        switch Int.random(in: 0..<(depth > 0 ? 10 : 2), using: &random) {
        case 0: return ["a", "b", "ab", "[ab]", "", "^", "$", "\\b"].randomElement(using: &random) ?? ""
        case 1: return ["a", "aa", "ba"].randomElement(using: &random) ?? ""
        case 2..<4: return inner() + inner()
        case 4: return "(?:\(inner())|\(inner()))"
        case 5: return "(?:\(inner())|)"
        default:
            let counts = ["*", "+", "?", "{2}", "{0,2}", "{1,2}", "{2,3}", "{2,}", "{0}", "{3,4}"]
            return "(?:\(inner()))" + (counts.randomElement(using: &random) ?? "")
        }
    }
}
