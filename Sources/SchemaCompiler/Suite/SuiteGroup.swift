import JSONCore
import SchemaDocuments
import SchemaProgram

/// A schema of a suite's file, compiled, before it meets its tests.
struct SuiteGroup {
    private let source: JSONSource
    private let description: String
    private let program: Program
    /// The program after it was written as a literal.
    private let loaded: Program
    private let dialect: Dialect
    private let retrieve: (@Sendable (String) -> JSONSource?)?

    init(
        _ source: JSONSource,
        _ description: String,
        _ program: Program,
        _ dialect: Dialect,
        _ retrieve: (@Sendable (String) -> JSONSource?)?
    ) {
        self.source = source
        self.description = description
        self.program = program
        loaded = Program(serialized: program.serialized)
        self.dialect = dialect
        self.retrieve = retrieve
    }

    func run(_ test: JSONNode) throws(Diagnostic) -> SuiteResult {
        let expected = test["valid"]?.bool
        let outputs = test["output"]?.members
        guard let data = test["data"], expected != nil || outputs != nil else {
            throw misformed(source, test, "a test has data, and a verdict called valid or schemas called output")
        }
        let text = Array(source.bytes[data.span])
        var result = SuiteResult()
        if let expected { note(verdictProblem(text, expected), of: test, in: &result) }
        for output in outputs ?? [] {
            guard let format = OutputFormat(rawValue: output.key) else {
                throw misformed(source, output.value, "\(quoted(output.key)) is no output format")
            }
            note(outputProblem(text, format, output.value), of: test, in: &result)
        }
        return result
    }

    private func note(_ problem: String?, of test: JSONNode, in result: inout SuiteResult) {
        if let problem {
            let test = test["description"]?.string ?? ""
            result.failures.append(.init(group: description, test: test, message: problem))
        } else {
            result.passed += 1
        }
    }

    private func verdictProblem(_ text: [UInt8], _ expected: Bool) -> String? {
        let verdicts = text.withUnsafeBufferPointer {
            [
                program.isValid($0), program.isValidByFullEvaluation($0), program.violations($0).isEmpty,
                loaded.isValid($0),
            ]
        }
        return verdicts.allSatisfy { $0 == expected } ? nil : "expected \(expected), found \(verdicts)"
    }

    /// What the output in a format has against the schema that a test gives for it.
    private func outputProblem(_ text: [UInt8], _ format: OutputFormat, _ schema: JSONNode) -> String? {
        var registry = SchemaRegistry(defaultDialect: dialect, retrieve: retrieve)
        let document = registry.add(schema, of: source, as: "urn:suite:output")
        do {
            let check = try compileProgram(document.rootPosition, in: &registry)
            let output = Array(text.withUnsafeBufferPointer { program.output($0, format) }.jsonText.utf8)
            let violations = output.withUnsafeBufferPointer { check.violations($0) }
            return violations.first.map {
                "the \(format.rawValue) output at \(quoted($0.instanceLocation)): \($0.message)"
            }
        } catch {
            return "\(error)"
        }
    }
}
