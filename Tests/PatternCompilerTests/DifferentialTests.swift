import JSONCore
import PatternCompiler
import Testing

/// Automata against a twin that tries everything: 100,000 pairs of a pattern and a text.
struct DifferentialTests {
    private static let patterns = 5_000
    private static let texts = 20

    @Test(arguments: [UInt64(1), 2])
    func agreesWithTheTwin(seed: UInt64) throws {
        var random = Seeded(state: seed)
        var matched = 0
        var tables = 0
        for _ in 0..<Self.patterns / 2 {
            let twin = Twin.random(depth: 4, &random)
            let compiled = try compilePattern(twin.source)
            // The text is what generated code holds: it has to survive, and to need no escapes.
            #expect(compiled.serialized.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C })
            for _ in 0..<Self.texts {
                let text = Twin.randomText(&random)
                let expected = twin.matches(text)
                if expected { matched += 1 }
                #expect(
                    compiled.pattern.matches(text) == expected,
                    "seed \(seed): \(twin.source) on \(text.debugDescription) should be \(expected)"
                )
                if let bare = compiled.pattern.table {
                    tables += 1
                    #expect(
                        bare.matches(text) == expected,
                        "seed \(seed): the bare table of \(twin.source) on \(text.debugDescription)"
                    )
                }
            }
        }
        // Both answers have to be well represented, or the test says little.
        let pairs = Self.patterns / 2 * Self.texts
        #expect(matched > pairs / 5 && matched < pairs * 4 / 5)
        #expect(tables > pairs / 2)
    }

    @Test func simulationAndTableAgree() throws {
        // Without room for a table every pattern is simulated.
        let cramped = PatternLimits(
            automatonStates: 100_000,
            tableCells: 0,
            simulatedStates: 100_000,
            constructionSteps: 20_000_000
        )
        var random = Seeded(state: 3)
        for _ in 0..<600 {
            let twin = Twin.random(depth: 4, &random)
            let table = try compilePattern(twin.source)
            let simulated = try compilePattern(twin.source, limits: cramped)
            #expect(simulated.serialized.first == "S")
            for _ in 0..<20 {
                let text = Twin.randomText(&random)
                #expect(
                    table.pattern.matches(text) == simulated.pattern.matches(text),
                    "seed 3: \(twin.source) on \(text.debugDescription)"
                )
            }
        }
    }
}

extension PatternTable {
    /// Asked as verdicts ask it, with eight bytes to read behind any text.
    func matches(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return (bytes + [UInt8](repeating: 0, count: 8)).withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { matches($0, bytes.count) } ?? false
        }
    }
}
