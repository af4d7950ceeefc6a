import CommandLineTool
import JSONCore
import Testing

@testable import SchemagenCommands

@Suite struct SchemaCommandTests {
    @Test func checksSchemasAgainstTheirMetaschemas() throws {
        let bench = try Workbench()
        try bench.write(
            "{\n  \"type\": \"object\",\n  \"properties\": {\"a\": {\"minimum\": \"1\"}}\n}",
            to: "bad.json"
        )
        try bench.write("{\"minimum\": 1}", to: "good.json")
        try bench.write("{", to: "broken.json")
        let bad = bench.run("metaschema", "bad.json")
        #expect(bad.status == .findings)
        #expect(bad.errors.hasPrefix("bad.json:3:35: error: "))
        #expect(bad.errors.split(separator: "\n").count == 1)
        #expect(bench.run("metaschema", "good.json").output == "1 schema conforms\n")
        #expect(bench.run("metaschema", ".").status == .findings)
        #expect(bench.run("metaschema", "gone.json").status == .usage)
        let report = bench.run("metaschema", "--format", "json", "bad.json")
        let findings = try #require(try JSONValue(parsing: report.output)["findings"]?.array)
        #expect(findings.map { $0["rule"] } == [.string("schema-metaschema")])
    }

    @Test func lintsAFolderWithoutWriting() throws {
        let bench = try Workbench()
        #expect(bench.run("new", "family", "order").status == .clean)
        #expect(bench.run("lint").output == "1 schema is clean\n")
        let schema = try bench.text("Schemas/order/v1.json")
        try bench.write(schema.replacing("\"timestamp\"]", with: "\"timestmp\"]"), to: "Schemas/order/v1.json")
        let run = bench.run("lint")
        #expect(run.status == .findings)
        #expect(run.errors.contains("Schemas/order/v1.json:7:26: error: "), "\(run.errors)")
        #expect(run.errors.contains("[lint-required-undeclared]"))
        #expect(try bench.files("") == ["Schemas"])
    }

    @Test func lintsThisPackagesOwnSchemas() throws {
        let bench = try Workbench()
        try bench.copy(packageFolder + "/Schemas", to: "Schemas")
        let run = bench.run("lint")
        #expect(run.status == .clean, "\(run.errors)")
        #expect(run.errors.isEmpty)
    }

    @Test func bundlesWhatASchemaRefersTo() throws {
        let bench = try Workbench()
        try bench.write(#"{"properties": {"n": {"$ref": "parts/n.json"}}}"#, to: "s/s.json")
        try bench.write(#"{"type": "integer"}"#, to: "s/parts/n.json")
        let run = bench.run("bundle", "s/s.json")
        #expect(run.status == .clean)
        try bench.write(run.output, to: "alone/s.json")
        try bench.write("{\"n\":1}\n{\"n\":\"1\"}\n", to: "log.jsonl")
        #expect(bench.run("validate", "--schema", "alone/s.json", "log.jsonl").output.hasSuffix("1 valid, 1 invalid\n"))
        #expect(bench.run("bundle", "s/s.json", "--output", "out/bundle.json").output.isEmpty)
        #expect(try bench.text("out/bundle.json") == run.output)
        try bench.write(#"{"$ref": "gone.json"}"#, to: "s/s.json")
        #expect(bench.run("bundle", "s/s.json").status == .findings)
    }

    @Test func runsSuiteFiles() throws {
        let bench = try Workbench()
        try bench.write(
            """
            [{"description": "d", "schema": {"$ref": "http://localhost:1234/n.json"}, "tests": [
              {"description": "right", "data": 1, "valid": true},
              {"description": "wrong", "data": "1", "valid": false}
            ]}]
            """,
            to: "suite/a.json"
        )
        try bench.write(#"{"type": "integer"}"#, to: "remotes/n.json")
        let run = bench.run("test", "suite", "--remotes", "remotes")
        #expect(run.status == .clean, "\(run.output)")
        #expect(run.output == "2 passed, 0 failed\n")
        let without = bench.run("test", "suite")
        #expect(without.status == .findings)
        #expect(without.output.hasSuffix("0 passed, 2 failed\n"))
        try bench.write("[{}]", to: "suite/b.json")
        #expect(bench.run("test", "suite/b.json").status == .usage)
    }

    @Test func runsOutputTests() throws {
        let bench = try Workbench()
        let schema = #"{"$id": "https://a.example/output", "required": ["valid", "errors"]}"#
        try bench.write(schema, to: "output-tests/draft2020-12/output-schema.json")
        try bench.write(
            """
            [{"description": "d", "schema": {"type": "string"}, "tests": [
              {"description": "right", "data": 1, "valid": false, "output": {
                "basic": {"$ref": "https://a.example/output"},
                "detailed": {"properties": {"valid": {"const": false}}}
              }},
              {"description": "wrong", "data": "1", "output": {"verbose": {"$ref": "https://a.example/output"}}}
            ]}]
            """,
            to: "output-tests/draft2020-12/content/a.json"
        )
        let run = bench.run("test", "output-tests")
        #expect(run.status == .findings)
        #expect(run.output.contains("a.json: d: wrong: the verbose output at"), "\(run.output)")
        #expect(run.output.hasSuffix("\n3 passed, 1 failed\n"))
        try bench.write(
            #"[{"description": "d", "schema": {}, "tests": [{"data": 1, "output": {"long": {}}}]}]"#,
            to: "x.json"
        )
        #expect(bench.run("test", "x.json").errors.contains("[suite-invalid]"))
    }

    @Test(
        .enabled(
            if: publicData("json-schema-test-suite") != nil,
            "the public JSON Schema test suite is not there: skipped"
        ),
        arguments: [("draft2020-12", 4), ("draft2019-09", 4)]
    )
    func runsThePublicOutputTests(_ draft: String, _ count: Int) throws {
        let bench = try Workbench()
        let suite = try #require(publicData("json-schema-test-suite"))
        let run = bench.run("test", "\(suite)/output-tests/\(draft)")
        #expect(run.output == "\(count) passed, 0 failed\n")
    }

    @Test func assertsContentOfDraft07WhenAsked() throws {
        let bench = try Workbench()
        for (name, draft) in [
            ("seven", "http://json-schema.org/draft-07/schema#"),
            ("new", "https://json-schema.org/draft/2020-12/schema"),
        ] {
            try bench.write(
                #"{"$schema": "\#(draft)", "contentEncoding": "base64", "contentMediaType": "application/json"}"#,
                to: "\(name).json"
            )
        }
        try bench.write("\"e30=\"\n\"ezp9\"\n\"e30\"\n\"{}\"\n7\n", to: "log.jsonl")
        let asserted = bench.run("validate", "--schema", "seven.json", "--assert-content", "log.jsonl")
        #expect(asserted.output.hasSuffix("\n2 valid, 3 invalid\n"), "\(asserted.output)")
        #expect(asserted.output.contains("log.jsonl:2:1: error: expected application/json in base64, found"))
        #expect(bench.run("validate", "--schema", "seven.json", "log.jsonl").status == .clean)
        #expect(bench.run("validate", "--schema", "new.json", "--assert-content", "log.jsonl").status == .clean)
    }
}
