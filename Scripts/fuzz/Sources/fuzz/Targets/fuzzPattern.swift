import JSONCore
import PatternCompiler

/// The first line is a pattern and the rest a text. A pattern that compiles is written down and loaded again, and both
/// give one answer; the language of a pattern is included in itself.
func fuzzPattern(_ input: UnsafeBufferPointer<UInt8>) -> Int32 {
    let (first, text) = input.split(at: 0x0A)
    let source = String(decoding: first, as: UTF8.self)
    do {
        let compiled = try compilePattern(source)
        // A pattern meets texts of JSON, which are UTF-8.
        let text = Array(String(decoding: text, as: UTF8.self).utf8)
        guard let loaded = Pattern(serialized: compiled.serialized) else {
            expect(false, "the table cannot be loaded")
            return 0
        }
        text.withUnsafeBufferPointer {
            expect(compiled.pattern.matches($0) == loaded.matches($0), "the loaded table gives another answer")
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
