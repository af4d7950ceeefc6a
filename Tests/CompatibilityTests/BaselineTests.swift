import Foundation
import Testing

@testable import CommandLineTool
@testable import SchemagenCommands

/// Ways in which a break could pass because it is compared with something else, or with nothing.
@Suite struct BaselineTests {
    private func started() throws -> CheckBench {
        let bench = try CheckBench()
        try bench.start()
        try bench.git("checkout", "-q", "-b", "work")
        return bench
    }

    private func breakIt(_ bench: CheckBench, _ path: String = "Schemas/order/v1.json") throws {
        try bench.edit(path) {
            $0.replacingOccurrences(of: #""count": { "type": "integer" }"#, with: #""count": { "type": "boolean" }"#)
        }
    }

    @Test func aHookOfAnotherCheckoutChangesNothing() throws {
        let bench = try started()
        try breakIt(bench)
        let inherited = try runProgram(["env"], without: ["PATH"])
        #expect(!inherited.output.split(separator: 0x0A).contains { $0.starts(with: Array("PATH=".utf8)) })
        #expect(!inherited.output.isEmpty)
        let run = try bench.run("check", with: "GIT_DIR=\(bench.folder)/.git")
        #expect(run.status == .findings)
        #expect(run.output.contains("[compat-field-retyped]"), "\(run.output)\(run.errors)")
        #expect(try bench.run("check", with: "TMPDIR=").status == .findings)
    }

    @Test func linksAreFollowedInsideOfACommit() throws {
        let bench = try CheckBench()
        try bench.start()
        try bench.git("mv", "Schemas/order", "common order")
        try FileManager.default.createSymbolicLink(
            atPath: "\(bench.folder)/Schemas/order",
            withDestinationPath: "../common order"
        )
        try bench.write(#"{"description": "Notes.", "version": []}"#, to: "Schemas/note/family.json")
        try bench.write(#"{"type": "object", "properties": {"count": { "type": "integer" }}}"#, to: "elsewhere.json")
        try FileManager.default.createSymbolicLink(
            atPath: "\(bench.folder)/Schemas/note/v1.json",
            withDestinationPath: "../../elsewhere.json"
        )
        #expect(bench.run("fixtures").status == .clean)
        try bench.commit("link")
        try bench.git("checkout", "-q", "-b", "work")
        #expect(bench.run("check").status == .clean, "\(bench.run("check").errors)")
        try breakIt(bench, "common order/v1.json")
        try breakIt(bench, "elsewhere.json")
        let run = bench.run("check")
        #expect(run.status == .findings)
        #expect(run.output.components(separatedBy: "[compat-field-retyped]").count > 2, "\(run.output)")
    }

    @Test func `A metaschema that makes other keywords count is a change of what it describes`() throws {
        let bench = try CheckBench()
        func metaschema(_ vocabularies: String...) -> String {
            let uses = vocabularies.map { #""https://json-schema.org/draft/2020-12/vocab/\#($0)": true"# }
            return #"""
                {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "https://example.test/m",
                "$vocabulary": {\#(uses.joined(separator: ", "))}}
                """#
        }
        try bench.start()
        try bench.write(metaschema("core", "applicator", "validation"), to: "Schemas/shared/m.json")
        try bench.edit("Schemas/order/v1.json") {
            $0.replacingOccurrences(
                of: "{\n  \"type\"",
                with: "{\n  \"$schema\": \"https://example.test/m\",\n  \"type\""
            )
            .replacingOccurrences(
                of: #""note": { "type": "string" }"#,
                with: #""note": { "type": "array", "unevaluatedItems": { "type": "string" } }"#
            )
        }
        try bench.commit("describe")
        // Where a branch has no commit of its own, it is compared with the one before.
        try bench.git("commit", "-q", "--allow-empty", "-m", "after")
        try bench.git("checkout", "-q", "-b", "work")
        #expect(bench.run("check").status == .clean, "\(bench.run("check").output)")
        try bench.write(metaschema("core", "applicator", "validation", "unevaluated"), to: "Schemas/shared/m.json")
        let run = bench.run("check")
        #expect(run.status == .findings)
        #expect(run.output.contains("[compat-field-retyped]"), "\(run.output)\(run.errors)")
    }

    @Test func linksThatLeadNowhereAreNoBaseline() throws {
        let bench = try CheckBench()
        try bench.start()
        let outside = try CheckBench(name: "outside")
        try outside.write(#"{"description": "Notes.", "version": []}"#, to: "note/family.json")
        try outside.write(#"{"type": "object"}"#, to: "note/v1.json")
        try FileManager.default.createSymbolicLink(
            atPath: "\(bench.folder)/Schemas/note",
            withDestinationPath: "\(outside.folder)/note"
        )
        try bench.commit("link")
        try bench.git("checkout", "-q", "-b", "work")
        try bench.write("more", to: "more.txt")
        try bench.commit("more")
        let run = bench.run("check")
        #expect(run.status == .baselineMissing)
        #expect(run.errors.contains("Schemas/note is a symbolic link that leads out of the repository in main@"))
    }

    @Test func aBaselineThatIsNamedHoldsSchemas() throws {
        let bench = try started()
        try breakIt(bench)
        try bench.write("x", to: "docs/x.txt")
        try bench.write("x", to: "release/x.txt")
        try bench.git("branch", "release", "main")
        #expect(bench.run("check", "--against", "docs").status == .baselineMissing)
        let both = bench.run("check", "--against", "release")
        #expect(both.status == .usage)
        #expect(both.errors.contains("release is a folder, and git knows a commit of that name"))
        #expect(bench.run("check", "--against", "./release").status == .baselineMissing)
        #expect(bench.run("check", "--against", "refs/heads/release").status == .findings)
    }

    @Test func aMoveHidesNoBreak() throws {
        let bench = try started()
        try FileManager.default.createDirectory(
            atPath: "\(bench.folder)/Sources/App",
            withIntermediateDirectories: true
        )
        try bench.git("mv", "Schemas", "Sources/App/Schemas")
        try bench.commit("move")
        let moved = bench.run("check")
        #expect(moved.status == .clean, "\(moved.output)\(moved.errors)")
        #expect(moved.output.contains(":Schemas: 0 errors"), "\(moved.output)")
        try breakIt(bench, "Sources/App/Schemas/order/v1.json")
        #expect(bench.run("check").output.contains("[compat-field-retyped]"))
    }

    @Test func whatCouldNotBeReadIsTold() throws {
        let bench = try CheckBench()
        try bench.start()
        try bench.edit("Schemas/order/v1.json") { $0.replacingOccurrences(of: #""note""#, with: #"note"#) }
        try bench.commit("broken")
        try bench.git("checkout", "-q", "-b", "work")
        try bench.edit("Schemas/order/v1.json") { $0.replacingOccurrences(of: #"note:"#, with: #""note":"#) }
        let run = bench.run("check")
        #expect(run.status == .findings)
        #expect(run.output.contains("could not be read, and was compared with nothing: "), "\(run.output)")
    }

    @Test func aWaiverIsForOneChange() throws {
        let bench = try started()
        func edit(_ old: String, _ new: String) throws {
            try bench.edit("Schemas/order/v1.json") { $0.replacingOccurrences(of: old, with: new) }
        }
        try edit(#""note": { "type": "string" }"#, #""note": { "type": "integer" }"#)
        try waive("[compat-field-retyped]", bench)
        #expect(bench.run("check").status == .clean)
        // What is not about the field leaves the waiver as it is.
        try edit(#""id": { "type": "string" }"#, #""id": { "type": "string" }, "more": {}"#)
        #expect(bench.run("check").status == .clean)
        try edit(#""note": { "type": "integer" }"#, #""note": { "type": "null" }"#)
        #expect(bench.run("check").output.contains("[compat-field-retyped]"))
    }

    @Test func aWaiverOfAnEditedFixtureIsForThatEdit() throws {
        let bench = try started()
        try bench.write(#"{"schema":"order.v1","id":"b","count":1}"# + "\n", to: "Schemas/order/fixtures/v1/a.json")
        try waive("[fixture-edited]", bench)
        #expect(bench.run("check").status == .clean)
        try bench.write(#"{"schema":"order.v1","id":"c","count":1}"# + "\n", to: "Schemas/order/fixtures/v1/a.json")
        #expect(bench.run("check").output.contains("[fixture-edited]"))
    }

    @Test func fixturesAreReadByTheRulesOfTheFamily() throws {
        let bench = try CheckBench()
        try bench.git("init", "-q")
        let family =
            #"{"description":"Sums.","version":[{"by":"shape","rules":[{"version":2,"has":["total"]},{"version":1,"has":[]}]}]}"#
        try bench.write(family, to: "Schemas/sum/family.json")
        try bench.write(
            #"{"type":"object","required":["amount"],"properties":{"amount":{"type":"integer"}}}"#,
            to: "Schemas/sum/v1.json"
        )
        try bench.write(
            #"{"type":"object","required":["amount","total"],"properties":{"amount":{"type":"integer"},"total":{"type":"integer","default":0}}}"#,
            to: "Schemas/sum/v2.json"
        )
        #expect(bench.run("fixtures").status == .clean)
        try bench.commit("start")
        #expect(bench.run("check").status == .clean, "\(bench.run("check").output)")
        try bench.edit("Schemas/sum/family.json") { $0.replacingOccurrences(of: #"["total"]"#, with: #"["amount"]"#) }
        let run = bench.run("check")
        #expect(
            run.output.contains("the rules of family.json take it for one of version 2: "),
            "\(run.output)"
        )
        #expect(run.output.contains("[compat-family-changed]"))
    }

    @Test func aNameThatWasGoneIsStillTaken() throws {
        let bench = try CheckBench()
        try bench.start()
        let note = #""count": { "type": "integer" },\#n    "note": { "type": "string" }"#
        try bench.edit("Schemas/order/v1.json") {
            $0.replacingOccurrences(of: note, with: #""count": { "type": "integer" }"#)
        }
        try bench.commit("without note")
        try bench.git("checkout", "-q", "-b", "work")
        try bench.edit("Schemas/order/v1.json") {
            $0.replacingOccurrences(
                of: #""count": { "type": "integer" }"#,
                with: #""count": { "type": "integer" }, "note": { "type": "integer" }"#
            )
        }
        let run = bench.run("check")
        #expect(
            run.output.contains(#""note" comes back as integer, and was string in an earlier order/v1.json"#),
            "\(run.output)"
        )
        try bench.edit("Schemas/order/v1.json") {
            $0.replacingOccurrences(of: #""note": { "type": "integer" }"#, with: #""note": { "type": "string" }"#)
        }
        #expect(!bench.run("check").output.contains("[compat-field-reused]"))
    }

    @Test func aLockRemembersNamesThatAreGone() throws {
        let bench = try CheckBench()
        try bench.start()
        try bench.remove(".git")
        #expect(bench.run("check", "--write-lock").status == .clean)
        try bench.edit("Schemas/order/v1.json") {
            $0.replacingOccurrences(of: #""note": { "type": "string" }"#, with: #""other": { "type": "string" }"#)
        }
        #expect(bench.run("check", "--write-lock").status == .clean)
        #expect(bench.run("check").status == .clean, "\(bench.run("check").output)")
        try bench.edit("Schemas/order/v1.json") {
            $0.replacingOccurrences(of: #""other": {"#, with: #""note": { "type": "boolean" }, "other": {"#)
        }
        #expect(bench.run("check").output.contains("[compat-field-reused]"))
    }

    @Test func aNewFamilyGoesToNoFolderByGuess() throws {
        let bench = try CheckBench()
        for target in ["A", "B"] {
            try bench.write(orderFamily, to: "Sources/\(target)/Schemas/order/family.json")
            try bench.write(orderSchema, to: "Sources/\(target)/Schemas/order/v1.json")
        }
        let run = bench.run("new", "family", "note")
        #expect(run.status == .usage)
        #expect(run.errors.contains("Sources/A/Schemas, Sources/B/Schemas"))
        #expect(!FileManager.default.fileExists(atPath: "\(bench.folder)/Schemas"))
    }

    @Test func adviceBringsWhatIsMissing() throws {
        let bench = try CheckBench()
        try bench.start()
        try bench.git("checkout", "-q", "-b", "feature")
        try bench.git("tag", "old")
        try bench.git("checkout", "-q", "-b", "work")
        try bench.write("x", to: "one")
        try bench.commit("one")
        func clone() throws -> CheckBench {
            let clone = try CheckBench(name: "clone")
            try clone.git("clone", "-q", "--depth", "1", "--branch", "work", "file://\(bench.folder)", ".")
            return clone
        }
        for name in ["feature", "old"] {
            let clone = try clone()
            let run = clone.run("check", "--against", name)
            #expect(run.status == .baselineMissing)
            let advice = run.errors.components(separatedBy: "'").filter { $0.hasPrefix("git fetch ") }
            #expect(advice.count == 2, "\(run.errors)")
            for command in advice {
                _ = try? clone.git(words: command.split(separator: " ").dropFirst().map(String.init))
            }
            #expect(clone.run("check", "--against", name).status == .clean)
        }
        let run = try clone().run("check", with: "GITHUB_BASE_REF=release/1")
        #expect(run.status == .baselineMissing)
        #expect(run.errors.contains("GITHUB_BASE_REF names release/1, which was not fetched"))
    }

    @Test func dataIsReadAsReadersReadIt() throws {
        let bench = try CheckBench()
        try bench.start()
        try bench.write(
            """
            {"schema":"order.v9","id":"a"}
            {"schema":"order.v1","id":"a","count":1}

            """,
            to: "log.jsonl"
        )
        let kept = bench.run("check", "--data", "log.jsonl")
        #expect(kept.status == .clean, "\(kept.output)")
        #expect(kept.output.contains("2 records (1 of versions that are not known here)"))
        try bench.edit("Schemas/order/family.json") {
            $0.replacingOccurrences(of: #"["schema"]"#, with: #"["schema", "id"]"#)
        }
        try bench.write(#"{"schema":"order.v9"}"# + "\n", to: "log.jsonl")
        let run = bench.run("check", "--against", "HEAD", "--data", "log.jsonl")
        #expect(
            run.output.contains(#"of version "order.v9", which is not known here, and lacks "id""#),
            "\(run.output)"
        )
        try bench.edit("Schemas/order/v1.json") {
            $0.replacingOccurrences(of: #""note": { "type": "string" }"#, with: #""note": { "enum": ["a", "b"] }"#)
        }
        try bench.write(#"{"schema":"order.v1","id":"a","count":1,"note":"c"}"# + "\n", to: "log.jsonl")
        #expect(!bench.run("check", "--data", "log.jsonl").output.contains("[data-unreadable]"))
        try bench.edit("Schemas/order/family.json") {
            $0.replacingOccurrences(of: #""description""#, with: #""reading": "strict", "description""#)
        }
        #expect(bench.run("check", "--data", "log.jsonl").output.contains("[data-unreadable]"))
    }

    private func waive(_ rule: String, _ bench: CheckBench) throws {
        let found = bench.run("check").output
        let start = try #require(found.range(of: rule), "\(found)")
        let mark = try #require(found[start.upperBound...].range(of: "schemagen waive "), "\(found)")
        let fingerprint = String(found[mark.upperBound...].prefix(12))
        #expect(bench.run("waive", fingerprint, "--reason", "never written", "--until", "2999-01-01").status == .clean)
    }

    /// What an old record becomes is compared with the release, through later steps by rule, also by the lock alone.
    @Test func whatOldRecordsBecomeIsComparedWithTheRelease() throws {
        let bench = try CheckBench()
        try bench.git("init", "-q")
        func schema(_ version: Int, _ field: String, _ more: String = "") -> String {
            """
            { "type": "object", "required": ["schema", "id", "\(field)"], "properties": {
              "schema": { "const": "order.v\(version)" }, "id": { "type": "string" },
              "\(field)": { "type": "integer" }\(more) } }
            """
        }
        func record(_ version: Int, _ total: Int, _ more: String = "") -> String {
            #"{"fixture":"a.json","version":\#(version),"becomes":{"schema":"order.v\#(version)","id":"a","total":\#(total)\#(more)}}"#
                + "\n"
        }
        let family = orderFamily.replacingOccurrences(
            of: #""1": "order.v1""#,
            with: #""1": "order.v1", "2": "order.v2""#
        )
        try bench.write(family, to: "Schemas/order/family.json")
        try bench.write(schema(1, "count"), to: "Schemas/order/v1.json")
        try bench.write(schema(2, "total"), to: "Schemas/order/v2.json")
        try bench.write(#"{"schema":"order.v1","id":"a","count":1}"# + "\n", to: "Schemas/order/fixtures/v1/a.json")
        try bench.write(#"{"schema":"order.v2","id":"a","total":100}"# + "\n", to: "Schemas/order/fixtures/v2/a.json")
        // Schemas in a repository of their own: the steps and their tests are elsewhere.
        try bench.commit("schemas alone")
        #expect(bench.run("check").status == .clean)
        #expect(
            bench.run("check").output.contains("(1 of them migrates by hand, 1 without a record of what comes out)")
        )

        let step = "extension Order { static func upgrade(_ old: V1.Record) throws -> V2.Record { fatalError() } }\n"
        try bench.write(step, to: "Sources/App/Order.swift")
        #expect(bench.run("check").output.contains("[migration-unproven]"))
        try bench.write(record(2, 100), to: "Schemas/order/fixtures/migrated/v1.jsonl")
        let proven = bench.run("check")
        #expect(proven.status == .clean, "\(proven.output)")
        #expect(proven.output.contains("(1 of them migrates by hand, as a test has recorded)"))
        #expect(bench.run("check", "--write-lock").status == .clean)
        try bench.commit("with its record")

        // A later version by rule, and the record of the older one goes on counting.
        try bench.write(
            family.replacingOccurrences(of: #""2": "order.v2""#, with: #""2": "order.v2", "3": "order.v3""#),
            to: "Schemas/order/family.json"
        )
        try bench.write(
            schema(3, "total", #", "more": { "type": "integer", "default": 7 }"#),
            to: "Schemas/order/v3.json"
        )
        try bench.write(#"{"schema":"order.v3","id":"a","total":100}"# + "\n", to: "Schemas/order/fixtures/v3/a.json")
        #expect(bench.run("check").status == .clean, "\(bench.run("check").output)")
        let more = #","more":7"#
        for (text, isFine) in [(record(3, 100, more), true), (record(3, 1, more), false), (record(2, 1), false)] {
            try bench.write(text, to: "Schemas/order/fixtures/migrated/v1.jsonl")
            let run = bench.run("check")
            #expect(run.output.contains("[migration-changed]") != isFine, "\(text)\(run.output)")
            #expect(run.status == (isFine ? .clean : .findings), "\(run.output)")
        }
        // A renamed folder changes nothing of what its records were.
        try bench.git("mv", "Schemas/order", "Schemas/orders")
        #expect(bench.run("check").output.contains("[migration-changed]"))
        try bench.git("mv", "Schemas/orders", "Schemas/order")
        // Where only digests are known, a record of the same version is compared.
        try bench.remove(".git")
        let locked = bench.run("check")
        #expect(locked.output.contains("[migration-changed]"), "\(locked.output)\(locked.errors)")
        let fingerprint = try #require(locked.output.firstMatch(of: #/schemagen waive ([0-9a-f]+)/#)?.1)
        #expect(
            bench.run("waive", String(fingerprint), "--reason", "was wrong", "--until", "2999-01-01").status == .clean
        )
        #expect(!bench.run("check").output.contains("[migration-changed]"))
        try bench.write(record(2, 100), to: "Schemas/order/fixtures/migrated/v1.jsonl")
        #expect(!bench.run("check").output.contains("[migration-changed]"))
    }

    /// On the default branch there is no merge base to speak of: what came last is compared with what was before it.
    @Test func onTheDefaultBranchTheLastCommitIsCompared() throws {
        let bench = try CheckBench()
        try bench.start()
        // The first commit has nothing before it.
        #expect(bench.run("check").status == .clean)
        #expect(bench.run("check", "--write-lock").status == .clean)
        try bench.commit("lock")
        try breakIt(bench)
        #expect(bench.run("check").output.contains("[compat-field-retyped]"))
        try bench.commit("break")
        let committed = bench.run("check")
        #expect(committed.output.contains("[compat-field-retyped]"), "\(committed.output)")
        #expect(committed.output.contains("with main^@"))
        // A commit later only the lock still knows.
        try bench.write("x", to: "x.txt")
        try bench.commit("more")
        let later = bench.run("check")
        #expect(later.output.components(separatedBy: "[compat-field-retyped]").count == 2, "\(later.output)")
        let clone = try CheckBench(name: "clone")
        try bench.git("clone", "-q", "--depth", "1", "file://\(bench.folder)", "\(clone.folder)/shallow")
        let shallow = clone.run(["check"], at: "shallow")
        #expect(shallow.output.contains("[compat-field-retyped]"), "\(shallow.errors)")
        try clone.remove("shallow/Schemas/schemagen.lock")
        try clone.git("-C", "shallow", "-c", "user.name=a", "rm", "-q", "--cached", "Schemas/schemagen.lock")
        // Something is not committed yet, so it is compared with what is.
        #expect(!clone.run(["check"], at: "shallow").output.contains("[compat-field-retyped]"))
    }

    @Test func aTagIsNoBranch() throws {
        let bench = try started()
        try breakIt(bench)
        try bench.commit("break")
        try bench.git("tag", "main")
        let run = bench.run("check")
        #expect(run.output.contains("[compat-field-retyped]"), "\(run.output)\(run.errors)")
    }

    @Test func aMoveBehindALinkAndARenameHideNoBreak() throws {
        let linked = try started()
        try linked.git("mv", "Schemas", "Elsewhere")
        try FileManager.default.createSymbolicLink(atPath: "\(linked.folder)/Schemas", withDestinationPath: "Elsewhere")
        try breakIt(linked, "Elsewhere/order/v1.json")
        try linked.commit("move")
        #expect(linked.run("check").output.contains("[compat-field-retyped]"))

        let renamed = try started()
        try renamed.write("", to: "Sources/App/x.txt")
        try renamed.git("mv", "Schemas", "Sources/App/Schemas")
        try renamed.git("mv", "Sources/App/Schemas/order", "Sources/App/Schemas/orders")
        try renamed.commit("move")
        let moved = renamed.run("check")
        #expect(moved.status == .clean, "\(moved.output)\(moved.errors)")
        try breakIt(renamed, "Sources/App/Schemas/orders/v1.json")
        // Nothing tells whose heir it is any more.
        #expect(renamed.run("check").output.contains("[compat-frozen-changed]"))
    }

    @Test func aRenamedFamilyKeepsItsPromises() throws {
        let bench = try started()
        try bench.git("mv", "Schemas/order", "Schemas/orders")
        #expect(bench.run("check").status == .clean, "\(bench.run("check").output)")
        try bench.edit("Schemas/orders/fixtures/v1/a.json") { $0.replacingOccurrences(of: "1}", with: "2}") }
        #expect(bench.run("check").output.contains("[fixture-edited]"))
    }

    /// Of two families that began alike, the one that is left goes on itself and not the other.
    @Test func aFamilyThatIsGoneHasNoHeirThatWasThereBefore() throws {
        let bench = try started()
        try bench.git("checkout", "-q", "main")
        for name in ["family.json", "v1.json", "fixtures/v1/a.json"] {
            let text = try String(contentsOfFile: "\(bench.folder)/Schemas/order/\(name)", encoding: .utf8)
            try bench.write(text.replacingOccurrences(of: "\"Order\"", with: "\"Twin\""), to: "Schemas/twin/\(name)")
        }
        try bench.commit("twin")
        try bench.git("checkout", "-q", "-B", "work")
        try FileManager.default.removeItem(atPath: "\(bench.folder)/Schemas/twin")
        #expect(bench.run("check").output.contains("the family \"twin\" is gone"))
    }

    @Test func whatAReferenceReachesIsCompared() throws {
        let bench = try started()
        try bench.git("checkout", "-q", "main")
        let item = #"{"type":"object","properties":{"a":{"type":"string"}},"$defs":{"Money":{"type":"integer"}}}"#
        try bench.write(#"{"description":"Items.","version":[]}"#, to: "Schemas/item/family.json")
        try bench.write(item, to: "Schemas/item/v1.json")
        try bench.edit("Schemas/order/v1.json") {
            $0.replacingOccurrences(
                of: #""id": {"#,
                with: ##""total": { "$ref": "../item/v1.json#/$defs/Money" }, "id": {"##
            )
        }
        #expect(bench.run("fixtures").status == .clean)
        try bench.commit("refer")
        try bench.git("checkout", "-q", "-B", "work")
        try bench.write(item.replacingOccurrences(of: "integer", with: "string"), to: "Schemas/item/v1.json")
        let run = bench.run("check")
        #expect(run.output.contains("\"total\" changed integer → string [compat-field-retyped]"), "\(run.output)")
    }

    /// A generated reader refuses what a closed object does not declare, however tolerant it is otherwise.
    @Test func aClosedObjectRefusesFieldsThatComeOrGo() throws {
        for (before, after) in [("", #""more": {"type":"string"},"#), (#""more": {"type":"string"},"#, "")] {
            let bench = try started()
            try bench.git("checkout", "-q", "main")
            func close(_ fields: String) throws {
                try bench.write(
                    orderSchema.replacingOccurrences(of: #""properties": {"#, with: #""properties": {"# + fields)
                        .replacingOccurrences(of: #""required""#, with: #""additionalProperties": false, "required""#),
                    to: "Schemas/order/v1.json"
                )
            }
            try close(before)
            try bench.commit("closed")
            try bench.git("checkout", "-q", "-B", "work")
            try close(after)
            let run = bench.run("check")
            #expect(run.status == .findings, "\(run.output)")
            #expect(run.output.contains("\"more\" may be written, and the"), "\(run.output)")
        }
        // A map that is closed refuses what was in it.
        let bench = try started()
        try bench.git("checkout", "-q", "main")
        func map(_ values: String) throws {
            let field = #""map": { "type": "object", "additionalProperties": "# + values + #" }, "id": {"#
            try bench.write(orderSchema.replacingOccurrences(of: #""id": {"#, with: field), to: "Schemas/order/v1.json")
        }
        try map(#"{ "type": "string" }"#)
        try bench.commit("map")
        try bench.git("checkout", "-q", "-B", "work")
        try map("false")
        #expect(bench.run("check").output.contains("and the new version refuses it [compat-constraint-tightened]"))
        #expect(bench.run("check").status == .findings)
    }

    /// Old readers are as strict as they were, whatever the family has become.
    @Test func oldReadersKeepTheirManners() throws {
        let bench = try started()
        try bench.git("checkout", "-q", "main")
        let field = #""state": { "enum": ["a"] }, "id": {"#
        try bench.edit("Schemas/order/family.json") {
            $0.replacingOccurrences(of: #""swiftName""#, with: #""reading": "strict", "swiftName""#)
        }
        try bench.edit("Schemas/order/v1.json") { $0.replacingOccurrences(of: #""id": {"#, with: field) }
        try bench.commit("strict")
        try bench.git("checkout", "-q", "-B", "work")
        try bench.edit("Schemas/order/family.json") {
            $0.replacingOccurrences(of: #""reading": "strict""#, with: #""reading": "tolerant""#)
        }
        #expect(bench.run("check").status == .clean, "\(bench.run("check").output)")
        try bench.edit("Schemas/order/v1.json") { $0.replacingOccurrences(of: #"["a"]"#, with: #"["a", "b"]"#) }
        let run = bench.run("check")
        #expect(run.output.contains("which readers of the old version refuse [compat-enum-added]"), "\(run.output)")
    }

    @Test func noRuleTakesReleasedRecordsAway() throws {
        let bench = try started()
        try bench.write(
            orderSchema.replacingOccurrences(of: "order.v1", with: "order.v2"),
            to: "Schemas/order/v2.json"
        )
        let old = #"{ "by": "field", "field": "schema", "values": { "1": "order.v1", "2": "order.v2" } }"#
        for (shape, isTold) in [(#"["note"]"#, true), (#"["id", "note"]"#, true), (#"["brand_new"]"#, false)] {
            let rule = #"{ "by": "shape", "rules": [{ "version": 2, "has": \#(shape) }] }"#
            try bench.write(
                """
                { "description": "Orders.", "swiftName": "Order", "recordName": "Record", "guaranteed": ["schema"],
                  "version": [\(rule), \(old)] }
                """,
                to: "Schemas/order/family.json"
            )
            let run = bench.run("check")
            #expect(run.output.contains("is asked before what told the versions") == isTold, "\(shape): \(run.output)")
        }
    }

    @Test func lineEndsOfACheckoutEditNoFixture() throws {
        let bench = try started()
        try bench.write(
            "{\"schema\":\"order.v1\",\r\n\"id\":\"a\",\"count\":1}\r\n",
            to: "Schemas/order/fixtures/v1/b.json"
        )
        try bench.git("checkout", "-q", "main")
        try bench.commit("two lines")
        #expect(bench.run("check", "--write-lock").status == .clean)
        try bench.git("checkout", "-q", "-B", "work")
        for end in ["\n", "\r\n"] {
            try bench.write(
                "{\"schema\":\"order.v1\",\(end)\"id\":\"a\",\"count\":1}\(end)",
                to: "Schemas/order/fixtures/v1/b.json"
            )
            #expect(bench.run("check").status == .clean)
        }
        try bench.remove(".git")
        #expect(bench.run("check").status == .clean)
    }

    /// Fixtures may not show what a generated step forgets: the differences of the two versions do.
    @Test(arguments: [
        (#""dependentRequired": { "note": ["more"] }"#, true),
        (#""if": { "required": ["note"] }, "then": { "properties": { "id": { "minLength": 5 } } }"#, true),
        (#""maxProperties": 4"#, false), (#""maxProperties": 3"#, true), (#""minProperties": 3"#, false),
    ]) func aStepByRuleLeadsToTheNextVersion(keywords: String, isWrong: Bool) throws {
        let bench = try started()
        try bench.edit("Schemas/order/family.json") {
            $0.replacingOccurrences(of: #""1": "order.v1""#, with: #""1": "order.v1", "2": "order.v2""#)
        }
        try bench.write(
            orderSchema.replacingOccurrences(of: "order.v1", with: "order.v2")
                .replacingOccurrences(of: #""note":"#, with: #""more": { "type": "string" }, "note":"#)
                .replacingOccurrences(of: #""required""#, with: keywords + #", "required""#),
            to: "Schemas/order/v2.json"
        )
        try bench.write(#"{"schema":"order.v2","id":"abcde","count":1}"# + "\n", to: "Schemas/order/fixtures/v2/a.json")
        let run = bench.run("check")
        #expect(run.output.contains("[migration-output-invalid]") == isWrong, "\(run.output)")
    }
}
