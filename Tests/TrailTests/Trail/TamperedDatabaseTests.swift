import SQLite
import Testing

@testable import SessionRecords

/// The same for a trail in a database, by every way that SQL has to change it.
@Suite struct TamperedDatabaseTests {
    private let database: Database
    private let trail: ThoughtTrail

    init() throws {
        database = try Database(":memory:")
        trail = ThoughtTrail(try SQLiteTrailStore(database), source: .counting())
        _ = try trail.startSession(intent: "see", id: "S")
        for i in 0..<4 {
            _ = try trail.record(
                type: "plan",
                task: i % 2 == 0 ? "T" : "U",
                agent: "a",
                content: "é\(i)",
                session: i == 1 ? nil : "S"
            )
        }
        _ = try trail.finalize("S")
        #expect(try trail.verify(session: "S").isIntact)
    }

    /// Runs `change`, looks, and takes it back.
    private func isFound(_ change: () throws -> Void) throws -> Bool {
        try database.execute("SAVEPOINT tamper")
        var isRefused = false
        // The tables' own constraints refuse some changes, such as an id that becomes another's.
        do { try change() } catch is SQLiteError { isRefused = true }
        // The store opens a transaction of its own; here it is asked without.
        let scan = try TrailScan(try SQLiteTrailStore(database))
        let isFound = isRefused || !scan.findings.isEmpty || scan.finalization(of: "S") == nil
        try database.execute("ROLLBACK TO tamper; RELEASE tamper")
        return isFound
    }

    @Test(arguments: [
        (
            "thought_records", "position",
            [
                "id", "type", "task_id", "agent_id", "content", "timestamp", "prev_hash", "hash", "created_at",
                "session_id",
            ]
        ),
        ("trail_seals", "number", ["line", "event", "session_id"]),
    ])
    func everyFlippedBitIsFound(_ table: String, _ key: String, _ columns: [String]) throws {
        var flips = 0
        for column in columns {
            var cells: [(Int64, [UInt8])] = []
            try database.prepare("SELECT \(key), \(column) FROM \(table) WHERE \(column) IS NOT NULL").forEach {
                row throws(SQLiteError) in
                cells.append((row.integer(at: 0) ?? 0, Array(try row.text(at: 1)?.utf8 ?? "".utf8)))
            }
            let update = try database.prepare("UPDATE \(table) SET \(column) = CAST(? AS TEXT) WHERE \(key) = ?")
            for (row, bytes) in cells {
                for bit in 0..<bytes.count * 8 {
                    var changed = bytes
                    changed[bit / 8] ^= 1 << UInt8(bit % 8)
                    let found = try isFound { try update.run(.blob(changed), .integer(row)) }
                    #expect(found, "\(table).\(column) of \(row), bit \(bit)")
                    flips += 1
                }
                let asBlob = try database.prepare(
                    "UPDATE \(table) SET \(column) = CAST(\(column) AS BLOB) WHERE \(key) = ?"
                )
                #expect(try isFound { try asBlob.run(.integer(row)) }, "\(column) as a blob")
            }
        }
        #expect(flips > 3_000)
    }

    /// Also where the order stays as it was.
    @Test func everyNumberThatIsChangedIsFound() throws {
        for (row, number) in [(4, 5), (4, Int64.max), (1, 0), (1, -7)] {
            let change = "UPDATE thought_records SET position = \(number) WHERE position = \(row)"
            #expect(try isFound { try database.execute(change) }, "\(change)")
        }
        for (row, number) in [(1, 2), (1, Int64.max), (0, -1)] {
            let change = "UPDATE trail_seals SET number = \(number) WHERE number = \(row)"
            #expect(try isFound { try database.execute(change) }, "\(change)")
        }
        try database.execute("UPDATE thought_records SET position = 9 WHERE position = 4")
        #expect(try trail.verifyChain(task: "U").findings == [TrailFinding(.record(3), .wrongNumber(expected: 4))])
    }

    @Test func everyRowThatIsDeletedMovedOrDoubledIsFound() throws {
        for (table, key, count) in [("thought_records", "position", 4), ("trail_seals", "number", 2)] {
            let first = key == "position" ? 1 : 0
            for i in first..<first + count {
                #expect(
                    try isFound { try database.execute("DELETE FROM \(table) WHERE \(key) = \(i)") },
                    "\(table) \(i)"
                )
                for j in first..<first + count where j > i {
                    let found = try isFound {
                        try database.execute(
                            """
                            UPDATE \(table) SET \(key) = -1 WHERE \(key) = \(i);
                            UPDATE \(table) SET \(key) = \(i) WHERE \(key) = \(j);
                            UPDATE \(table) SET \(key) = \(j) WHERE \(key) = -1;
                            """
                        )
                    }
                    #expect(found, "\(table): \(i) and \(j) swapped")
                }
            }
        }
        let doubled = try isFound {
            try database.execute(
                """
                INSERT INTO thought_records (id, type, task_id, agent_id, content, timestamp, prev_hash, hash)
                SELECT 'copy', type, task_id, agent_id, content, timestamp, prev_hash, hash FROM thought_records
                WHERE position = 4
                """
            )
        }
        #expect(doubled)
        #expect(
            try isFound {
                try database.execute(
                    "INSERT INTO trail_seals SELECT 2, event, session_id, line FROM trail_seals WHERE number = 1"
                )
            }
        )
        #expect(
            try isFound { try database.execute("UPDATE thought_records SET session_id = 'S' WHERE session_id IS NULL") }
        )
        #expect(try isFound { try database.execute("UPDATE thought_records SET session_id = NULL WHERE position = 1") })
        #expect(try isFound { try database.execute("UPDATE thought_records SET created_at = NULL WHERE position = 1") })
    }

    /// The number of a record that was taken out is given to the next, which made the trail look whole.
    @Test func `Nobody writes on where sealed records are missing`() throws {
        _ = try trail.record(type: "plan", task: "V", agent: "a", content: "5")
        _ = try trail.startSession(intent: "see more", id: "T")
        try database.execute("DELETE FROM thought_records WHERE position = 5")
        let missing = TrailError.damaged([TrailFinding(.seal(2), .logTooShort(expected: 5, found: 4))])
        #expect(throws: missing) { try trail.record(type: "plan", task: "V", agent: "a", content: "5", session: "T") }
        #expect(throws: missing) { try trail.startSession(intent: "more") }
        #expect(throws: missing) { try trail.finalize("T") }
        #expect(try database.integer("SELECT count(*) FROM thought_records") == 4)
        #expect(try trail.verify().findings == [TrailFinding(.seal(2), .logTooShort(expected: 5, found: 4))])
    }

    @Test func `No seal counts records with a gap among them`() throws {
        _ = try trail.record(type: "plan", task: "V", agent: "a", content: "5")
        try database.execute("DELETE FROM thought_records WHERE position = 3")
        let gap = TrailFinding(.record(2), .wrongNumber(expected: 3))
        #expect(throws: TrailError.damaged([gap])) { try trail.startSession(intent: "more") }
        // A record may come, because the gap stays where it is.
        _ = try trail.record(type: "plan", task: "V", agent: "a", content: "6")
        #expect(try trail.verify().findings.contains(gap))
    }

    @Test func `Nobody writes on behind a seal that cannot be read`() throws {
        try database.execute("UPDATE trail_seals SET line = '{}' WHERE number = 1")
        #expect(throws: TrailError.damaged([TrailFinding(.seal(1), .badField("event"))])) {
            try trail.record(type: "plan", task: "V", agent: "a", content: "5")
        }
    }

    /// A trigger that came after the store was opened.
    @Test(arguments: ["thought_records", "trail_seals"])
    func `What the database did not take in is not acknowledged`(_ table: String) throws {
        try database.execute("CREATE TRIGGER quiet BEFORE INSERT ON \(table) BEGIN SELECT raise(IGNORE); END")
        let error = #expect(throws: TrailError.self) {
            if table == "trail_seals" {
                _ = try trail.startSession(intent: "more")
            } else {
                _ = try trail.record(type: "plan", task: "V", agent: "a", content: "5")
            }
        }
        guard case .database(.notOneRow(touched: 0, _))? = error else {
            return #expect(Bool(false), "\(String(describing: error))")
        }
        #expect(throws: SQLiteError.foreignPart(kind: "trigger", name: "quiet")) { try SQLiteTrailStore(database) }
    }
}
