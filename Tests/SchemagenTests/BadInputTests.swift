import CommandLineTool
import JSONCore
import Testing

@testable import SchemagenCommands

/// What nobody should write and somebody will, given to the command as a user would: a verdict, or an error with a
/// place. The time limit is there for what does not end, and so wide because it runs on while other tests have the
/// processor; what bounds the work is counted in the tests of each module.
@Suite(.timeLimit(.minutes(10))) struct BadInputTests {
    /// Each level refers ten times to the next.
    private func bomb(_ keyword: String) -> String {
        let levels = (0..<10).map { level in
            let references = [String](repeating: "{\"$ref\": \"#/$defs/l\(level + 1)\"}", count: 10)
            return "\"l\(level)\": {\"\(keyword)\": [\(references.joined(separator: ","))]}"
        }
        return
            "{\"$ref\": \"#/$defs/l0\", \"$defs\": {\(levels.joined(separator: ",")), \"l10\": {\"type\": \"string\"}}}"
    }

    private func nested(_ open: String, _ inner: String, _ close: String, _ depth: Int = 100_000) -> String {
        String(repeating: open, count: depth) + inner + String(repeating: close, count: depth)
    }

    @Test(arguments: ["allOf", "anyOf", "oneOf"])
    func `A bomb of references ends in a verdict`(_ keyword: String) throws {
        let bench = try Workbench()
        try bench.write(bomb(keyword), to: "bomb.json")
        try bench.write("\"text\"\n7\n", to: "log.jsonl")
        let run = bench.run("validate", "--schema", "bomb.json", "log.jsonl")
        #expect(run.output.contains("log.jsonl:2:1: error: "), "\(run.output)")
        #expect(run.output.hasSuffix(keyword == "oneOf" ? "\n0 valid, 2 invalid\n" : "\n1 valid, 1 invalid\n"))
        #expect(bench.run("metaschema", "bomb.json").status == .clean)
        #expect(bench.run("bundle", "bomb.json").status == .clean)
    }

    @Test(arguments: [
        ##"{"$ref": "#"}"##,
        ##"{"$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"allOf": [{"$ref": "#/$defs/a"}]}}, "$ref": "#/$defs/a"}"##,
        #"{"$ref": "other.json"}"#,
    ])
    func `A circle of references has a place`(_ schema: String) throws {
        let bench = try Workbench()
        try bench.write(schema, to: "circle.json")
        try bench.write(#"{"not": {"$ref": "circle.json"}}"#, to: "other.json")
        try bench.write("1", to: "value.json")
        let run = bench.run("validate", "--schema", "circle.json", "value.json")
        #expect(run.status == .usage)
        #expect(run.errors.contains("[schema-ref-cycle]"), "\(run.errors)")
        #expect(run.errors.hasPrefix("circle.json:1:") || run.errors.hasPrefix("other.json:1:"))
        #expect(bench.run("bundle", "circle.json").status == .clean)
    }

    @Test func `A schema of 100,000 levels has a place`() throws {
        let bench = try Workbench()
        try bench.write(nested("{\"not\":", "{}", "}"), to: "deep.json")
        try bench.write("1", to: "value.json")
        for command in [["validate", "--schema", "deep.json", "value.json"], ["bundle", "deep.json"]] {
            let run = bench.run(command)
            #expect(run.errors.hasPrefix("deep.json:1:\(512 * 7 + 1): error: "), "\(run.errors.prefix(200))")
        }
        #expect(bench.run("metaschema", "deep.json").errors.hasPrefix("deep.json:1:\(512 * 7 + 1): error: "))
    }

    @Test func `An instance of 100,000 levels has a place`() throws {
        let bench = try Workbench()
        try bench.write(##"{"items": {"$ref": "#"}, "additionalProperties": {"$ref": "#"}}"##, to: "s.json")
        let lists = nested("[", "", "]")
        try bench.write("\(lists)\n[]\n\(nested("{\"a\":", "1", "}"))\n", to: "log.jsonl")
        let run = bench.run("validate", "--schema", "s.json", "log.jsonl")
        #expect(run.output.contains("log.jsonl:1:513: error: "), "\(run.output.prefix(300))")
        #expect(run.output.contains("log.jsonl:3:\(512 * 5 + 1): error: "))
        #expect(run.output.hasSuffix("\n1 valid, 2 invalid\n"))
        try bench.write(lists, to: "value.json")
        for format in ["basic", "detailed", "verbose"] {
            #expect(bench.run("validate", "--schema", "s.json", "--output", format, "value.json").status == .findings)
        }
    }

    @Test func `Broken texts have places, and open ones a verdict`() throws {
        let bench = try Workbench()
        try bench.write(#"{"properties": {"n": {"maximum": 1e400}}}"#, to: "s.json")
        let lines: [(text: [UInt8], place: String?)] = [
            (Array("{\"n\":\"".utf8) + [0x61, 0xFF] + Array("\"}".utf8), "1:8"),
            (Array(#"{"n":"\ud800"}"#.utf8), "2:7"),
            (Array(#"{"n":1e400}"#.utf8), nil),
            (Array(#"{"n":1.1e400}"#.utf8), "4:6"),
            (Array(#"{"n":1,"\u006e":2}"#.utf8), "5:8"),
            (Array(#"{"n":1,"#.utf8), "6:8"),
            (Array(#"{"n":NaN}"#.utf8), "7:6"),
        ]
        try bench.write(bytes: Array(lines.map(\.text).joined(separator: [0x0A])), to: "log.jsonl")
        let run = bench.run("validate", "--schema", "s.json", "log.jsonl")
        let places = lines.compactMap(\.place)
        for (line, place) in zip(run.output.split(separator: "\n"), places) {
            #expect(line.hasPrefix("log.jsonl:\(place): error: "), "\(line)")
        }
        #expect(run.output.hasSuffix("\n1 valid, 6 invalid\n"))
        let asJSON = bench.run("validate", "--schema", "s.json", "--format", "json", "log.jsonl")
        #expect(asJSON.output.hasSuffix("{\"valid\":1,\"invalid\":6}\n"))
        for text in lines where text.place != nil && text.place?.hasPrefix("4") == false {
            try bench.write(bytes: text.text, to: "broken.json")
            try bench.write("1", to: "value.json")
            let asSchema = bench.run("validate", "--schema", "broken.json", "value.json")
            #expect(asSchema.status == .usage)
            #expect(asSchema.errors.hasPrefix("broken.json:1:"), "\(asSchema.errors)")
        }
    }

    @Test func `Of a name that stands twice the last counts where that is asked for`() throws {
        let bench = try Workbench()
        try bench.write(#"{"properties": {"n": {"maximum": 1}}, "maxProperties": 2}"#, to: "s.json")
        try bench.write(
            """
            {"n":9,"a":{"n":[]},"n":1}
            {"n":1,"n":9}
            {"a":{"b":1,"b":{"b":1,"b":2},"c":3},"\\u0061":{},"n":0}
            """,
            to: "log.jsonl"
        )
        #expect(bench.run("validate", "--schema", "s.json", "log.jsonl").output.hasSuffix("\n0 valid, 3 invalid\n"))
        let run = bench.run("validate", "--schema", "s.json", "--allow-duplicate-names", "log.jsonl")
        #expect(run.output.hasPrefix("log.jsonl:2:12: error: "), "\(run.output)")
        #expect(run.output.hasSuffix("\n2 valid, 1 invalid\n"))
    }

    @Test func `A pattern that brings others down is decided`() throws {
        let bench = try Workbench()
        try bench.write(#"{"pattern": "^(a+)+$"}"#, to: "s.json")
        let many = String(repeating: "a", count: 100_000)
        try bench.write("\"\(many)\"\n\"\(many)!\"\n", to: "log.jsonl")
        let run = bench.run("validate", "--schema", "s.json", "log.jsonl")
        #expect(run.output.hasSuffix("\n1 valid, 1 invalid\n"))
    }

    @Test func `A version that is no file is not stepped over`() throws {
        let bench = try Workbench()
        try bench.write(#"{"description": "Notes.", "swiftName": "Note"}"#, to: "Schemas/note/family.json")
        let schema = #"{"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object"}"#
        try bench.write(schema, to: "Schemas/note/v1.json")
        #expect(bench.run("generate").status == .clean)
        // A link to nothing, and what is no file.
        for destination in ["nowhere", "/dev/null"] {
            try bench.link("Schemas/note/v2.json", to: destination)
            let run = bench.run("generate")
            #expect(run.status == .usage)
            #expect(run.errors.contains("Schemas/note/v2.json is no file"), "\(run.errors)")
            try bench.remove("Schemas/note/v2.json")
        }
    }
}
