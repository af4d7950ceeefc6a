import JSONCore
import SchemaCompiler
import SchemaDocuments
import SchemaProgram

/// The first line is a schema and the rest an instance. Every way to evaluate gives the same verdict, and what is wrong
/// has a place in the instance.
func fuzzValidator(_ input: UnsafeBufferPointer<UInt8>) -> Int32 {
    let (schema, instance) = input.split(at: 0x0A)
    guard let program = compiled(Array(schema)) else { return 0 }
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

private func compiled(_ text: [UInt8]) -> Program? {
    var registry = SchemaRegistry()
    do {
        let document = try registry.add(JSONSource(path: "schema.json", bytes: text), as: "file:///schema.json")
        return try compileProgram(document.rootPosition, in: &registry, CompileOptions(assertsFormats: true))
    } catch {
        return nil
    }
}
