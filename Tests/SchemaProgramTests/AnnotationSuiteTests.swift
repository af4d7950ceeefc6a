import JSONCore
import SchemaCompiler
import SchemaDocuments
import SchemaProgram
import Testing

private let isPresent = schemaSuite != nil
private let absence: Comment = "SCHEMAGEN_TEST_DATA names no folder with json-schema-test-suite: skipped"

struct AnnotationSuiteTests {
    @Test(.enabled(if: isPresent, absence))
    func `Annotations are those of the public tests`() throws {
        let folder = try #require(schemaSuite) + "/annotations/tests"
        var count = 0
        for name in try jsonFiles(in: folder) {
            let file = try #require(read("\(folder)/\(name)"))
            for group in try file.parse()["suite"]?.array ?? [] {
                if let compatibility = group["compatibility"]?.string,
                    !compatibility.split(separator: ",").allSatisfy(holds)
                {
                    continue
                }
                var registry = SchemaRegistry()
                for external in group["externalSchemas"]?.members ?? [] {
                    registry.add(external.value, of: file, as: external.key)
                }
                let uri = "https://example.com/schema"
                let document = registry.add(try #require(group["schema"]), of: file, as: uri)
                let program = try compileProgram(document.rootPosition, in: &registry)
                for test in group["tests"]?.array ?? [] {
                    let data = Array(file.bytes[try #require(test["instance"]).span])
                    let output = data.withUnsafeBufferPointer { program.output($0, .basic) }
                    for assertion in test["assertions"]?.array ?? [] {
                        var expected: [String: JSONValue] = [:]
                        for member in assertion["expected"]?.members ?? [] {
                            expected[uri + member.key.dropLast(member.key == "#" ? 1 : 0)] = member.value.value
                        }
                        var found: [String: JSONValue] = [:]
                        let keyword = try #require(assertion["keyword"]?.string)
                        for unit in output["annotations"]?.array ?? []
                        where unit["instanceLocation"]?.string == assertion["location"]?.string {
                            let location = unit["absoluteKeywordLocation"]?.string ?? ""
                            guard location.hasSuffix("/" + keyword) else { continue }
                            var schema = String(location.dropLast(keyword.count + 1))
                            if schema.hasSuffix("#") { schema.removeLast() }
                            // The units say which keyword, the tests which schema.
                            found[schema] = unit["annotation"]
                        }
                        // Below an `$id` the units count from there, the tests from the root.
                        let isEmbedded = found.keys.contains { !$0.hasPrefix(uri) }
                        let holds = isEmbedded ? Array(found.values) == Array(expected.values) : found == expected
                        #expect(holds, "\(name): \(group["description"]?.string ?? "")")
                        count += 1
                    }
                }
            }
        }
        #expect(count > 80)
    }

    /// "2019", "<=2019" and "=2020" against 2020-12.
    private func holds(_ compatibility: Substring) -> Bool {
        if compatibility.hasPrefix("<=") { return compatibility.dropFirst(2) == "2020" }
        if compatibility.hasPrefix("=") { return compatibility.dropFirst() == "2020" }
        return (Int(compatibility) ?? 0) <= 2020
    }
}
