import JSONCore
import Testing

@testable import PatternCompiler

/// Patterns that bring other engines down. Work is bounded by construction; what is checked is the answer.
struct BombTests {
    @Test(arguments: [
        ("^(a+)+$", "!", false), ("^(a+)+$", "", true), ("^(a|a)*$", "!", false), ("^(a|aa)+$", "b", false),
        ("(.*a){20}", "", true), ("^(([a-z])+.)+[A-Z]([a-z])+$", "", false), ("^(.*)*$", "\n", false),
        ("(x+x+)+y", "", false), ("^(?=(a+)+b)", "", false), ("(?<=(a*)*b)c", "", false), ("(a?){100}a{100}", "", true),
        ("^(?:a?){2000}a{2000}$", "", false), ("^((a|b)*a(a|b){20}c|(a|b)*a(a|b){20}d)$", "", false),
        ("(a|b)*a(a|b){20}c(a|b){20}a(a|b)*$", "", false), ("(a|b)*a(a|b){14}$", "", true),
    ])
    func answersInLinearTime(_ source: String, _ tail: String, _ expected: Bool) throws {
        let text = String(repeating: "a", count: 100_000) + tail
        #expect(try compilePattern(source).pattern.matches(text) == expected)
    }

    /// A table takes one step for each byte, whatever the text is: 100,000 of them for 100,000 characters.
    @Test(arguments: ["^(a+)+$", "^(a|a)*$", "^(a|aa)+$", "^(([a-z])+.)+[A-Z]([a-z])+$", "(x+x+)+y"])
    func hasATable(_ source: String) throws {
        let compiled = try compilePattern(source)
        #expect(compiled.automaton != nil)
        #expect(compiled.automaton?.isBackward == false)
    }

    @Test(arguments: [
        "(?:a{1000}){1000}", "(?:(?:a{0,50}){0,50}){0,50}", "a{1000000000}", "a{99999999999999999999}",
        "(?:\\p{L}{100}){100}", "(?:(?:a|b)*a(?:a|b){0,900}c){20}", "((((((((a{9}){9}){9}){9}){9}){9}){9}){9}){9}",
    ])
    func isRefusedForItsSize(_ source: String) {
        let error = #expect(throws: PatternError.self) { try compilePattern(source) }
        #expect(error?.message.contains("lower the counts") == true, "\(error?.message ?? "")")
    }

    @Test func deepNestingIsRefused() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "(", count: depth) + "a" + String(repeating: ")", count: depth)
        }
        #expect(try compilePattern(nested(PatternLimits.nesting - 1)).pattern.matches("a"))
        for source in [nested(PatternLimits.nesting), nested(20_000), String(repeating: "(?=", count: 20_000)] {
            let error = #expect(throws: PatternError.self) { try checkPatternSyntax(source) }
            #expect(error?.message.contains("nested deeper than 200") == true)
        }
    }

    @Test func longSourceIsRefused() throws {
        try checkPatternSyntax(String(repeating: "a", count: PatternLimits.sourceBytes))
        let error = #expect(throws: PatternError.self) {
            try checkPatternSyntax(String(repeating: "a", count: PatternLimits.sourceBytes + 1))
        }
        #expect(error?.message.contains("65536") == true)
    }

    @Test func everyLimitHolds() throws {
        var limits = PatternLimits.standard
        limits.automatonStates = 50
        #expect(throws: PatternError.self) { try compilePattern("^a{100}$", limits: limits) }
        limits = .standard
        limits.tableCells = 100
        #expect(try compilePattern("^a{100}$", limits: limits).serialized.first == "S")
        limits.simulatedStates = 50
        #expect(throws: PatternError.self) { try compilePattern("^a{100}$", limits: limits) }
        limits = .standard
        limits.constructionSteps = 200
        #expect(try compilePattern("^a{100}$", limits: limits).serialized.first == "S")
        #expect(throws: PatternError.self) { try compilePattern("^(?:ab|cd|ef){100}$", limits: limits) }
        let looks = (0..<300).map { "(?=.{\($0)}a)" }.joined()
        let error = #expect(throws: PatternError.self) { try compilePattern(looks) }
        #expect(error != nil)
    }
}
