#if PostgreSQL
import Digest
import FoundationEssentials
import PostgreSQL
import SQLite
import Testing

@testable import SessionRecords

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Against a real server, which `Scripts/with-postgresql` starts.
private enum Server {
    static let info = ProcessInfo.processInfo.environment["SCHEMAGEN_TEST_POSTGRESQL"]
    /// A script that takes `kill` and `start`.
    static let control = ProcessInfo.processInfo.environment["SCHEMAGEN_TEST_POSTGRESQL_CONTROL"]

    /// What connects to a new, empty database.
    static func freshDatabase(_ name: String) throws -> String {
        let info = try #require(info)
        let connection = try Connection(info)
        try connection.execute("DROP DATABASE IF EXISTS \(name)")
        try connection.execute("CREATE DATABASE \(name)")
        return info.replacing("dbname=postgres", with: "dbname=\(name)")
    }

    static func run(_ action: String) throws {
        let control = try #require(control)
        #expect(try Probe.run(action, by: control) == .exited(0))
    }
}

@Suite(.serialized, .enabled(if: Server.info != nil, "skipped: no server; run through Scripts/with-postgresql"))
struct PostgreSQLStoreTests {
    private func turns() throws -> [Turn] {
        try mixedTurns().map { try Turn(validating: $0) }
    }

    /// The store's content after each number of turns, from SQLite: both drivers must mean the same.
    private func states() throws -> [[String]] {
        let (store, database) = try memoryStore()
        return try [dumpWithoutIDs(database)]
            + turns().map { turn in
                _ = try store.ingest(turn)
                return try dumpWithoutIDs(database)
            }
    }

    @Test(arguments: [true, false])
    func keepsWhatSQLiteKeeps(_ isPipelined: Bool) throws {
        let states = try states()
        let connection = try Connection(try Server.freshDatabase("same"))
        let store = try PostgreSQLSessionStore(connection, isPipelined: isPipelined)
        for (index, turn) in try turns().enumerated() {
            _ = try store.ingest(turn)
            let rows = try dumpWithoutIDs(connection)
            #expect(rows == states[index + 1], "after turn \(index)")
        }
        // Again, alone and as one batch: nothing changes.
        let before = try dump(connection)
        for turn in try turns() { #expect(try store.ingest(turn).insertedNodes == 0) }
        let again = try store.ingest(turns(), noting: nil)
        #expect(again.allSatisfy { $0.insertedNodes == 0 })
        let after = try dump(connection)
        #expect(after == before)
    }

    @Test func resultsAreThoseOfSQLite() throws {
        let (sqlite, _) = try memoryStore()
        let store = try PostgreSQLSessionStore(Connection(try Server.freshDatabase("results")))
        let theirs = try sqlite.ingest(turns(), noting: nil)
        let ours = try store.ingest(turns(), noting: nil)
        #expect(ours.map(\.insertedNodes) == theirs.map(\.insertedNodes))
        var names: [String: String] = [:]
        for (a, b) in zip(ours, theirs) {
            #expect(names.updateValue(b.sessionID, forKey: a.sessionID) ?? b.sessionID == b.sessionID)
            #expect((a.parentSessionID == nil) == (b.parentSessionID == nil))
            if let parent = a.parentSessionID, let known = names[parent] { #expect(known == b.parentSessionID) }
        }
    }

    @Test func awkwardTextsSurvive() throws {
        let connection = try Connection(try Server.freshDatabase("texts"))
        let store = try PostgreSQLSessionStore(connection)
        let texts = [
            "{\"a\\\\b\",NULL}", "\u{0}", "NULL", "\\", "\"", "é e\u{301} 😀", "{}", "a\nb\tc",
            "'; DROP TABLE nodes; --",
        ]
        let turn = try turn(texts, session: "it's {\"\\", more: [("name", .string("\u{1}\"\\{},"))])
        #expect(try store.ingest(turn).insertedNodes == texts.count)
        try connection.prepare("contents", "SELECT content FROM nodes")
        let stored = try connection.run(Call("contents", [])).rows.compactMap { $0[0] }
        #expect(Set(stored) == Set(turn.nodes.map(\.content)))
    }

    @Test func stepsAreFrozen() {
        #expect(
            postgreSQLSessionSchema.map { sha256($0.sql).hex } == [
                "dc55c99516a8d6c0bfd7c1308af46090473b15572b25cd69d81cd1655c4bc6a4",
                "f55aa8c21740e3d30e2099e2d7778c6f729afbbd7dc92a8d2eb74a227584707f",
                "44df780e4d2c42767cd1acac4ad5921c7a1f92d235e55631d8ed3b72460062ba",
                "e8bec522d43f79771d48ad2a98b10b594d2f344f6e100b445dfb898b4974f22d",
            ]
        )
    }

    @Test(arguments: 0...4)
    func everyVersionReachesTheNewestAndKeepsItsNodes(_ version: Int) throws {
        let connection = try Connection(try Server.freshDatabase("version\(version)"))
        try connection.migrateSessionTables(to: version)
        let old = try turn(["old", "answer"], org: nil)
        if version == 1 {
            for node in old.nodes {
                try connection.execute(
                    "INSERT INTO nodes (hash, role, content, created_at) VALUES ('\(node.hash)', 'user', '', now())"
                )
            }
        }
        let store = try PostgreSQLSessionStore(connection)
        #expect(try store.ingest(old).insertedNodes == (version == 1 ? 0 : 2))
        #expect(try store.ingest(try turn(["new"])).insertedNodes == 1)
        for unknown in [99, -1] {
            try connection.execute("UPDATE schemagen_store SET version = \(unknown)")
            #expect(throws: PostgreSQLError.self) { try PostgreSQLSessionStore(connection) }
        }
    }

    @Test func progressIsKeptFromTheVersionThatBroughtIt() throws {
        let connection = try Connection(try Server.freshDatabase("progress"))
        try connection.migrateSessionTables(to: 3)
        try connection.execute("INSERT INTO ingest_progress VALUES ('f', 10, 2, 5, 'h')")
        let store = try PostgreSQLSessionStore(connection)
        var progress = IngestProgress(
            source: "f",
            offset: 10,
            line: 2,
            lastLineOffset: 5,
            lastLineHash: "h",
            refused: 0
        )
        #expect(try store.progress(ofSource: "f") == progress)
        progress.refused = 7
        _ = try store.ingest([], noting: progress)
        #expect(try store.progress(ofSource: "f") == progress)
    }

    @Test func errorsRollBackAndTheConnectionGoesOn() throws {
        let connection = try Connection(try Server.freshDatabase("errors"))
        let store = try PostgreSQLSessionStore(connection)
        try connection.execute("ALTER TABLE nodes ADD CHECK (content <> '\"boom\"')")
        let error = #expect(throws: SessionStoreError.self) {
            try store.ingest([try turn(["a"]), try turn(["boom"])], noting: nil)
        }
        guard case .postgreSQL(let state, _)? = error else {
            return #expect(Bool(false), "\(String(describing: error))")
        }
        #expect(state == "23514")
        #expect(try dump(connection).isEmpty)
        #expect(try store.ingest(try turn(["a"])).insertedNodes == 1)
        #expect(throws: SessionStoreError.self) { try PostgreSQLSessionStore("host=/nonexistent") }
    }

    @Test func twoProcessesAtOnce() throws {
        let final = try #require(try states().last)
        try withTemporaryFolder { folder in
            try write(lines(mixedTurns()), to: folder + "/turns.jsonl")
            for round in 0..<5 {
                let info = try Server.freshDatabase("together")
                let processes = try (0..<2).map {
                    try Probe.start([info, folder + "/turns.jsonl", String($0 + round % 3 + 1)])
                }
                for process in processes { #expect(Probe.wait(process) == .exited(0)) }
                let rows = try dumpWithoutIDs(Connection(info))
                #expect(rows == final, "round \(round)")
            }
        }
    }

    @Test(arguments: ["pipelined", "one by one"])
    func clientKilledAtEveryStatement(_ manner: String) throws {
        let states = try states()
        try withTemporaryFolder { folder in
            let file = folder + "/turns.jsonl"
            try write(lines(mixedTurns()), to: file)
            var kills = 0
            while true {
                let info = try Server.freshDatabase("client")
                let ending = try Probe.run([info, file, "1", String(kills + 1), manner])
                if ending == .exited(0) { break }
                #expect(ending == .killed(by: SIGKILL))
                kills += 1
                try expectWholeTurns(info, states, "client killed before statement \(kills)")
                #expect(try Probe.run([info, file, "1", manner]) == .exited(0))
                let rows = try dumpWithoutIDs(Connection(info))
                #expect(rows == states[12])
            }
            print("PostgreSQL client, \(manner): \(kills) kills")
            #expect(kills > 50)
        }
    }

    @Test(.enabled(if: Server.control != nil, "skipped: the server cannot be killed"), arguments: [true, false])
    func serverKilledAtEveryStatement(_ isPipelined: Bool) throws {
        let states = try states()
        try withTemporaryFolder { folder in
            let file = folder + "/turns.jsonl"
            try write(lines(mixedTurns()), to: file)
            var kills = 0
            while true {
                let info = try Server.freshDatabase("server")
                var statements = 0
                let connection = try Connection(info)
                let store = try PostgreSQLSessionStore(connection, isPipelined: isPipelined)
                connection.willSend = { _ in
                    statements += 1
                    if statements == kills + 1 { try? Server.run("kill") }
                }
                if try isTakenIn(file, store) { break }
                kills += 1
                try Server.run("start")
                try expectWholeTurns(info, states, "server killed before statement \(kills)")
                let again = try PostgreSQLSessionStore(info)
                _ = try ingestTurns(from: file, into: again, source: "turns", batchSize: 1)
                let rows = try dumpWithoutIDs(Connection(info))
                #expect(rows == states[12], "taken up again after statement \(kills)")
            }
            print("PostgreSQL server, \(isPipelined ? "pipelined" : "one by one"): \(kills) kills")
            #expect(kills > 50)
        }
    }

    /// False when the server was lost on the way; any other error is thrown.
    private func isTakenIn(_ file: String, _ store: PostgreSQLSessionStore) throws -> Bool {
        do throws(TurnFileError) {
            _ = try ingestTurns(from: file, into: store, source: "turns", batchSize: 1)
            return true
        } catch {
            guard case .store(.postgreSQL) = error else { throw error }
            return false
        }
    }

    /// A killed client's session lives on for a moment on the server; its transaction has ended when nobody else is
    /// connected.
    private func expectWholeTurns(_ info: String, _ states: [[String]], _ when: String) throws {
        let connection = try Connection(info)
        try connection.prepare(
            "others",
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        while try connection.run(Call("others", [])).rows[0][0] != "0" {}
        let store = try PostgreSQLSessionStore(connection)
        let taken = try store.progress(ofSource: "turns")?.line ?? 0
        let rows = try dumpWithoutIDs(connection)
        #expect(rows == states[taken], "\(when)")
    }
}

/// As SQLite's dumps say it.
private func dumpWithoutIDs(_ connection: Connection) throws -> [String] {
    try connection.execute("DEALLOCATE ALL")
    try connection.prepare(
        "dump_sessions",
        """
        SELECT s.org_id, s.harness_id, s.harness_session_id, p.org_id, p.harness_id, p.harness_session_id,
               s.is_placeholder, s.auth_subject, s.harness_version, s.cwd, s.name, s.harness_metadata, s.turn_count,
               s.total_input_tokens, s.total_output_tokens, s.total_cost_usd
        FROM sessions s LEFT JOIN sessions p ON p.id = s.parent_session_id ORDER BY 1, 2, 3
        """
    )
    try connection.prepare(
        "dump_nodes",
        """
        SELECT n.org_id, n.hash, n.parent_hash, n.role, n.content, n.model, n.provider, n.input_tokens,
               n.output_tokens, s.harness_id, s.harness_session_id
        FROM nodes n JOIN sessions s ON s.id = n.session_id ORDER BY 1, 2
        """
    )
    let sessions = try connection.run(Call("dump_sessions", [])).rows.map { row in
        row.enumerated().map { column, cell -> SQLiteValue in
            guard let cell else { return .null }
            return switch column {
            case 6: .integer(cell == "t" ? 1 : 0)
            case 12...14: .integer(Int64(cell) ?? -1)
            case 15: .real(Double(cell) ?? -1)
            default: .text(cell)
            }
        }
    }
    let nodes = try connection.run(Call("dump_nodes", [])).rows.map { row in
        row.enumerated().map { column, cell -> SQLiteValue in
            guard let cell else { return .null }
            return 7...8 ~= column ? .integer(Int64(cell) ?? -1) : .text(cell)
        }
    }
    for (name, sql) in sessionCalls { try connection.prepare(name, sql) }
    return (sessions + nodes).map { $0.map { "\($0)" }.joined(separator: " | ") }
}

/// Every row, ids and times too.
private func dump(_ connection: Connection) throws -> [String] {
    try connection.prepare(
        "dump_all",
        "SELECT s::text FROM sessions s UNION ALL SELECT n::text FROM nodes n UNION ALL SELECT p::text FROM ingest_progress p ORDER BY 1"
    )
    let rows = try connection.run(Call("dump_all", [])).rows.compactMap { $0[0] }
    try connection.execute("DEALLOCATE dump_all")
    return rows
}
#endif
