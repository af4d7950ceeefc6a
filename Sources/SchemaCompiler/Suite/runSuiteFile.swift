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

    /// Verdicts and outputs that are as they should be.
    public var passed = 0
    public var failures: [Failure] = []

    public init() {}

    public var failed: Int { failures.count }

    public mutating func add(_ other: SuiteResult) {
        passed += other.passed
        failures += other.failures
    }
}

/// Runs a file in the form of the public JSON Schema test suite: a list of groups, each a schema with tests. A test has a
/// verdict, or a schema for each output format that it is about, or both.
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
    guard let groups = file.array else { throw misformed(source, file, "a file of tests is a list of groups") }
    var result = SuiteResult()
    for (place, node) in groups.enumerated() {
        guard let schema = node["schema"], let tests = node["tests"]?.array,
            let description = node["description"]?.string
        else { throw misformed(source, node, "a group has a description, a schema and a list of tests") }
        var registry = SchemaRegistry(defaultDialect: defaultDialect, retrieve: retrieve)
        let document = registry.add(schema, of: source, as: "urn:suite:\(place)")
        let program: Program
        do {
            program = try compileProgram(document.rootPosition, in: &registry, options)
        } catch {
            result.failures += tests.map {
                .init(group: description, test: $0["description"]?.string ?? "", message: "\(error)")
            }
            continue
        }
        let group = SuiteGroup(source, description, program, defaultDialect, retrieve)
        for test in tests { result.add(try group.run(test)) }
    }
    return result
}

func misformed(_ source: JSONSource, _ node: JSONNode, _ message: String) -> Diagnostic {
    Diagnostic(
        .error,
        "suite-invalid",
        path: source.path,
        at: source.location(of: node.span.lowerBound),
        message
    )
}
