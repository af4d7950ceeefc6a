public import JSONCore
public import SchemaDocuments
import SchemaProgram

/// The results of test cases in the form of the public JSON Schema test suite.
public struct SuiteResult: Sendable, Hashable {
    public struct Failure: Sendable, Hashable {
        /// Description of the case, and of the test in it; empty when the schema itself could not be compiled.
        public var group: String
        public var test: String
        public var message: String

        public init(group: String, test: String, message: String) {
            self.group = group
            self.test = test
            self.message = message
        }
    }

    public var passed = 0
    public var failures: [Failure] = []

    public init() {}

    public var failed: Int { failures.count }

    public mutating func add(_ other: SuiteResult) {
        passed += other.passed
        failures += other.failures
    }
}

/// Runs a file in the form of the public JSON Schema test suite: a list of groups, each a schema with tests.
///
/// Both evaluators decide each test, and so does the program after it was written as a literal and read again: a
/// disagreement is a failure.
///
/// - Parameter retrieve: documents by URI, such as the suite's remotes.
/// - Throws: when the file is not of that form.
public func runSuiteFile(
    _ source: JSONSource,
    defaultDialect: Dialect = .draft2020,
    options: CompileOptions = CompileOptions(),
    retrieve: (@Sendable (String) -> JSONSource?)? = nil
) throws(Diagnostic) -> SuiteResult {
    let file: JSONNode
    do {
        file = try source.parse()
    } catch {
        throw Diagnostic(
            .error,
            "suite-invalid",
            path: source.path,
            at: source.location(of: error.offset),
            error.kind.message
        )
    }
    var result = SuiteResult()
    for (place, group) in (file.array ?? []).enumerated() {
        guard let schema = group["schema"], let tests = group["tests"]?.array,
            let description = group["description"]?.string
        else {
            throw Diagnostic(
                .error,
                "suite-invalid",
                path: source.path,
                at: source.location(of: group.span.lowerBound),
                "a group has a description, a schema and a list of tests"
            )
        }
        var registry = SchemaRegistry(defaultDialect: defaultDialect, retrieve: retrieve)
        let document = registry.add(schema, of: source, as: "urn:suite:\(place)")
        let program: Program
        do {
            program = try compileProgram(document.rootPosition, in: &registry, options)
        } catch {
            for test in tests {
                result.failures.append(
                    .init(group: description, test: test["description"]?.string ?? "", message: "\(error)")
                )
            }
            continue
        }
        let loaded = Program(serialized: program.serialized)
        for test in tests {
            guard let data = test["data"], let expected = test["valid"]?.bool else {
                throw Diagnostic(
                    .error,
                    "suite-invalid",
                    path: source.path,
                    at: source.location(of: test.span.lowerBound),
                    "a test has data and a verdict called valid"
                )
            }
            let text = Array(source.bytes[data.span])
            let verdicts = text.withUnsafeBufferPointer {
                [
                    program.isValid($0), program.isValidByFullEvaluation($0), program.violations($0).isEmpty,
                    loaded.isValid($0),
                ]
            }
            if verdicts.allSatisfy({ $0 == expected }) {
                result.passed += 1
            } else {
                result.failures.append(
                    .init(
                        group: description,
                        test: test["description"]?.string ?? "",
                        message: "expected \(expected), found \(verdicts)"
                    )
                )
            }
        }
    }
    return result
}
