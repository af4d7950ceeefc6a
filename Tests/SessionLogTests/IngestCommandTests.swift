import Foundation
import JSONCore
import SQLite
import SessionRecords
import Testing

#if PostgreSQL
import PostgreSQL
#endif

@Suite struct IngestCommandTests {
    private let bench: Workbench

    init() throws {
        bench = try Workbench()
        try bench.copyFixture("ingest-turn", "v1-turns", to: "turns.jsonl")
    }

    @Test func mistakesAreSaidAndAreNoFindings() throws {
        try bench.write("", to: "empty/.keep")
        let runs: [([String], String)] = [
            (["turns.jsonl"], "--database is missing"),
            (["--database", "s.db"], "FILE is missing"),
            (["--databse", "s.db", "turns.jsonl"], "did you mean '--database'?"),
            (["--database", "s.db", "none.jsonl"], "cannot open none.jsonl"),
            (["--database", "s.db", "empty"], "empty holds no .jsonl file"),
            (["--database", "empty", "turns.jsonl"], "unable to open database file"),
            (["--database", "none/s.db", "turns.jsonl"], "unable to open database file"),
            (["--database", "s.db", "--batch", "0", "turns.jsonl"], "a number from 1 to 100000"),
            (["--database", "s.db", "-"], "ingest takes files"),
            (["--database", "turns.jsonl", "turns.jsonl"], "not a database"),
        ]
        for (arguments, message) in runs {
            let run = try bench.run(list: ["ingest"] + arguments)
            #expect(run.status == .usage, "\(arguments)")
            #expect(run.errors.contains(message), "\(arguments): \(run.errors)")
            #expect(isPlain(run.errors), "\(arguments)")
        }
        #expect(try bench.text("turns.jsonl") == fixture("ingest-turn", "v1-turns"))
    }

    @Test func brokenLinesAreListedSafelyAndTheRestIsTakenIn() throws {
        let broken = [
            "garbage\u{1B}[2J", "{\"nodes\":[]}", "[]", "",
            "{\"session\":{\"org_id\":\"\\u001b[2Jx\"},\"nodes\":[{\"role\":\"\\u001b[31m\",\"content\":1}]}",
        ]
        let good = try bench.text("turns.jsonl").split(separator: "\n").map(String.init)
        try bench.write((broken + good).joined(separator: "\n") + "\n{\"nodes\"", to: "a folder/it's mixed.jsonl")
        let run = try bench.run("ingest", "--database", "s.db", "a folder/it's mixed.jsonl")
        #expect(run.status == .findings && isPlain(run.output))
        #expect(run.output.contains("it's mixed.jsonl:1: the turn: byte 0"))
        #expect(run.output.contains(":5: ") && run.output.contains("/session/org_id: this is not a UUID"))
        #expect(run.output.contains("\(broken.count + 1) refused; the last line has no end yet and was left"))
        let database = try Database(bench.folder + "/s.db")
        #expect(try database.integer("SELECT count(*) FROM sessions") ?? 0 > 0)

        // What was left is taken in when it has its end, and nothing before it again.
        let text = try bench.text("a folder/it's mixed.jsonl")
        try bench.write(text + ":[]}\n", to: "a folder/it's mixed.jsonl")
        let again = try bench.run("ingest", "--database", "s.db", "a folder").output
        #expect(again.contains("1 line: 0 turns, 0 new nodes, 1 refused; \(broken.count + good.count) lines before"))
        #expect(again.contains("lines before, \(broken.count + 1) refused before\n"))

        // Nothing is left to read: what was refused stays a finding.
        let last = try bench.run("ingest", "--database", "s.db", "a folder")
        #expect(last.status == .findings && last.output.contains(", \(broken.count + 2) refused before\n"))
        let json = try bench.run("ingest", "--format", "json", "--database", "s.db", "a folder")
        #expect(json.status == .findings)
        let file = try json.json()["files"]?.array?.first
        #expect(file?["refused_before"] == .number(JSONNumber(Int64(broken.count + 2))))
    }

    /// What was taken in before a store error is told: the next run does not read it again.
    @Test(arguments: ["text", "json"])
    func whatWasRefusedBeforeAnErrorIsTold(_ format: String) throws {
        try bench.write("[]\n" + bench.text("turns.jsonl"), to: "mixed.jsonl")
        do {
            _ = try SQLiteSessionStore(path: bench.folder + "/s.db")
            try Database(bench.folder + "/s.db").execute(
                """
                ALTER TABLE ingest_progress ADD COLUMN x TEXT CONSTRAINT "\u{1B}[2Jfull" CHECK (next_line <= 2)
                """
            )
        }
        let run = try bench.run("ingest", "--format", format, "--database", "s.db", "--batch", "1", "mixed.jsonl")
        #expect(run.status == .usage && run.errors.contains("full") && isPlain(run.errors))
        if format == "text" {
            #expect(run.output.contains("mixed.jsonl:1: the turn: "))
            #expect(run.output.contains("mixed.jsonl: 2 lines: 1 turn, ") && run.output.contains("1 refused\n"))
        } else {
            let file = try run.json()["files"]?.array?.first
            #expect(file?["lines"] == .number(JSONNumber(Int64(2))))
            #expect(file?["refusals"]?.array?.count == 1)
        }
        let again = try bench.run("ingest", "--database", "s.db", "--batch", "1", "mixed.jsonl")
        #expect(again.status == .usage && again.output.isEmpty)
    }

    /// What somebody wrote into the store does not hide what is refused.
    @Test(arguments: ["refused = -9", "next_line = 9223372036854775807", "last_line_offset = -3"])
    func `Refused lines stay findings whatever the store says of the file`(_ change: String) throws {
        try bench.write("[]\n", to: "bad.jsonl")
        #expect(try bench.run("ingest", "--database", "s.db", "bad.jsonl").status == .findings)
        do { try Database(bench.folder + "/s.db").execute("UPDATE ingest_progress SET \(change)") }
        for _ in 0..<2 {
            let run = try bench.run("ingest", "--database", "s.db", "bad.jsonl")
            #expect(run.status == .findings && run.errors.isEmpty, "\(run.errors)")
        }
    }

    @Test func `A store with a trigger is refused`() throws {
        _ = try bench.run("ingest", "--database", "s.db", "turns.jsonl")
        do {
            try Database(bench.folder + "/s.db").execute(
                "CREATE TRIGGER quiet BEFORE INSERT ON nodes BEGIN SELECT raise(IGNORE); END"
            )
        }
        let run = try bench.run("ingest", "--database", "s.db", "turns.jsonl")
        #expect(
            run.status == .usage && run.output.isEmpty && run.errors.contains("the trigger quiet, which is not ours")
        )
    }

    #if PostgreSQL
    /// Beside a server that Scripts/with-postgresql starts.
    @Test(
        .enabled(
            if: ProcessInfo.processInfo.environment["SCHEMAGEN_TEST_POSTGRESQL"] != nil,
            "skipped: no server; run through Scripts/with-postgresql"
        )
    )
    func postgreSQLTakesWhatSQLiteTakes() throws {
        let info = try #require(ProcessInfo.processInfo.environment["SCHEMAGEN_TEST_POSTGRESQL"])
        let connection = try Connection(info)
        try connection.execute("DROP DATABASE IF EXISTS command")
        try connection.execute("CREATE DATABASE command")
        var host = ""
        for part in info.split(separator: " ") where part.hasPrefix("host=") { host = String(part.dropFirst(5)) }
        let uri = "postgresql:///command?host=\(host)&user=postgres"
        try bench.copyFixture("ingest-turn", "mixed-versions", to: "mixed.jsonl")
        for files in [["turns.jsonl"], ["turns.jsonl", "mixed.jsonl"], ["mixed.jsonl"]] {
            let theirs = try bench.run(list: ["ingest", "--format", "json", "--database", "s.db"] + files)
            let ours = try bench.run(list: ["ingest", "--format", "json", "--database", uri] + files)
            #expect(ours.output == theirs.output && ours.errors == theirs.errors && ours.status == theirs.status)
        }
        let database = try Connection(uri)
        try database.prepare("counts", "SELECT (SELECT count(*) FROM sessions), (SELECT count(*) FROM nodes)")
        let sqlite = try Database(bench.folder + "/s.db")
        let counts = try [
            sqlite.integer("SELECT count(*) FROM sessions"), sqlite.integer("SELECT count(*) FROM nodes"),
        ]
        #expect(try database.run(Call("counts", [])).rows.first == counts.map { $0.map { "\($0)" } })

        let refused = try bench.run(
            "ingest",
            "--database",
            "postgresql:///none?host=\(host)&user=postgres",
            "turns.jsonl"
        )
        #expect(refused.status == .usage && refused.errors.contains("does not exist") && isPlain(refused.errors))
    }

    @Test func passwordsAreNotShown() throws {
        let run = try bench.run(
            "ingest",
            "--database",
            "postgresql://someone:secret@localhost:1/turns",
            "turns.jsonl"
        )
        #expect(run.status == .usage && run.errors.contains("PostgreSQL error 08001"))
        #expect(!run.errors.contains("secret") && isPlain(run.errors))
    }
    #else
    @Test(arguments: ["postgresql://localhost/turns", "postgres://u:secret@localhost/turns"])
    func withoutPostgreSQLTheFlagIsNamed(_ uri: String) throws {
        let run = try bench.run("ingest", "--database", uri, "turns.jsonl")
        #expect(run.status == .usage && run.errors.contains("swift build --traits PostgreSQL"))
        #expect(!run.errors.contains("secret"))
        #expect(try bench.files() == ["turns.jsonl"])
    }
    #endif
}
