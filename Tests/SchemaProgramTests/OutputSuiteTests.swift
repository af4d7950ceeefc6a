import JSONCore
import SchemaCompiler
import SchemaDocuments
import SchemaProgram
import Testing

private let isPresent = schemaSuite != nil
private let absence: Comment = "SCHEMAGEN_TEST_DATA names no folder with json-schema-test-suite: skipped"

@Sendable
private func outputSchema(_ uri: String) -> JSONSource? {
    guard let schemaSuite else { return nil }
    for draft in ["2020-12", "2019-09"] where uri == "https://json-schema.org/draft/\(draft)/output/schema" {
        return read("\(schemaSuite)/output-tests/draft\(draft)/output-schema.json")
    }
    return nil
}

struct OutputSuiteTests {
    @Test(.enabled(if: isPresent, absence), arguments: [("2020-12", Dialect.draft2020), ("2019-09", .draft2019)])
    func `Output has the form and the content of the public tests`(_ draft: String, _ dialect: Dialect) throws {
        let folder = try #require(schemaSuite) + "/output-tests/draft\(draft)/content"
        var count = 0
        for name in try jsonFiles(in: folder) {
            let file = try #require(read("\(folder)/\(name)"))
            for group in try file.parse().array ?? [] {
                var registry = SchemaRegistry(defaultDialect: dialect)
                let document = registry.add(try #require(group["schema"]), of: file, as: "urn:schema")
                let program = try compileProgram(document.rootPosition, in: &registry)
                for test in group["tests"]?.array ?? [] {
                    let data = Array(file.bytes[try #require(test["data"]).span])
                    for wanted in test["output"]?.members ?? [] {
                        let format = try #require(OutputFormat(rawValue: wanted.key))
                        var outputs = SchemaRegistry(defaultDialect: dialect, retrieve: outputSchema)
                        let schema = outputs.add(wanted.value, of: file, as: "urn:output")
                        let check = try compileProgram(schema.rootPosition, in: &outputs)
                        let output = data.withUnsafeBufferPointer { program.output($0, format) }
                        let violations = check.violations(jsonText(output))
                        #expect(violations == [], "\(name) \(wanted.key): \(jsonText(output))")
                        count += 1
                    }
                }
            }
        }
        #expect(count >= 4)
    }

    @Test(.enabled(if: isPresent, absence), arguments: OutputFormat.allCases)
    func `Every format conforms to the output schema`(_ format: OutputFormat) throws {
        var registry = SchemaRegistry(retrieve: outputSchema)
        let uri = "https://json-schema.org/draft/2020-12/output/schema"
        let check = try compileProgram(try #require(try registry.resource(uri)), in: &registry)
        let program = try compile(
            """
            {"$id": "https://example.com/polygon", "$defs": {"point": {"type": "object", "required": ["x", "y"],
              "properties": {"x": {"type": "number", "title": "X"}, "y": {"type": "number"}},
              "additionalProperties": false}},
             "type": "array", "items": {"$ref": "#/$defs/point"}, "minItems": 3}
            """
        )
        for text in [
            #"[{"x": 2.5, "y": 1.3}, {"x": 1, "z": 6.7}]"#, #"[{"x":1,"y":2},{"x":1,"y":2},{"x":1,"y":2}]"#, "3",
        ] {
            let output = program.output(text, format)
            #expect(check.violations(jsonText(output)) == [], "\(jsonText(output))")
            #expect(output["valid"] == .bool(program.isValid(text)))
        }
    }

    @Test
    func `Detailed output leaves out nodes that say nothing`() throws {
        let program = try compile(
            ##"{"properties": {"a": {"allOf": [{"$ref": "#/$defs/n"}]}}, "$defs": {"n": {"type": "integer"}}}"##
        )
        let output = program.output(#"{"a": "x"}"#, .detailed)
        #expect(output["errors"]?.array?.count == 1)
        #expect(output["errors"]?.array?.first?["keywordLocation"]?.string == "/properties/a/allOf/0/$ref/type")
        #expect(
            output["errors"]?.array?.first?["absoluteKeywordLocation"]?.string == "file:///schema.json#/$defs/n/type"
        )
        #expect(output["errors"]?.array?.first?["instanceLocation"]?.string == "/a")
    }
}

/// A value as JSON text, for tests that need no more.
func jsonText(_ value: JSONValue) -> String {
    switch value {
    case .null: "null"
    case .bool(let flag): flag ? "true" : "false"
    case .number(let number): number.text
    case .string(let text): jsonText(text)
    case .array(let elements): "[" + elements.map(jsonText).joined(separator: ",") + "]"
    case .object(let object):
        "{" + object.members.map { jsonText($0.key) + ":" + jsonText($0.value) }.joined(separator: ",") + "}"
    }
}

private func jsonText(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"", "\\": out += "\\" + String(scalar)
        default:
            if scalar.value < 0x20 {
                out += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
            } else {
                out.unicodeScalars.append(scalar)
            }
        }
    }
    return out + "\""
}
