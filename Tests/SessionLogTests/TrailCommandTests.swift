import Foundation
import JSONCore
import SQLite
import SessionRecords
import Testing

/// What people type by mistake, and files that are not what the name says.
@Suite struct TrailCommandTests {
    private let bench: Workbench
    private let hostile = "s\u{1B}[2J\u{202E}"

    init() throws {
        bench = try Workbench()
    }

    /// Two sessions of two records, one of them under a hostile id.
    private func makeTrail(_ name: String) throws {
        let path = bench.folder + "/" + name
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent,
            withIntermediateDirectories: true
        )
        let store: any TrailStore =
            name.hasSuffix(".db") ? try SQLiteTrailStore(path: path) : try FileTrailStore(writingTo: path)
        let trail = ThoughtTrail(store)
        for session in ["S", hostile] {
            for number in 0..<2 {
                _ = try trail.record(type: "plan", task: "t", agent: "a", content: "\(number)", session: session)
            }
        }
        _ = try trail.finalize("S")
    }

    private func bytes(_ name: String) throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: bench.folder + "/" + name))
    }

    @Test(arguments: ["t.jsonl", "a folder/it's a trail.jsonl", "t.db", "a folder/t.db"])
    func pathsAreTakenAsTheyAre(_ name: String) throws {
        try makeTrail(name)
        let before = try bytes(name)
        let verified = try bench.run("trail", "verify", "--format", "json", name)
        #expect(verified.status == .clean && verified.errors.isEmpty)
        let json = try verified.json()
        #expect(json["intact"] == .bool(true) && json["torn_tail"] == .bool(false))
        #expect(try bench.run("trail", "verify", "--session", "S", name).status == .clean)
        #expect(try bench.run("trail", "prove", "--from", "2", name).status == .clean)
        #expect(try bytes(name) == before, "looking must not change it")
        let folder = name.contains("/") ? "a folder" : ""
        #expect(try bench.files(folder).count(where: { $0.hasPrefix("t.") || $0.hasPrefix("it's") }) <= 2)
    }

    @Test func mistakesAreSaidAndAreNoFindings() throws {
        try makeTrail("t.jsonl")
        try bench.write("", to: "empty/.keep")
        let runs: [([String], String)] = [
            (["verify"], "TRAIL is missing"),
            (["verify", "--sesion", "S", "t.jsonl"], "did you mean '--session'?"),
            (["verify", "none.jsonl"], "none.jsonl is not there"),
            (["verify", "empty"], "empty is no file"),
            (["verify", "/dev/null"], "is no file"),
            (["verify", "t.jsonl", "t.jsonl"], "unexpected argument"),
            (["verify", "--session", "S", "--task", "t", "t.jsonl"], "cannot be given together"),
            (["verify", "--checkpoint", "none", "t.jsonl"], "cannot open none"),
            (["verify", "--checkpoint", "t.jsonl", "t.jsonl"], "ERR_BAD_CHECKPOINT"),
            (["finalize", "t.jsonl"], "--session is missing"),
            (["finalize", "--session", "none", "t.jsonl"], "ERR_NO_RECORDS"),
            (["finalize", "--session", "S", "none.jsonl"], "none.jsonl is not there"),
            (["prove", "t.jsonl"], "say with --session and --record, or with --from"),
            (["prove", "--from", "x", "t.jsonl"], "no number of records"),
            (["prove", "--from", "99", "t.jsonl"], "ERR_NO_SUCH_SIZE"),
            (["prove", "--from", "3", "--to", "2", "t.jsonl"], "a trail of 2 records cannot begin with its first 3"),
            (["prove", "--from", "0", "t.jsonl"], "a proof begins at 1 record or more, and not at 0 [ERR_BAD_RANGE]"),
            (["prove", "--session", hostile, "--record", "x", "t.jsonl"], "ERR_NOT_FINALIZED"),
            (["prove", "--session", "S", "--record", hostile, "t.jsonl"], "ERR_UNKNOWN_RECORD"),
            (["start", "new.jsonl"], "--intent is missing"),
            (["record", "--type", "p", "--task", "t", "new.jsonl"], "--agent is missing"),
            (
                [
                    "record", "--type", "p", "--task", "t", "--agent", "a", "--session", "S", "--content", "c",
                    "t.jsonl",
                ], "ERR_SESSION_FINALIZED"
            ),
            (["start", "--intent", "i", "--session", "S", "none/new.jsonl"], "none/new.jsonl"),
            (["verfy", "t.jsonl"], "did you mean 'verify'?"),
        ]
        for (arguments, message) in runs {
            let run = try bench.run(list: ["trail"] + arguments)
            #expect(run.status == .usage, "\(arguments)")
            #expect(run.errors.contains(message), "\(arguments): \(run.errors)")
            #expect(run.output.isEmpty, "\(arguments)")
            #expect(isPlain(run.errors), "\(arguments)")
        }
        #expect(try bench.files() == ["empty", "t.jsonl", "t.seals.jsonl"], "nothing is made by a mistake")
    }

    /// SQLite makes the file before it writes to it, so that another process finds it empty.
    @Test func anEmptyDatabaseBecomesNoLog() throws {
        try bench.write("", to: "e.db")
        let flags = ["trail", "record", "--type", "plan", "--task", "T", "--agent", "a", "--content", "c", "e.db"]
        #expect(try bench.run(list: flags).status == .clean)
        #expect(try bytes("e.db").starts(with: Data("SQLite format 3\0".utf8)))
        #expect(try bench.run("trail", "verify", "e.db").output == "e.db: 1 record, 0 seals: intact\n")
        #expect(try bench.files() == ["e.db"])
    }

    /// Every record that a process acknowledged is in the trail, whoever made the file.
    @Test(.enabled(if: Program.path != nil, "skipped: sessionlog was not built beside the tests"))
    func processesMakeOneTrailTogether() throws {
        let program = try #require(Program.path)
        for round in 0..<15 {
            let name = "t\(round).db"
            let processes = try (0..<4).map { number in
                let process = Process()
                process.executableURL = URL(fileURLWithPath: program)
                process.arguments = ["trail", "record", "--type", "plan", "--task", "T", "--agent", "a"]
                process.arguments? += ["--content", "\(number)", bench.folder + "/" + name]
                process.standardOutput = FileHandle.nullDevice
                process.standardError = FileHandle.nullDevice
                try process.run()
                return process
            }
            for process in processes { process.waitUntilExit() }
            #expect(processes.map(\.terminationStatus) == [0, 0, 0, 0], "round \(round)")
            #expect(try bench.run("trail", "verify", name).output == "\(name): 4 records, 0 seals: intact\n")
        }
        #expect(try !bench.files().contains { $0.contains("seals") })
    }

    /// Without its seals a trail that somebody wrote anew would be intact.
    @Test func linksAreRefused() throws {
        try makeTrail("t.jsonl")
        try FileManager.default.createSymbolicLink(atPath: bench.folder + "/l.jsonl", withDestinationPath: "t.jsonl")
        for arguments in [["verify"], ["prove", "--from", "1"], ["finalize", "--session", "S"]] {
            let run = try bench.run(list: ["trail"] + arguments + ["l.jsonl"])
            #expect(run.status == .usage && run.errors.contains("ERR_IS_LINK"), "\(run.errors)")
        }
        #expect(try bench.files() == ["l.jsonl", "t.jsonl", "t.seals.jsonl"])
    }

    /// What somebody wrote into a database does not reach the terminal as it is.
    @Test func messagesOfADatabaseAreSafe() throws {
        try makeTrail("t.db")
        do {
            let database = try Database(bench.folder + "/t.db")
            try database.execute(
                """
                ALTER TABLE thought_records ADD COLUMN x TEXT
                CONSTRAINT "\u{1B}[2J\u{202E}cleared" CHECK (type <> 'p')
                """
            )
        }
        let run = try bench.run(
            list: ["trail", "record", "--type", "p", "--task", "t", "--agent", "a", "--content", "c", "t.db"]
        )
        #expect(run.status == .usage && run.errors.contains("cleared") && isPlain(run.errors), "\(run.errors)")
    }

    @Test func damageIsAFindingAndStaysAsItIs() throws {
        try makeTrail("t.jsonl")
        let text = try bench.text("t.jsonl")
        try bench.write("garbage\u{1B}[2J\n{\"a\":1}\n", to: "broken.jsonl")
        let verified = try bench.run("trail", "verify", "broken.jsonl")
        #expect(verified.status == .findings && isPlain(verified.output))
        #expect(verified.output.contains("record 0: byte 0") && verified.output.contains("changed"))
        let refused = try bench.run("trail", "finalize", "--session", "S", "broken.jsonl")
        #expect(refused.status == .findings && refused.errors.contains("ERR_DAMAGED"))
        #expect(!bench.exists("broken.seals.jsonl"))

        // A hostile id in a finding, and a session that is not sealed.
        let open = try bench.run("trail", "verify", "--session", hostile, "t.jsonl")
        #expect(open.status == .findings && isPlain(open.output) && open.output.contains("not finalised"))

        // A torn tail is told and is no finding.
        try bench.write(text + "{\"agent_id\":\"a", to: "t.jsonl")
        let torn = try bench.run("trail", "verify", "t.jsonl")
        #expect(torn.status == .clean && torn.output.contains("intact; the last line was cut while it was written"))
        #expect(try bench.run("trail", "verify", "--format", "json", "t.jsonl").json()["torn_tail"] == .bool(true))
        try bench.write(text + "anything", to: "t.jsonl")
        #expect(try bench.run("trail", "verify", "t.jsonl").status == .findings)
    }

    @Test func otherDatabasesAreLeftAlone() throws {
        do {
            let other = try Database(bench.folder + "/other.db")
            try other.execute("CREATE TABLE x (a)")
        }
        let before = try bytes("other.db")
        for arguments in [["verify"], ["finalize", "--session", "S"]] {
            let run = try bench.run(list: ["trail"] + arguments + ["other.db"])
            #expect(run.status == .usage && run.errors.contains("another application"))
        }
        let ingested = try bench.run("ingest", "--database", "other.db", "x.jsonl")
        #expect(ingested.status == .usage && ingested.errors.contains("another application"))
        #expect(try bytes("other.db") == before)
        #expect(try bench.files() == ["other.db"])

        try makeTrail("t.db")
        try Data(try bytes("t.db").prefix(5000)).write(to: URL(fileURLWithPath: bench.folder + "/cut.db"))
        #expect(try bench.run("trail", "verify", "cut.db").status == .usage)
    }

    @Test func jsonComesFirstWhereItIsKept() throws {
        try makeTrail("t.jsonl")
        let line = try bench.run("trail", "finalize", "--session", hostile, "t.jsonl")
        #expect(try TrailCheckpoint(line: line.output).sessionID == hostile)
        let text = try bench.run("trail", "finalize", "--session", hostile, "--format", "text", "t.jsonl")
        #expect(text.output.contains("2 records, finalised at ") && isPlain(text.output))
        let grown = try bench.run("trail", "prove", "--from", "3", "--format", "text", "t.jsonl")
        #expect(grown.output.hasPrefix("the trail of 4 records begins with its first 3\n"))
        let id = try #require(
            try JSONValue(parsing: String(bench.text("t.jsonl").split(separator: "\n")[1]))["id"]?.string
        )
        let member = try bench.run("trail", "prove", "--session", "S", "--record", id, "--format", "text", "t.jsonl")
        #expect(member.output.hasPrefix("record \(id) is number 1 of 2, counted from 0, in the session S\n"))
    }

    @Test(arguments: ["t.jsonl", "t.db"])
    func aTrailIsKeptFromTheShell(_ name: String) throws {
        let session = try bench.run("trail", "start", "--intent", "see", name).output.dropLast()
        let flags = ["trail", "record", "--type", "plan", "--task", "T", "--agent", "a", "--session", String(session)]
        let piped = try bench.run(list: flags + [name], input: "a thought\nof two lines\n")
        #expect(try piped.json()["content"] == .string("a thought\nof two lines"))
        let given = try bench.run(list: flags + ["--content", "2\u{9B}", name])
        #expect(try given.json()["prev_hash"] == piped.json()["hash"])
        #expect(try bench.run(list: flags + [name], input: "\u{FFFE}").status == .clean)
        #expect(try bench.run(list: flags + [name], input: "").errors.contains("ERR_EMPTY_FIELD"))
        let sealed = try bench.run("trail", "finalize", "--session", String(session), name)
        #expect(try TrailCheckpoint(line: sealed.output).recordCount == 3)
        let shown = try bench.run(
            list: ["trail", "record"] + flags.dropFirst(2).dropLast(2) + ["--content", "\u{9B}2J", name],
            asTerminal: true
        )
        #expect(shown.status == .clean && shown.output.contains("\\u009b2J"))
        #expect(
            try bench.run("trail", "verify", "--session", String(session), name).output
                == "\(name): 4 records, 2 seals: intact\n"
        )
    }

    /// A database that runs somebody else's statements could acknowledge what it does not keep.
    @Test func `A database with a trigger or a view is refused`() throws {
        for (name, change) in [
            ("a.db", "CREATE TRIGGER \"\(hostile)\" BEFORE INSERT ON thought_records BEGIN SELECT raise(IGNORE); END"),
            (
                "b.db",
                """
                DROP TABLE thought_records;
                CREATE VIEW thought_records AS
                WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i FROM n)
                SELECT i AS position, '' AS id, '' AS type, '' AS task_id, '' AS agent_id, '' AS content, '' AS timestamp,
                  '' AS prev_hash, '' AS hash, '' AS created_at, '' AS session_id FROM n
                """
            ),
        ] {
            try makeTrail(name)
            do { try Database(bench.folder + "/" + name).execute(change) }
            let flags = ["trail", "record", "--type", "p", "--task", "t", "--agent", "a", "--content", "c", name]
            for run in [try bench.run(list: flags), try bench.run("trail", "verify", name)] {
                #expect(run.status == .usage && run.output.isEmpty && isPlain(run.errors), "\(run.errors)")
                #expect(run.errors.contains("which is not ours") && run.errors.contains("ERR_DATABASE"))
            }
        }
    }

    @Test func `A version of no release is refused`() throws {
        try makeTrail("t.db")
        do { try Database(bench.folder + "/t.db").execute("PRAGMA user_version = -1") }
        for arguments in [["verify"], ["finalize", "--session", hostile]] {
            let run = try bench.run(list: ["trail"] + arguments + ["t.db"])
            #expect(
                run.status == .usage && run.errors.contains("version -1 of its tables, which no release has written")
            )
        }
    }

    /// The next record takes the number of the one that was removed.
    @Test func `A record that was removed stays missed`() throws {
        let flags = ["trail", "record", "--type", "plan", "--task", "T", "--agent", "a", "--session", "S"]
        let name = "t.db"
        #expect(try bench.run("trail", "start", "--intent", "see", "--session", "S", name).status == .clean)
        for number in 0..<3 { _ = try bench.run(list: flags + ["--content", "\(number)", name]) }
        #expect(try bench.run("trail", "start", "--intent", "see", "--session", "R", name).status == .clean)
        do { try Database(bench.folder + "/t.db").execute("DELETE FROM thought_records WHERE position = 3") }
        for arguments in [
            flags + ["--content", "new", name], ["trail", "start", "--intent", "see", name],
            ["trail", "finalize", "--session", "S", name],
        ] {
            let run = try bench.run(list: arguments)
            #expect(run.status == .findings && run.output.isEmpty, "\(run.output)")
            #expect(run.errors.contains("there were 3 records and 2 are left [ERR_DAMAGED]"), "\(run.errors)")
        }
        #expect(try bench.run("trail", "verify", name).output.hasSuffix("2 records, 2 seals: changed\n"))
    }

    @Test(arguments: ["t.jsonl", "t.db"])
    func `A session that is not finalised is told from a change`(_ name: String) throws {
        try makeTrail(name)
        let open = try bench.run("trail", "verify", "--session", hostile, name)
        #expect(open.status == .findings && open.output.hasSuffix("\(name): 4 records, 1 seal: not finalised\n"))
        let json = try bench.run("trail", "verify", "--format", "json", "--session", hostile, name).json()
        #expect(json["intact"] == .bool(false) && json["changed"] == .bool(false) && json["finalized"] == .bool(false))
        let sealed = try bench.run("trail", "verify", "--format", "json", "--session", "S", name).json()
        #expect(sealed["finalized"] == .bool(true) && sealed["changed"] == .bool(false))
        #expect(try bench.run("trail", "verify", "--format", "json", name).json()["finalized"] == .null)

        // Both at once is a change.
        if name == "t.db" {
            do { try Database(bench.folder + "/t.db").execute("UPDATE thought_records SET content = 'x'") }
        } else {
            try bench.write(try bench.text(name).replacingOccurrences(of: "plan", with: "plot"), to: name)
        }
        let both = try bench.run("trail", "verify", "--session", hostile, name)
        #expect(both.output.contains("not finalised\n") && both.output.hasSuffix("4 records, 1 seal: changed\n"))
    }

    @Test func `A thousand findings are shown and the others counted`() throws {
        try bench.write(String(repeating: "garbage\n", count: 1_500), to: "bad.jsonl")
        for arguments in [["--task", "T"], []] {
            let run = try bench.run(list: ["trail", "verify"] + arguments + ["bad.jsonl"])
            #expect(run.status == .findings && run.output.contains("bad.jsonl: and 500 more findings\n"))
            #expect(run.output.count(where: { $0 == "\n" }) == 1_002)
            let json = try bench.run(list: ["trail", "verify", "--format", "json"] + arguments + ["bad.jsonl"]).json()
            #expect(json["omitted_findings"] == .number(JSONNumber(Int64(500))))
            #expect(json["findings"]?.array?.count == 1_000 && json["changed"] == .bool(true))
        }
    }

    @Test func aBarIsDrawnOnTerminalsOnly() throws {
        let path = bench.folder + "/long.jsonl"
        do {
            let trail = ThoughtTrail(try FileTrailStore(writingTo: path))
            let content = String(repeating: "thought ", count: 1024)
            for _ in 0..<1100 { _ = try trail.record(type: "plan", task: "t", agent: "a", content: content) }
        }
        let shown = try bench.run(list: ["trail", "verify", "long.jsonl"], asTerminal: true)
        #expect(shown.errors.contains("long.jsonl: [#") && shown.status == .clean)
        #expect(shown.errors.hasSuffix("\r\u{1B}[2K"), "and cleared again")
        #expect(try bench.run("trail", "verify", "long.jsonl").errors.isEmpty)
    }
}

/// Nothing that moves a cursor or turns text around.
func isPlain(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy {
        $0 == "\n" || ($0.value >= 0x20 && $0.value < 0x7F) || $0.value > 0x2100 || $0 == "…"
    }
}
