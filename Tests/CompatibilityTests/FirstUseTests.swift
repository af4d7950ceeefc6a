import Foundation
import JSONCore
import Testing

@testable import CommandLineTool
@testable import SchemagenCommands

/// What somebody meets who tries the commands without having read anything.
@Suite struct FirstUseTests {
    @Test func findingsAreShownAlsoWithoutABaseline() throws {
        let bench = try CheckBench()
        try bench.write(orderFamily, to: "Schemas/order/family.json")
        try bench.write("{\n  \"type\": }\n", to: "Schemas/order/v1.json")
        let run = bench.run("check")
        #expect(run.status == .baselineMissing)
        #expect(run.errors.contains("Schemas/order/v1.json:2:11: error: "), "\(run.errors)")
        #expect(run.errors.contains("is in no git checkout"))
        try bench.git("init", "-q")
        let unborn = bench.run("check")
        #expect(unborn.status == .baselineMissing)
        #expect(unborn.errors.contains("nothing has been committed here yet"), "\(unborn.errors)")
        let nowhere = bench.run("check", "--against", "/nowhere")
        #expect(nowhere.errors.contains("neither a folder nor a commit"))
        // What can be no branch is not to be fetched.
        #expect(!nowhere.errors.contains("git fetch"), "\(nowhere.errors)")
        #expect(bench.run("check", "--against", "feature").errors.contains("git fetch"))
    }

    @Test func theLockFileIsNotSaidToBeMissingWhereItIsRead() throws {
        let bench = try CheckBench()
        try bench.write(#"{"description": "Orders."}"#, to: "Schemas/order/family.json")
        try bench.write(
            #"{"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object"}"#,
            to: "Schemas/order/v1.json"
        )
        #expect(bench.run("check").errors.contains("and there is no lock file"))
        #expect(bench.run("check", "--against", "main").errors.contains("'main' is no folder"))
        #expect(bench.run("check", "--write-lock").status != .usage)
        let run = bench.run("check")
        #expect(run.errors.contains("comparing with the lock file: "), "\(run.errors)")
        #expect(!run.errors.contains("no lock file"), "\(run.errors)")
    }

    @Test func anEmptyFolderIsNoSuccess() throws {
        let bench = try CheckBench()
        try bench.write("", to: "Schemas/read me.txt")
        for command in ["check", "lint", "fixtures"] {
            let run = bench.run(command)
            #expect(run.status == .usage)
            #expect(run.errors.contains("'schemagen new family NAME' starts one"), "\(command): \(run.errors)")
        }
    }

    @Test func theFirstSchemasAreComparedWithNothing() throws {
        let bench = try CheckBench()
        try bench.git("init", "-q")
        try bench.write("", to: "notes")
        try bench.commit("first")
        #expect(bench.run("new", "family", "order").status == .clean)
        let run = bench.run("check")
        #expect(run.status == .clean, "\(run.output)\(run.errors)")
        #expect(run.output.contains("checked 1 family, 1 version, 1 fixture; compared 0 versions with main@"))
    }

    @Test func aMirrorThatIsNamedMustBeThere() throws {
        let bench = try CheckBench()
        try bench.start()
        let run = bench.run("check", "--output", "nowhere")
        #expect(run.status == .usage)
        #expect(run.errors.contains("nowhere, which --output names, is no folder"))
    }

    @Test func severalLogsAreReadAtOnce() throws {
        let bench = try CheckBench()
        try bench.start()
        let record = #"{"schema":"order.v1","id":"a","count":1}"# + "\n"
        try bench.write(record + record, to: "a log.jsonl")
        try bench.write(record + "{}\n", to: "b.jsonl")
        let run = bench.run("check", "--data", "a log.jsonl", "b.jsonl", "--fail-on", "error")
        #expect(run.status == .findings)
        #expect(run.output.contains("b.jsonl:2:1: error: "))
        #expect(run.output.contains(", 4 records;"), "\(run.output)")
        #expect(bench.run("check", "--data=a log.jsonl", "--data", "b.jsonl").output.contains(", 4 records;"))
        #expect(bench.run("check", "--data").status == .usage)
        #expect(bench.run("check", "--data", "c.jsonl").status == .usage)
    }

    @Test func wrongWaiversHaveAPlace() throws {
        let bench = try CheckBench()
        try bench.start()
        for (text, place) in [
            ("[\n  {\"fingerprint\": \"x\"}\n]", "2:3"), ("{}", "1:1"), ("[\n{,\n]", "2:2"),
            ("[{\"fingerprint\":\"x\",\"reason\":\"\",\"until\":\"2030-02-30\"}]", "1:2"),
        ] {
            try bench.write(text, to: "Schemas/waivers.json")
            let run = bench.run("check")
            #expect(run.status == .usage)
            #expect(run.errors.hasPrefix("schemagen: Schemas/waivers.json:\(place): "), "\(run.errors)")
        }
    }

    @Test func fixturesThatMigrateByHandAreCounted() throws {
        let bench = try CheckBench()
        try bench.start()
        try bench.edit("Schemas/order/family.json") {
            $0.replacingOccurrences(of: #""1": "order.v1""#, with: #""1": "order.v1", "2": "order.v2""#)
        }
        try bench.write(
            orderSchema.replacingOccurrences(of: "order.v1", with: "order.v2")
                .replacingOccurrences(of: #""count": { "type": "integer" }"#, with: #""count": { "type": "string" }"#),
            to: "Schemas/order/v2.json"
        )
        #expect(bench.run("fixtures").output == "wrote Schemas/order/fixtures/v2/minimal.json\n")
        let run = bench.run("check")
        #expect(
            run.output.contains("2 fixtures (1 of them migrates by hand, 1 without a record of what comes out)"),
            "\(run)"
        )
        #expect(run.status == .clean)
        try bench.write("struct App {}\n", to: "Sources/App/App.swift")
        #expect(bench.run("check").output.contains("[migration-missing]"))
        try bench.write(
            "extension Order { static func upgrade(_ old: V1.Record) throws -> V2.Record { fatalError() } }\n",
            to: "Sources/App/App.swift"
        )
        // Now there is somebody who can run it.
        #expect(bench.run("check").output.contains("[migration-unproven]"))
        #expect(bench.run("explain", "migration-unproven").output.contains("checkMigrations"))
        let record = #"{"fixture":"a.json","version":2,"becomes":{"schema":"order.v2","id":"a","count":"1"}}"#
        try bench.write(record + "\n", to: "Schemas/order/fixtures/migrated/v1.jsonl")
        #expect(bench.run("check").status == .clean)
    }

    @Test func foldersAreComparedFileByFile() throws {
        let bench = try CheckBench()
        let string = #"{"type":"object","properties":{"a":{"type":"string"}}}"#
        let integer = #"{"type":"object","properties":{"a":{"type":"integer"}}}"#
        try bench.write(string, to: "old ones/a.json")
        try bench.write(string, to: "old ones/gone.json")
        try bench.write(integer, to: "new ones/a.json")
        try bench.write(string, to: "new ones/more.json")
        let run = bench.run("diff", "old ones", "new ones")
        #expect(run.status == .findings)
        #expect(run.output.hasPrefix("new ones/a.json:1:44: error: \"a\" changed string → integer"), "\(run.output)")
        #expect(run.output.contains("  baseline old ones/a.json:1:44\n"))
        #expect(!run.output.contains("waive"))
        #expect(run.output.contains("new ones: error: the schema \"gone.json\" is gone"), "\(run.output)")
        #expect(run.output.contains("  baseline old ones/gone.json:1:1\n"))
        #expect(run.output.contains("new ones/more.json:1:1: error: the schema \"more.json\" is new"))
        #expect(bench.run("diff", "old ones", "new ones/a.json").status == .usage)
        #expect(bench.run("diff", "old ones/a.json", "nowhere.json").status == .usage)
        #expect(bench.run("diff", "old ones/a.json", "old ones/gone.json").status == .clean)
    }

    @Test func aSchemaOnOneSideOnlyIsABreak() throws {
        let bench = try CheckBench()
        let schema = #"{"type":"string"}"#
        for path in ["a.json", "b.json"] { try bench.write(schema, to: "two/\(path)") }
        try bench.write(schema, to: "one/a.json")
        try bench.write(schema, to: "other/c.json")
        try bench.write("", to: "none/notes")
        func verdict(_ old: String, _ new: String) throws -> JSONValue {
            try JSONValue(parsing: bench.run("diff", old, new, "--format", "json").output)
        }
        let gone = try verdict("two", "one")
        #expect(gone["backward"] == .bool(false))
        #expect(gone["forward"] == .bool(true))
        let finding = try #require(gone["findings"]?.array?.first)
        #expect(finding["rule"] == .string("compat-schema-removed"))
        #expect(finding["direction"] == .string("backward"))
        #expect(finding["old"]?["file"] == .string("two/b.json"))
        #expect(finding["new"]?["file"] == .string("one"))
        let added = try verdict("one", "two")
        #expect(added["backward"] == .bool(true))
        #expect(added["forward"] == .bool(false))
        #expect(added["findings"]?.array?.first?["rule"] == .string("compat-schema-added"))
        #expect(added["findings"]?.array?.first?["new"]?["file"] == .string("two/b.json"))
        #expect(bench.run("diff", "one", "two").status == .findings)
        let apart = try verdict("one", "other")
        #expect(apart["backward"] == .bool(false))
        #expect(apart["forward"] == .bool(false))
        #expect(bench.run("diff", "none", "none").status == .usage)
    }

    @Test func branchesRequireOnlyWhatIsDeclared() throws {
        let bench = try CheckBench()
        try bench.start()
        let before = #""type": "object","# + "\n" + #"  "required": ["schema", "id", "count"],"#
        func branches(_ rest: String) -> String {
            """
            "type": "object",\(rest)
              "required": ["schema", "id", "count"],
              "if": { "required": ["nothing"] },
              "then": { "required": ["note"] },
              "anyOf": [
                { "required": ["note"] },
                { "anyOf": [{ "required": ["id", "other"] }] }
              ],
            """
        }
        try bench.edit("Schemas/order/v1.json") { $0.replacingOccurrences(of: before, with: branches("")) }
        let open = bench.run("lint")
        #expect(open.status == .clean)
        #expect(open.errors.contains("Schemas/order/v1.json:4:24: warning: the branch requires \"nothing\""), "\(open)")
        #expect(open.errors.contains("Schemas/order/v1.json:8:38: warning: the branch requires \"other\""), "\(open)")
        #expect(!open.errors.contains("\"note\""))
        try bench.git("checkout", "-q", "Schemas")
        try bench.edit("Schemas/order/v1.json") {
            $0.replacingOccurrences(of: before, with: branches(" \"additionalProperties\": false,"))
        }
        let closed = bench.run("lint")
        #expect(closed.status == .findings)
        #expect(
            closed.errors.contains("Schemas/order/v1.json:4:24: error: the branch requires \"nothing\""),
            "\(closed)"
        )
        #expect(closed.errors.contains("Schemas/order/v1.json:8:38: error: the branch requires \"other\""), "\(closed)")
        #expect(closed.errors.contains("[lint-closed-object]"))
        try bench.git("checkout", "-q", "Schemas")
        try bench.write("[]", to: "Schemas/waivers.json")
        #expect(bench.run("lint").output == "1 schema is clean\n")
        #expect(!closed.errors.contains("\"note\""))
    }

    @Test func sarifHasBothPlacesAndItsOwnColumns() throws {
        let bench = try CheckBench()
        try bench.start()
        let old = #""note": { "type": "string" }"#
        try bench.edit("Schemas/order/v1.json") {
            $0.replacingOccurrences(of: old, with: #""a": { "description": "𝄞é" }, "# + old)
        }
        try bench.commit("before")
        try bench.edit("Schemas/order/v1.json") {
            $0.replacingOccurrences(of: old, with: #""note": { "type": "integer" }"#)
        }
        let text = bench.run("check").output
        // "𝄞" has four bytes and two UTF-16 units, "é" two bytes and one.
        #expect(text.contains("Schemas/order/v1.json:8:57: error"), "\(text)")
        let sarif = try JSONValue(parsing: bench.run("check", "--format", "sarif").output)
        let results = sarif["runs"]?.array?.first?["results"]?.array ?? []
        let result = try #require(results.first { $0["ruleId"] == .string("compat-field-retyped") })
        let region = result["locations"]?.array?.first?["physicalLocation"]?["region"]
        #expect(region?["startColumn"] == .number(JSONNumber(Int64(54))))
        let related = result["relatedLocations"]?.array?.first
        #expect(related?["physicalLocation"]?["artifactLocation"]?["uri"] == .string("Schemas/order/v1.json"))
        #expect(related?["message"]?["text"]?.string?.hasPrefix("as it was in main@") == true)
    }
}
