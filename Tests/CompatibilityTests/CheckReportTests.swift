import Foundation
import JSONCore
import Testing

@testable import CommandLineTool
@testable import SchemagenCommands

/// What a check writes for other tools, on terminals, and what it takes.
@Suite struct CheckReportTests {
    private func broken(_ bench: CheckBench, in folder: String = "Schemas") throws {
        try bench.edit("\(folder)/order/v1.json") { $0.replacingOccurrences(of: #", "count"]"#, with: "]") }
    }

    @Test func reportsForHostsCallFilesFromTheRootOfTheRepository() throws {
        let bench = try CheckBench()
        try bench.git("init", "-q")
        try bench.write(orderFamily, to: "a pkg/Schemas/order/family.json")
        try bench.write(orderSchema, to: "a pkg/Schemas/order/v1.json")
        try bench.write(#"{"schema":"order.v1","id":"a","count":1}"#, to: "a pkg/Schemas/order/fixtures/v1/a.json")
        try bench.commit("start")
        try broken(bench, in: "a pkg/Schemas")
        for (standpoint, flags) in [
            ("", ["--schemas", "a pkg/Schemas"]), ("a pkg", []), ("a pkg/Schemas/order", ["--schemas", ".."]),
        ] {
            let github = bench.run(["check", "--format", "github"] + flags, at: standpoint).output
            #expect(github.hasPrefix("::error file=a pkg/Schemas/order/v1.json,line="), "\(github)")
            #expect(github.contains(" a pkg/Schemas/order/v1.json:"), "\(github)")
            let sarif = try JSONValue(
                parsing: bench.run(["check", "--format", "sarif"] + flags, at: standpoint).output
            )
            let result = sarif["runs"]?.array?.first?["results"]?.array?.first
            for places in ["locations", "relatedLocations"] {
                let place = result?[places]?.array?.first?["physicalLocation"]?["artifactLocation"]
                #expect(place?["uri"] == .string("a%20pkg/Schemas/order/v1.json"), "\(places)")
            }
        }
    }

    @Test func reportsOutsideOfAnyRepositoryCallFilesFromWhereTheUserStands() throws {
        let bench = try CheckBench()
        try bench.write(orderFamily, to: "Schemas/order/family.json")
        try bench.write(orderSchema, to: "Schemas/order/v1.json")
        try bench.write(orderFamily, to: "old/order/family.json")
        try bench.write(orderSchema, to: "old/order/v1.json")
        try broken(bench)
        let github = bench.run("check", "--against", "old", "--format", "github").output
        #expect(github.contains("file=Schemas/order/v1.json,line="), "\(github)")
    }

    @Test func theLockIsWrittenAndNothingElseDone() throws {
        let bench = try CheckBench()
        try bench.start()
        for flags in [
            ["--against", "nonsense"], ["--format", "text"], ["--fail-on", "warning"], ["--data", "/nonexistent"],
            ["--output", "/nonexistent"], ["--write-witnesses", "w"],
        ] {
            let run = bench.run(["check", "--write-lock"] + flags)
            #expect(run.status == .usage)
            #expect(run.errors.contains("--write-lock") && run.errors.contains(flags[0]), "\(run.errors)")
        }
        #expect(!FileManager.default.fileExists(atPath: bench.folder + "/Schemas/schemagen.lock"))
        #expect(bench.run("check", "--write-lock", "--schemas", "Schemas").status == .clean)
    }

    @Test func junitFailsWhereTheRunFails() throws {
        let bench = try CheckBench()
        try bench.start()
        try bench.write(
            #"[{"fingerprint":"0123456789ab","reason":"none","until":"2999-01-01"}]"#,
            to: "Schemas/waivers.json"
        )
        let lenient = bench.run("check", "--format", "junit")
        #expect(lenient.status == .clean)
        #expect(lenient.output.contains(#"failures="0""#))
        #expect(lenient.output.contains("name=\"waiver-unused\">\n      <system-out>"))
        let strict = bench.run("check", "--format", "junit", "--fail-on", "warning")
        #expect(strict.status == .findings)
        #expect(!strict.output.contains(#"failures="0""#))
        #expect(strict.output.contains("name=\"waiver-unused\">\n      <failure "), "\(strict.output)")
    }

    @Test func nothingOfASchemaReachesATerminalAsItIs() throws {
        let bench = try CheckBench()
        try bench.start()
        let evil = "a\u{202E}b\u{9B}c\u{200B}"
        try bench.edit("Schemas/order/v1.json") { $0.replacingOccurrences(of: "note", with: evil) }
        try bench.commit("evil")
        try bench.edit("Schemas/order/v1.json") {
            $0.replacingOccurrences(of: #"\#(evil)": { "type": "string""#, with: #"\#(evil)": { "type": "integer""#)
        }
        try bench.git("show", "HEAD:./Schemas/order/v1.json")
        try bench.write(try bench.git("show", "HEAD:./Schemas/order/v1.json"), to: "old.json")
        for format in ["text", "json", "github", "sarif", "junit"] {
            let run = bench.run(["check", "--format", format], asTerminal: true)
            #expect(run.status == .findings)
            for scalar in ["\u{202E}", "\u{9B}", "\u{200B}"] {
                #expect(!(run.output + run.errors).unicodeScalars.contains(Unicode.Scalar(scalar)!), "\(format)")
            }
        }
        let json = bench.run(["check", "--format", "json"], asTerminal: true).output
        #expect(json.contains(#"\u202e"#))
        #expect(try JSONValue(parsing: json)["findings"]?.array?.isEmpty == false)
        let junit = bench.run("check", "--format", "junit").output
        #expect(junit.contains("a&#x202E;b&#x9B;c&#x200B;"), "\(junit)")
        for format in ["text", "json"] {
            let diff = bench.run(["diff", "old.json", "Schemas/order/v1.json", "--format", format], asTerminal: true)
            #expect(diff.status == .findings)
            #expect(!diff.output.unicodeScalars.contains("\u{202E}"), "\(format)")
        }
    }

    /// What is printed goes through a shell as it is, and does what it says.
    @Test(arguments: ["p k/it's; $(Schemas)", "-s", "Schemas"]) func waysOutWorkAsPrinted(folder: String) throws {
        let bench = try CheckBench()
        try bench.start()
        if folder != "Schemas" {
            try bench.write("", to: "\(folder)/notes")
            for file in ["family.json", "v1.json", "fixtures/v1/a.json"] {
                try bench.write(try bench.text("Schemas/order/\(file)"), to: "\(folder)/order/\(file)")
            }
            try bench.remove("Schemas")
            try bench.commit("moved")
        }
        try broken(bench, in: folder)
        let run = bench.run("check", "--schemas=\(folder)")
        let line = try #require(run.output.split(separator: "\n").first { $0.hasPrefix("  fix: ") }, "\(run)")
        let commands = line.dropFirst("  fix: ".count).split(separator: ", or: ")
        try #require(commands.count == 2)
        let bump = commands[0].replacingOccurrences(of: ", then write the migration", with: "")
        let waiver = commands[1].replacingOccurrences(of: "--reason … --until YYYY-MM-DD", with: "")
        let waived = bench.run(try words(waiver) + ["--reason", "x", "--until", "2999-01-01"])
        #expect(waived.status == .clean, "\(waiver): \(waived)")
        #expect(bench.run("check", "--schemas=\(folder)").status == .clean)
        let bumped = bench.run(try words(bump))
        #expect(bumped.status == .clean, "\(bump): \(bumped)")
        #expect(try bench.text("\(folder)/order/v2.json").contains("order.v2"))
    }

    /// As a shell takes them apart, without the command's name.
    private func words(_ command: String) throws -> [String] {
        let run = try runProgram(["sh", "-c", "printf '%s\\0' \(command)"])
        let words = run.output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
        #expect(words.first == "schemagen")
        return Array(words.dropFirst())
    }
}
