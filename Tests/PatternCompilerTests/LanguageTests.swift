import JSONCore
import PatternCompiler
import Testing

/// Patterns compared as sets of texts, and members made from them.
struct LanguageTests {
    @Test(arguments: [
        ("^a$", "^a+$"), ("^[a-f0-9]{64}$", "^[a-f0-9]*$"), ("^\\d+$", "^\\w+$"), ("foo", "o"),
        ("^a{200}$", "^a{100,200}$"), ("[]", "^a$"),
        ("^(?=.*a)[ab]{3}$", "a"), ("^abc$", ""), ("^\\p{Lu}$", "^\\p{L}$"), ("^(?!foo)[a-z]{3}$", "^[a-z]{3}$"),
    ])
    func includes(_ small: String, _ large: String) throws {
        #expect(try languageInclusion(compilePattern(small), in: compilePattern(large)) == .included)
        #expect(try languageInclusion(compilePattern(large), in: compilePattern(large)) == .included)
    }

    @Test(arguments: [
        ("^a+$", "^a$", "aa"), ("^[a-z]{2,5}$", "^[a-z]{3,5}$", "aa"), ("", "^a", ""), ("^.$", "^[ -~]$", "\u{80}"),
        ("^\\p{L}$", "^[a-zA-Z]$", "ª"), ("^[🐲é]{2}$", "^é*$", "é🐲"), ("^[0-9a-f]+$", "^[0-9]+$", "a"),
    ])
    func findsAShortestWitness(_ large: String, _ small: String, _ expected: String) throws {
        let (a, b) = try (compilePattern(large), compilePattern(small))
        guard case .witness(let text) = languageInclusion(a, in: b) else {
            Issue.record("no witness")
            return
        }
        #expect(a.pattern.matches(text) && !b.pattern.matches(text))
        #expect(text.unicodeScalars.count == expected.unicodeScalars.count, "\(text.debugDescription)")
    }

    @Test func claimsNothingAboutWhatIsSimulated() throws {
        let simulated = try compilePattern("(a|b)*a(a|b){20}c(a|b){20}a(a|b)*$")
        #expect(simulated.serialized.first == "S")
        #expect(try languageInclusion(simulated, in: compilePattern("a")) == .undecided)
        #expect(shortestMatch(simulated, minLength: 0) == nil)
    }

    @Test(arguments: [
        ("^a+$", 5, "aaaaa"), ("^a+$", 0, "a"), ("foo", 0, "foo"), ("^[a-z]{3}$", 2, "aaa"), ("^x?$", 1, "x"),
        ("é", 2, nil),
        ("^(?=.*\\d)(?=.*[a-z]).{4,}$", 0, nil), ("^🐲{2}$", 1, "🐲🐲"),
    ])
    func findsAShortestMember(_ source: String, _ length: Int, _ expected: String?) throws {
        let pattern = try compilePattern(source)
        let text = try #require(shortestMatch(pattern, minLength: length))
        #expect(pattern.pattern.matches(text) && text.unicodeScalars.count >= length)
        if let expected { #expect(text == expected) }
    }

    @Test func hasNoMember() throws {
        #expect(try shortestMatch(compilePattern("^a{3}$"), minLength: 4) == nil)
        #expect(try shortestMatch(compilePattern("[]"), minLength: 0) == nil)
        #expect(try shortestMatch(compilePattern("a"), minLength: 10_000)?.utf8.count == 10_000)
    }

    @Test func agreesWithRandomTexts() throws {
        var random = Seeded(state: 5)
        var included = 0
        for _ in 0..<300 {
            let (one, other) = (Twin.random(depth: 3, &random), Twin.random(depth: 3, &random))
            let (a, b) = try (compilePattern(one.source), compilePattern(other.source))
            let answer = languageInclusion(a, in: b)
            if case .witness(let text) = answer {
                #expect(one.matches(text) && !other.matches(text), "seed 5: \(one.source) in \(other.source)")
            }
            guard answer == .included else { continue }
            included += 1
            for _ in 0..<20 {
                let text = Twin.randomText(&random)
                #expect(!one.matches(text) || other.matches(text), "seed 5: \(one.source) in \(other.source): \(text)")
            }
        }
        #expect(included > 20)
    }
}
