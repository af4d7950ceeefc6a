import JSONCore
import SchemaCompiler
import SchemaDocuments
import SchemaProgram
import Testing

private let absence: Comment = "SCHEMAGEN_TEST_DATA names no folder with json-schema-test-suite: skipped"

struct TwinTests {
    /// Instances of every schema of the suite, mutated: the fast evaluator, the full one, and what explains failures.
    @Test(.enabled(if: schemaSuite != nil, absence))
    func `Both evaluators agree on mutated instances`() throws {
        let folder = try #require(schemaSuite) + "/tests/draft2020-12"
        var numbers = SeededNumbers(seed: 23)
        var decided = 0
        for name in try jsonFiles(in: folder) {
            let file = try #require(read("\(folder)/\(name)"))
            for group in try file.parse().array ?? [] {
                var registry = SchemaRegistry(retrieve: remote)
                let document = registry.add(try #require(group["schema"]), of: file, as: "urn:schema")
                let program = try compileProgram(
                    document.rootPosition,
                    in: &registry,
                    CompileOptions(assertsFormats: true)
                )
                for test in group["tests"]?.array ?? [] {
                    let text = Array(file.bytes[try #require(test["data"]).span])
                    for _ in 0..<8 {
                        let bytes = mutated(text, &numbers)
                        let verdicts = bytes.withUnsafeBufferPointer {
                            [program.isValid($0), program.isValidByFullEvaluation($0), program.violations($0).isEmpty]
                        }
                        if Set(verdicts).count != 1 {
                            Issue.record(
                                "\(name): \(group["description"]?.string ?? ""): \(String(decoding: bytes, as: UTF8.self)): \(verdicts)"
                            )
                        }
                        decided += 1
                    }
                }
            }
        }
        #expect(decided > 9000)
    }
}
