import JSONCore
import SchemaCompiler
import SchemaDocuments
import SchemaProgram

/// The first line is a schema and the rest an instance. Every way to evaluate gives the same verdict, and what is wrong
/// has a place in the instance.
func fuzzValidator(_ input: UnsafeBufferPointer<UInt8>) -> Int32 {
    let (schema, instance) = input.split(at: 0x0A)
    guard let program = memo.program(Array(schema)) else { return 0 }
    let violations = program.violations(instance)
    for violation in violations {
        expect(violation.offset >= 0 && violation.offset <= instance.count, "outside of the text: \(violation)")
        expect(!violation.message.isEmpty, "a violation without words")
    }
    // Explaining may give up earlier than deciding, and says so.
    let gaveUp = violations.count == 1 && violations[0].absoluteKeywordLocation.isEmpty
    var validator = Validator(program)
    let verdict = validator.check(instance)
    if !gaveUp, verdict != .abandoned {
        expect((verdict == .valid) == violations.isEmpty, "\(verdict), and \(violations)")
        let full = program.output(instance, .basic)
        if full["error"] == nil {
            expect(full["valid"] == .bool(verdict == .valid), "\(verdict), and \(full.jsonText)")
        }
    }
    if case .unreadable = verdict { expect(!violations.isEmpty, "unreadable, and nothing is wrong") }
    expect(program.isValid(instance) == (verdict == .valid), "two validators disagree")
    return 0
}

/// Programs by their schema, because most inputs change only the instance. Some of them: they take memory.
private struct ProgramMemo {
    private var programs: [[UInt8]: Program?] = [:]

    mutating func program(_ schema: [UInt8]) -> Program? {
        if let known = programs[schema] { return known }
        if programs.count == 64 { programs.removeAll() }
        let program = compiled(schema)
        programs[schema] = .some(program)
        return program
    }

    private func compiled(_ text: [UInt8]) -> Program? {
        var registry = SchemaRegistry()
        do {
            let document = try registry.add(JSONSource(path: "schema.json", bytes: text), as: "file:///schema.json")
            return try compileProgram(document.rootPosition, in: &registry, CompileOptions(assertsFormats: true))
        } catch {
            return nil
        }
    }
}

/// libFuzzer gives one input after the other, all on one thread.
nonisolated(unsafe) private var memo = ProgramMemo()
