import JSONCore
import SQLite
import Testing

@testable import CommandLineTool
@testable import SchemagenCommands

/// The exported view in the SQLite that this package links, against the native answers. Scripts/check-exports.py does
/// the same on a large log, and in other engines.
@Suite struct ExportTests {
    private func export(_ arguments: String...) -> (status: Int32, output: String, errors: String) {
        let console = Console(folder: packageRoot, output: Sink(), errors: Sink(), wantsColour: false)
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

    @Test(arguments: ["duckdb", "sqlite", "postgres", "clickhouse", "spark"])
    func everyEngineHasEveryColumnOfEveryVersion(engine: String) {
        let script = export("--to", engine, "buffer-event", "--log", "it's.jsonl").output
        for column in ["_version", "type", "seq", "usage", "prompt_tokens", "decided_at", "context", "_record"] {
            #expect(script.contains(column), "\(column)")
        }
        #expect(engine == "spark" || engine == "sqlite" || script.contains("'it''s.jsonl'"))
    }

    @Test func refusesWhatItCannotDo() {
        #expect(export("--to", "duckdb", "buffer-evnt").errors.contains("did you mean 'buffer-event'?"))
        #expect(export("buffer-event").errors.contains("--to is missing"))
        #expect(export("--to", "oracle", "buffer-event").status == 2)
        #expect(export("--to", "sqlite", "buffer-event", "--log", "a\nDROP TABLE x;").status == 2)
    }
}
