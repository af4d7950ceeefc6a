import CommandLineTool
import JSONCore
import Testing

@testable import SchemagenCommands

@Suite struct ValidateTests {
    private func bench() throws -> Workbench {
        let bench = try Workbench()
        try bench.write(
            #"{"type": "object", "required": ["n"], "properties": {"n": {"$ref": "parts/n.json"}}}"#,
            to: "s/s.json"
        )
        try bench.write(#"{"type": "integer", "maximum": 9}"#, to: "s/parts/n.json")
        return bench
    }

    @Test func countsLinesWhateverTheirEnds() throws {
        let bench = try bench()
        try bench.write("\u{FEFF}{\"n\":1}\r\n\n  \t\r\n{\"n\":10}\n{\"n\":2}", to: "log.jsonl")
        let run = bench.run("validate", "--schema", "s/s.json", "log.jsonl")
        #expect(run.status == .findings)
        #expect(run.output.hasPrefix("log.jsonl:4:6: error: "))
        #expect(run.output.hasSuffix("\n2 valid, 1 invalid\n"))
    }

    @Test func endsWithCountsForPrograms() throws {
        let bench = try bench()
        try bench.write("{\"n\":1}\n{\"n\":\"\u{1B}\"}\n{}\n", to: "log.ndjson")
        let run = bench.run("validate", "--schema", "s/s.json", "--format", "json", "log.ndjson")
        let lines = try run.output.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
        #expect(lines.count == 3)
        #expect(lines.last == (try JSONValue(parsing: #"{"valid":1,"invalid":2}"#)))
        #expect(run.output.hasSuffix("{\"valid\":1,\"invalid\":2}\n"))
        let first = try #require(lines.first)
        #expect(first["file"] == .string("log.ndjson"))
        #expect(first["record"] == .number(JSONNumber(Int64(2))))
    }

    @Test func readsFoldersAndLinesOfAnyLength() throws {
        let bench = try bench()
        let long = String(repeating: "x", count: 1_000_000)
        try bench.write("{\"n\":1}\n{\"n\":2,\"x\":\"\(long)\"}\n{\"n\":3}\n", to: "data/a.jsonl")
        try bench.write("{\n  \"n\": 1\n}\n", to: "data/deep/b.json")
        try bench.write("no json", to: "data/c.txt")
        try bench.link("data/deep/loop", to: "..")
        #expect(bench.run("validate", "--schema", "s/s.json", "data").output == "4 valid, 0 invalid\n")
        let asLines = bench.run("validate", "--schema", "s/s.json", "--jsonl", "data/deep/b.json")
        #expect(asLines.output.hasSuffix("0 valid, 3 invalid\n"))
    }

    @Test func writesTheStandardsFormats() throws {
        let bench = try bench()
        try bench.write("{\"n\":1}\n{\"n\":10}\n", to: "log.jsonl")
        let flag = bench.run("validate", "--schema", "s/s.json", "--output", "flag", "log.jsonl")
        // A line for each instance and nothing else; the counts are about the run.
        #expect(flag.output == "{\"valid\":true}\n{\"valid\":false}\n")
        #expect(flag.errors == "1 valid, 1 invalid\n")
        for format in ["basic", "detailed", "verbose"] {
            let run = bench.run(
                "validate",
                "--schema",
                "s/s.json",
                "--format",
                "json",
                "--output",
                format,
                "log.jsonl"
            )
            let lines = try run.output.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
            #expect(lines.map { $0["valid"] } == [.bool(true), .bool(false), .number(JSONNumber(Int64(1)))])
            #expect(run.output.contains("/properties/n/$ref/maximum"), "\(format)")
        }
    }

    @Test func assertsFormatsWhenAsked() throws {
        let bench = try bench()
        try bench.write(#"{"format": "date"}"#, to: "date.json")
        try bench.write(#""yesterday""#, to: "value.json")
        #expect(bench.run("validate", "--schema", "date.json", "value.json").status == .clean)
        #expect(bench.run("validate", "--schema", "date.json", "--assert-formats", "value.json").status == .findings)
    }

    @Test func followsReferencesByIdentifier() throws {
        let bench = try bench()
        try bench.write(
            #"{"$id": "https://a.example/one", "$ref": "two"}"#,
            to: "named/one.json"
        )
        try bench.write(#"{"$id": "https://a.example/two", "const": 1}"#, to: "named/deep/two.json")
        try bench.write("1", to: "value.json")
        #expect(bench.run("validate", "--schema", "named/one.json", "value.json").status == .clean)
    }

    @Test func couldNotRun() throws {
        let bench = try bench()
        try bench.write("1", to: "value.json")
        try bench.write(#"{"$ref": "../secret.json"}"#, to: "s/outside.json")
        try bench.write("{}", to: "secret.json")
        let outside = bench.run("validate", "--schema", "s/outside.json", "value.json")
        #expect(outside.status == .usage)
        #expect(outside.errors.hasPrefix("s/outside.json:1:10: error: "))
        #expect(outside.errors.contains("[schema-ref-unresolved]"))
        #expect(bench.run("validate", "value.json").status == .usage)
        #expect(bench.run("validate", "--schema", "gone.json", "value.json").errors.contains("gone.json"))
        #expect(bench.run("validate", "--schema", "s/s.json", "gone.json").status == .usage)
        try bench.write("{\"type\": 1}", to: "bad.json")
        #expect(bench.run("validate", "--schema", "bad.json", "value.json").status == .usage)
    }

    @Test func escapesWhatInstancesSay() throws {
        let bench = try bench()
        try bench.write("{\"n\": \"\\u001b[31m\", \"\u{202E}\": 1}", to: "evil\u{1B}.json")
        let run = bench.run("validate", "--schema", "s/s.json", "evil\u{1B}.json", asTerminal: false)
        #expect(run.status == .findings)
        #expect(!run.output.contains("\u{1B}"))
        #expect(!run.output.contains("\u{202E}"))
    }
}
