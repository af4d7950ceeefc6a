import Foundation
import JSONCore
import Testing

@testable import CommandLineTool
@testable import SchemagenCommands

@Suite struct CheckTests {
    @Test func comparesWithTheMergeBaseAndSaysSo() throws {
        let bench = try CheckBench()
        try bench.start()
        let base = try bench.git("rev-parse", "--short=7", "HEAD")
        try bench.git("checkout", "-q", "-b", "work")
        try bench.edit("Schemas/order/v1.json") {
            $0.replacingOccurrences(of: #""count": { "type": "integer" }"#, with: #""count": { "type": "string" }"#)
        }
        try bench.write(#"{"schema":"order.v1","id":"a","count":"1"}"# + "\n", to: "Schemas/order/fixtures/v1/b.json")
        // Main goes on and takes the field away: the work is not measured by what it has not seen.
        try bench.commit("retype")
        try bench.git("checkout", "-q", "main")
        try bench.edit("Schemas/order/v1.json") {
            $0.replacingOccurrences(of: #", "count"]"#, with: "]")
        }
        try bench.commit("main moves")
        try bench.git("checkout", "-q", "work")
        let run = bench.run("check")
        #expect(run.status == .findings)
        #expect(run.output.contains("compared 1 version with main@\(base)"), "\(run.output)\(run.errors)")
        let line = try #require(run.output.split(separator: "\n").first { $0.contains("[compat-field-retyped]") })
        #expect(line.hasPrefix("Schemas/order/v1.json:7:24: error: \"count\" changed integer → string"))
        #expect(run.output.contains("  baseline main@\(base) Schemas/order/v1.json:7:24\n"))
        #expect(
            run.output.contains(
                #"  written by old: {"schema":"order.v1","id":"","count":0} — new reader: expected string, found the "#
                    + "integer 0 at /count\n"
            )
        )
        #expect(!run.output.contains("compat-required"))
    }

    @Test func aDirtyTreeIsWhatIsChecked() throws {
        let bench = try CheckBench()
        try bench.start()
        #expect(bench.run("check").status == .clean)
        try bench.edit("Schemas/order/v1.json") {
            $0.replacingOccurrences(of: #", "count"]"#, with: #", "count", "note"]"#)
        }
        try bench.write(
            #"{"schema":"order.v1","id":"a","count":1,"note":""}"# + "\n",
            to: "Schemas/order/fixtures/v1/a.json"
        )
        let run = bench.run("check")
        #expect(run.status == .findings)
        #expect(run.output.contains("[compat-required-added]"))
        #expect(run.output.contains("[fixture-edited]"))
    }

    @Test func aMissingBranchNamesTheCommandThatBringsIt() throws {
        let bench = try CheckBench()
        try bench.start()
        try bench.git("branch", "-m", "trunk")
        let run = bench.run("check")
        #expect(run.status == .baselineMissing)
        #expect(run.errors.contains("git fetch origin +refs/heads/main:refs/remotes/origin/main"))
        #expect(bench.run("check", "--against", "nowhere").status == .baselineMissing)
        #expect(bench.run("check", "--against", "trunk").status == .clean)
        #expect(bench.run("check", "--against=--output=x").status == .baselineMissing)
    }

    @Test func aShallowCloneUsesTheLockFileOrSaysWhatToFetch() throws {
        let bench = try CheckBench()
        try bench.start()
        try bench.git("checkout", "-q", "-b", "work")
        try bench.write("x", to: "one")
        try bench.commit("one")
        try bench.git("checkout", "-q", "main")
        let clone = try CheckBench(name: "shallow clone")
        try clone.git("clone", "-q", "--depth", "1", "--branch", "work", "file://\(bench.folder)", ".")
        try clone.git("fetch", "-q", "--depth", "1", "origin", "+refs/heads/main:refs/remotes/origin/main")
        let missing = clone.run("check")
        #expect(missing.status == .baselineMissing)
        #expect(missing.errors.contains("git fetch --unshallow origin"), "\(missing.errors)")

        #expect(clone.run("check", "--write-lock").status == .clean)
        let clean = clone.run("check")
        #expect(clean.status == .clean, "\(clean.output)\(clean.errors)")
        #expect(clean.output.contains("with the lock file"))
        try clone.edit("Schemas/order/v1.json") { $0.replacingOccurrences(of: "integer", with: "boolean") }
        let broken = clone.run("check")
        #expect(broken.output.contains("[compat-field-retyped]"))
        #expect(broken.output.contains("baseline the lock file Schemas/order/v1.json:7:24"))

        try clone.edit("Schemas/schemagen.lock") { $0.replacingOccurrences(of: "integer", with: "boolean") }
        let edited = clone.run("check", "--against", "HEAD")
        #expect(edited.output.contains("[drift-baseline]"))
    }

    @Test func aRenamedFamilyIsFollowed() throws {
        let bench = try CheckBench()
        try bench.start()
        try bench.git("mv", "Schemas/order", "Schemas/purchase")
        try bench.edit("Schemas/purchase/v1.json") { $0 + "\n" }
        let run = bench.run("check")
        #expect(run.status == .clean, "\(run.output)")
        try bench.git("rm", "-rqf", "Schemas/purchase/v1.json")
        try bench.write(orderSchema.replacingOccurrences(of: "note", with: "text"), to: "Schemas/purchase/v1.json")
        #expect(bench.run("check").output.contains("[compat-frozen-changed]"))
    }

    @Test func tagsAndFoldersCanBeNamed() throws {
        let bench = try CheckBench()
        try bench.start()
        try bench.git("tag", "v1.0")
        try bench.edit("Schemas/order/v1.json") { $0.replacingOccurrences(of: #", "count"]"#, with: "]") }
        try bench.commit("loosen")
        let run = bench.run("check", "--against", "tag:v*")
        #expect(run.output.contains("[compat-required-removed]"), "\(run.output)\(run.errors)")
        #expect(run.output.contains("with v1.0@"))
        #expect(bench.run("check", "--against", "tag:w*").status == .baselineMissing)
        #expect(bench.run("check", "--against", ".").status == .clean)
    }

    @Test func waiversHoldUntilTheirDayAndAreReportedAfterwards() throws {
        let bench = try CheckBench()
        try bench.start()
        try bench.edit("Schemas/order/v1.json") { $0.replacingOccurrences(of: #", "count"]"#, with: "]") }
        let found = bench.run("check").output
        let mark = try #require(found.range(of: "schemagen waive "))
        let fingerprint = String(found[mark.upperBound...].prefix(12))
        #expect(bench.run("waive", fingerprint, "--until", "2999-01-01").status == .usage)
        #expect(bench.run("waive", fingerprint, "--reason", "never written", "--until", "2001-01-01").status == .usage)
        #expect(bench.run("waive", fingerprint, "--reason", "never written", "--until", "2999-01-01").status == .clean)
        let waived = bench.run("check")
        #expect(waived.status == .clean, "\(waived.output)")
        #expect(waived.output.contains("1 waived"))
        try bench.edit("Schemas/waivers.json") { $0.replacingOccurrences(of: "2999", with: "2001") }
        let late = bench.run("check")
        #expect(late.status == .findings)
        #expect(late.output.contains("ran out on 2001-01-01"))
        try bench.git("checkout", "-q", "Schemas/order/v1.json")
        #expect(bench.run("check", "--fail-on", "warning").output.contains("[waiver-unused]"))
    }

    @Test func missingFixturesAreWritten() throws {
        let bench = try CheckBench()
        try bench.start()
        try bench.remove("Schemas/order/fixtures")
        try bench.commit("without")
        let run = bench.run("check")
        #expect(run.output.contains("[fixture-missing]"))
        #expect(bench.run("fixtures").output == "wrote Schemas/order/fixtures/v1/minimal.json\n")
        #expect(
            try bench.text("Schemas/order/fixtures/v1/minimal.json") == #"{"schema":"order.v1","id":"","count":0}"#
                + "\n"
        )
        #expect(bench.run("check").status == .clean)
        #expect(bench.run("fixtures").output == "no fixture is missing\n")
    }

    @Test func logsAreReadLineByLine() throws {
        let bench = try CheckBench()
        try bench.start()
        try bench.write(
            #"{"schema":"order.v1","id":"a","count":1}"# + "\n{\"schema\":\"order.v1\"}\nx\n",
            to: "a.jsonl"
        )
        let run = bench.run("check", "--data", "a.jsonl")
        #expect(run.output.contains("a.jsonl:2:1: error: the record does not conform to version 1"), "\(run.output)")
        #expect(run.output.contains("a.jsonl:3:1: error: the line is no JSON object"))
        #expect(run.output.contains("3 records"))
    }

    @Test func reportsHaveTheirForms() throws {
        let bench = try CheckBench()
        try bench.start()
        try bench.edit("Schemas/order/v1.json") { $0.replacingOccurrences(of: #", "count"]"#, with: "]") }
        let json = try JSONValue(parsing: bench.run("check", "--format", "json").output)
        let finding = try #require(json["findings"]?.array?.first)
        #expect(finding["rule"] == .string("compat-required-removed"))
        #expect(finding["witness"]?["id"] == .string(""))
        #expect(finding["old"]?["pointer"] == .string("/required/2"))
        let github = bench.run("check", "--format", "github").output
        #expect(github.hasPrefix("::error file=Schemas/order/v1.json,line="))
        let sarif = try JSONValue(parsing: bench.run("check", "--format", "sarif").output)
        #expect(sarif["runs"]?.array?[0]["results"]?.array?[0]["ruleId"] == .string("compat-required-removed"))
        // What was checked is told beside the document, which has no place for it.
        #expect(bench.run("check", "--format", "sarif").errors.hasPrefix("checked 1 family, "))
        #expect(bench.run("check", "--format", "junit").errors.hasPrefix("checked 1 family, "))
        let junit = bench.run("check", "--format", "junit").output
        #expect(junit.contains("<testcase classname=\"schemagen\" name=\"compat-required-removed\">\n      <failure"))
        let witnesses = bench.run("check", "--write-witnesses", "witnesses")
        #expect(witnesses.status == .findings)
        let names = try FileManager.default.contentsOfDirectory(atPath: bench.folder + "/witnesses")
        #expect(names.count == 1 && names[0].hasPrefix("compat-required-removed-"))
    }

    @Test func aFieldThatComesBackKeepsItsType() throws {
        let bench = try CheckBench()
        try bench.start()
        try bench.write(
            orderFamily.replacingOccurrences(
                of: #"{ "1": "order.v1" }"#,
                with: #"{ "1": "order.v1", "2": "order.v2", "3": "order.v3" }"#
            ),
            to: "Schemas/order/family.json"
        )
        let second = orderSchema.replacingOccurrences(of: "order.v1", with: "order.v2")
            .replacingOccurrences(of: #","# + "\n" + #"    "note": { "type": "string" }"#, with: "")
        try bench.write(second, to: "Schemas/order/v2.json")
        try bench.write(
            orderSchema.replacingOccurrences(of: "order.v1", with: "order.v3")
                .replacingOccurrences(of: #""note": { "type": "string" }"#, with: #""note": { "type": "integer" }"#),
            to: "Schemas/order/v3.json"
        )
        let run = bench.run("check")
        #expect(run.output.contains("[compat-field-reused]"), "\(run.output)")
        #expect(run.output.contains("\"note\" comes back as integer, and was string in v1"))
    }
}
