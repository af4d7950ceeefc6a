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
}
