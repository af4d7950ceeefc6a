import JSONCore
import PatternCompiler

/// The first line is a pattern and the rest a text. A pattern that compiles is written down and loaded again, and both
/// give one answer; so does the automaton that the table was made of, when it is simulated. The language of a pattern
/// is included in itself.
///
/// One input of 64 is compiled within the limits of everyday, to see what the dearest patterns take. The others
/// have narrow ones: the code is the same and goes fewer rounds, and dozens of inputs are tried in the time of one.
func fuzzPattern(_ input: UnsafeBufferPointer<UInt8>) -> Int32 {
    let (first, text) = input.split(at: 0x0A)
    let source = String(decoding: first, as: UTF8.self)
    do {
        let isWide = input.reduce(0, &+).isMultiple(of: 64)
        let compiled = try compilePattern(source, limits: isWide ? .standard : narrow)
        // A pattern meets texts of JSON, which are UTF-8.
        let text = Array(String(decoding: text, as: UTF8.self).utf8)
        guard let loaded = Pattern(serialized: compiled.serialized) else {
            expect(false, "the table cannot be loaded")
            return 0
        }
        text.withUnsafeBufferPointer {
            expect(compiled.pattern.matches($0) == loaded.matches($0), "the loaded table gives another answer")
        }
        if let simulated = try? compilePattern(source, limits: simulating) {
            text.withUnsafeBufferPointer {
                expect(compiled.pattern.matches($0) == simulated.pattern.matches($0), "the table gives another answer")
            }
        }
        if case .witness(let text) = languageInclusion(compiled, in: compiled) {
            expect(false, "the language is not in itself: \(text)")
        }
    } catch {
        expect(error.offset <= source.utf8.count, "the fault is at \(error.offset) of \(source.utf8.count) bytes")
        expect(!error.message.isEmpty, "a fault without words")
    }
    return 0
}

private let narrow = PatternLimits(
    automatonStates: 1_000,
    tableCells: 5_000,
    simulatedStates: 500,
    constructionSteps: 30_000
)

/// Leaves no room for a table.
private let simulating = PatternLimits(
    automatonStates: 1_000,
    tableCells: 0,
    simulatedStates: 500,
    constructionSteps: 30_000
)
