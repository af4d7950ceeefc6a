import JSONCore
import SQLite
import Testing

@testable import CommandLineTool
@testable import SchemagenCommands

/// The exported view in the SQLite that this package links, against the native answers. Scripts/check-exports.py does
/// the same on a large log, and in other engines.
@Suite struct ExportTests {
    private func export(
        _ arguments: String...,
        asTerminal: Bool = false
    ) -> (status: Int32, output: String, errors: String) {
        let output = Sink(memoryAsTerminal: asTerminal)
        let console = Console(folder: packageRoot, output: output, errors: Sink(), wantsColour: false)
        let status = runSchemagen(["export"] + arguments, console: console)
        return (
            status.rawValue, String(decoding: console.output.bytes, as: UTF8.self),
            String(decoding: console.errors.bytes, as: UTF8.self)
        )
    }

    private func database(_ family: String, _ log: String) throws -> Database {
        let database = try Database(":memory:")
        try database.execute(export("--to", "sqlite", family).output)
        let insert = try database.prepare(
            "INSERT INTO \(family.replacing("-", with: "_"))_lines (line) VALUES (?)"
        )
        for line in log.split(separator: "\n", omittingEmptySubsequences: false) { try insert.run(.text(String(line))) }
        return database
    }

    @Test(arguments: ["v1-session", "v2-session", "mixed-versions", "crashed-tail-then-resumed"])
    func headersDecideTheVersionOfTheRowsAfterThem(log: String) throws {
        let text = try fixture("buffer-event", log)
        let bench = try Workbench()
        try bench.write(text, to: "log.jsonl")
        let stats = try bench.run("stats", "--format", "json", "log.jsonl").json()["logs"]?.array?.first
        let database = try database("buffer-event", text)
        for version in 1...2 {
            let found = try database.integer(
                "SELECT COUNT(*) FROM buffer_event WHERE _version = ?",
                .integer(Int64(version))
            )
            let native: JSONValue = stats?["versions"]?["v\(version)"] ?? .number(JSONNumber(Int64(0)))
            #expect(native == .number(JSONNumber(found ?? -1)), "version \(version)")
        }
    }

    @Test func unknownMarksAreNoKnownVersion() throws {
        let log = """
            {"schema":"session.iterate.v1","session_id":"a","iterations":2,"grounded_in_roster":false}
            {"schema":"session.iterate.v9","session_id":"b","iterations":"two"}
            {"session_id":"c"}
            not JSON
            [1]
            """
        let database = try database("iterate-session", log)
        #expect(try database.integer("SELECT COUNT(*) FROM iterate_session") == 3)
        #expect(try database.integer("SELECT _version FROM iterate_session WHERE session_id = 'a'") == 1)
        #expect(try database.integer("SELECT _version FROM iterate_session WHERE session_id = 'b'") == 0)
        #expect(try database.integer("SELECT _version FROM iterate_session WHERE session_id = 'c'") == 1)
        // A value that does not fit its column is null, and false is not.
        #expect(try database.integer("SELECT iterations IS NULL FROM iterate_session WHERE session_id = 'b'") == 1)
        #expect(try database.integer("SELECT grounded_in_roster = 0 FROM iterate_session WHERE session_id = 'a'") == 1)
    }

    /// The log's own number never gets into arithmetic, where 2^63-1 would overflow and 5000 become another.
    @Test(arguments: [
        ("3", 0, 0), ("5000", 0, 0), ("-1", 0, 0), ("9223372036854775807", 0, 0), ("2", 2, 2), ("2.0", 2, 2),
        // What is no integer says nothing of the rows after it.
        ("\"2\"", 0, 1), ("1.5", 0, 1), ("null", 0, 1), ("9223372036854775808", 0, 1),
    ])
    func headersOfUnknownVersionsAreNoKnownVersion(_ stated: String, _ own: Int64, _ after: Int64) throws {
        let log = """
            {"type":"SESSION_START","buffer_schema_version":1}
            {"type":"SESSION_START","buffer_schema_version":\(stated)}
            {"type":"SESSION_END"}
            {"type":"SESSION_START"}
            """
        let database = try database("buffer-event", log)
        var versions: [Int64?] = []
        try database.prepare("SELECT _version FROM buffer_event").forEach { row throws(SQLiteError) in
            versions.append(row.integer(at: 0))
        }
        #expect(versions == [1, own, after, 1])
    }

    @Test func integersAreWholeNumbersAndNothingElse() throws {
        let values = [
            "2.0", "2e0", "1.5", "\"7\"", "true", "9223372036854775807", "9223372036854775808", "1e300", "null",
        ]
        let log = values.map { "{\"session_id\":\"s\",\"iterations\":\($0)}" }.joined(separator: "\n")
        let database = try database("iterate-session", log)
        var found: [SQLiteValue] = []
        try database.prepare("SELECT iterations FROM iterate_session").forEach { row throws(SQLiteError) in
            found.append(try row.value(at: 0))
        }
        #expect(found == [2, 2, nil, nil, nil, 9_223_372_036_854_775_807, nil, nil, nil])
    }

    @Test func textBehindACharacterThatEndsItIsNoRecord() throws {
        let database = try database("iterate-session", "{\"session_id\":\"a\"}\u{0}x\n{\"session_id\":\"b\"}")
        #expect(try database.integer("SELECT COUNT(*) FROM iterate_session") == 1)
    }

    /// A schema with these fields beside `id`, exported to an engine.
    private func export(
        fields: [(name: String, swift: String)],
        to engine: String,
        asTerminal: Bool = false
    ) throws -> (status: Int32, output: String, errors: String) {
        let bench = try Workbench()
        var properties = "\"id\":{\"type\":\"string\",\"description\":\"d\"}"
        for field in fields {
            let name = JSONValue.string(field.name).jsonText
            properties += ",\(name):{\"type\":\"string\",\"description\":\"d\",\"x-swift-name\":\"\(field.swift)\"}"
        }
        try bench.write(
            """
            {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"https://x.example/odd/v1.json","title":"Odd",\
            "description":"d","type":"object","required":["id"],"properties":{\(properties)}}
            """,
            to: "schemas/odd/v1.json"
        )
        try bench.write(
            """
            {"description":"d","swiftName":"Odd","recordName":"Record","guaranteed":["id"],\
            "version":[{"by":"shape","rules":[{"version":1}]}],"reading":"tolerant"}
            """,
            to: "schemas/odd/family.json"
        )
        return export("--to", engine, "--schemas", bench.folder + "/schemas", "odd", asTerminal: asTerminal)
    }

    /// In ClickHouse a backslash escapes in an identifier as well, and the quote after it would end the name.
    @Test func namesStayNames() throws {
        let name = "t\\\", hostName() AS pwned, --"
        let clickHouse = try export(fields: [(name, "odd")], to: "clickhouse")
        #expect(clickHouse.status == 0, "\(clickHouse.errors)")
        #expect(clickHouse.output.contains("AS \"t\\\\\"\", hostName() AS pwned, --\""))
        for engine in ["duckdb", "sqlite", "postgres"] {
            #expect(
                try export(fields: [(name, "odd")], to: engine).output.contains(
                    "AS \"t\\\"\", hostName() AS pwned, --\""
                )
            )
        }
    }

    @Test(arguments: ["duckdb", "sqlite", "postgres", "clickhouse", "spark"])
    func namesThatEnginesConfuseAreRefused(_ engine: String) throws {
        let twice = try export(fields: [("ID", "upper")], to: engine)
        #expect(twice.status == 2 && twice.output.isEmpty)
        #expect(twice.errors.contains("the fields 'id' and 'ID' would be one column"), "\(twice.errors)")
        for name in ["_version", "_record", "_row", "_file", "_Fields"] {
            let run = try export(fields: [(name, "own")], to: engine)
            let message = "the field '\(name)' would be one column with the view's own '\(name.lowercased())'"
            #expect(run.status == 2 && run.errors.contains(message), "\(run.errors)")
        }
        let null = try export(fields: [("a\u{0}", "own")], to: engine)
        #expect(null.status != 0 && null.output.isEmpty, "\(null.errors)")
    }

    @Test func terminalsAreShownNoControlCharacters() throws {
        let name = "esc\u{1B}[31m\u{202E}red"
        let shown = try export(fields: [(name, "odd")], to: "sqlite", asTerminal: true)
        #expect(shown.status == 0 && isPlain(shown.output) && shown.output.contains("esc\\u{1b}[31m\\u{202e}red"))
        #expect(try export(fields: [(name, "odd")], to: "sqlite").output.contains(name))
    }

    @Test(arguments: ["duckdb", "sqlite", "postgres", "clickhouse", "spark"])
    func everyEngineHasEveryColumnOfEveryVersion(engine: String) {
        let script = export("--to", engine, "buffer-event", "--log", "it's.jsonl").output
        for column in ["_version", "type", "seq", "usage", "prompt_tokens", "decided_at", "context", "_record"] {
            #expect(script.contains(column), "\(column)")
        }
        let path = ["spark": "'it\\'s.jsonl'", "sqlite": "'it'\\\\''s.jsonl'", "postgres": "''it''\\''''s.jsonl''"]
        #expect(script.contains(path[engine] ?? "'it''s.jsonl'"), "\(script)")
    }

    @Test func refusesWhatItCannotDo() {
        #expect(export("--to", "duckdb", "buffer-evnt").errors.contains("did you mean 'buffer-event'?"))
        #expect(export("buffer-event").errors.contains("--to is missing"))
        #expect(export("--to", "oracle", "buffer-event").status == 2)
        #expect(export("--to", "sqlite", "buffer-event", "--log", "a\nDROP TABLE x;").status == 2)
    }
}
