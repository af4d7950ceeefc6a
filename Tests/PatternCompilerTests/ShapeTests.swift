import JSONCore
import PatternCompiler
import Testing

struct ShapeTests {
    @Test(
        arguments: [
            ("^[a-f0-9]{64}$", .repeatedClass(ASCIISet("0123456789abcdef".utf8), min: 64, max: 64)),
            ("^[A-Z_]+$", .repeatedClass(ASCIISet("ABCDEFGHIJKLMNOPQRSTUVWXYZ_".utf8), min: 1, max: nil)),
            ("^\\d{2,4}$", .repeatedClass(ASCIISet("0123456789".utf8), min: 2, max: 4)),
            ("^[ab]$", .repeatedClass(ASCIISet("ab".utf8), min: 1, max: 1)),
            ("^a{2}$", .repeatedClass(ASCIISet("a".utf8), min: 2, max: 2)),
            ("^session\\.iterate$", .literal("session.iterate")), ("^$", .literal("")), ("^(x-)", .prefix("x-")),
            ("\\.json$", .suffix(".json")), ("é🐲", .contains("é🐲")), ("^(?:a|bc|)$", .oneOf(["a", "bc", ""])),
            ("", .anything), ("^", .anything), (".*", .anything), ("^[^]*$", .anything), ("[]", .nothing),
            ("a^b", .nothing),
            ("^[^a]+$", nil), ("^[éa]$", nil), ("^[é]$", .literal("é")), ("a+", nil), ("^a|b$", nil), ("^(?!a)b$", nil),
        ] as [(String, SimpleShape?)]
    )
    func isRecognised(_ source: String, _ shape: SimpleShape?) throws {
        #expect(try compilePattern(source).simpleShape == shape)
    }

    /// A direct check written from the shape has to agree with the table.
    @Test func agreesWithTheTable() throws {
        var random = Seeded(state: 9)
        for source in ["^[a-f0-9]{3}$", "^[A-Z_]+$", "^x-", "\\.json$", "é", "^(?:a|bc|)$", "^ab$", "", "[]"] {
            let compiled = try compilePattern(source)
            let shape = try #require(compiled.simpleShape)
            for _ in 0..<300 {
                let text = ["x-", "ab", ".json", "A_", "f00", "bc", ""].randomElement(using: &random).map { start in
                    Bool.random(using: &random) ? start : Twin.randomText(&random) + start + Twin.randomText(&random)
                }
                let subject = try #require(text)
                #expect(compiled.pattern.matches(subject) == holds(shape, subject), "seed 9: \(source) on \(subject)")
            }
        }
    }

    private func holds(_ shape: SimpleShape, _ text: String) -> Bool {
        let bytes = Array(text.utf8)
        switch shape {
        case .anything: return true
        case .nothing: return false
        case .literal(let literal): return bytes == Array(literal.utf8)
        case .prefix(let literal): return bytes.starts(with: literal.utf8)
        case .suffix(let literal): return bytes.reversed().starts(with: literal.utf8.reversed())
        case .contains(let literal):
            return bytes.indices.contains { bytes[$0...].starts(with: literal.utf8) } || literal.isEmpty
        case .oneOf(let literals): return literals.contains { bytes == Array($0.utf8) }
        case .repeatedClass(let set, let least, let most):
            return bytes.allSatisfy(set.contains) && bytes.count >= least && bytes.count <= most ?? .max
        }
    }
}
