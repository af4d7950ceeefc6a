public import SQLite

/// A trail in an SQLite database: any number of processes may write, and every record is durable when the call returns.
public final class SQLiteTrailStore: TrailStore {
    private let database: Database
    private let isReadOnly: Bool
    /// Of a store that only reads: the file as it was found.
    private let found: FoundDatabase?
    private let insertRecord: Statement
    private let insertSeal: Statement
    private let selectNewestHash: Statement
    private let selectFinalization: Statement
    private let selectNewestSeal: Statement
    private let selectNewestPosition: Statement

    /// Opens the database at `path` and brings its tables to this release's version.
    public convenience init(path: String) throws(TrailError) {
        do {
            let database = try Database(path)
            try database.refuseForeign(trailSchema)
            try database.useDurableJournal()
            try self.init(database)
        } catch {
            throw .database(error)
        }
    }

    /// Opens a database that is there for reading: nothing is changed, its tables neither, and nothing is left beside it.
    /// One that this process may not write can be read while no journal with changes lies beside it.
    public convenience init(readingFrom path: String) throws(TrailError) {
        do { try self.init(reading: FoundDatabase(path)) } catch { throw .database(error) }
    }

    convenience init(reading found: FoundDatabase) throws(SQLiteError) {
        let database = try found.open()
        try database.requireVersion(of: trailSchema)
        try database.execute("PRAGMA query_only = ON")
        try self.init(checked: database, isReadOnly: true, found)
    }

    /// Takes over a connection with settings of the caller's.
    public convenience init(_ database: Database) throws(SQLiteError) {
        try database.migrate(to: trailSchema)
        try self.init(checked: database, isReadOnly: false)
    }

    private init(
        checked database: Database,
        isReadOnly: Bool,
        _ found: FoundDatabase? = nil
    ) throws(SQLiteError) {
        self.database = database
        self.isReadOnly = isReadOnly
        self.found = found
        insertRecord = try database.prepare(
            """
            INSERT INTO thought_records
              (id, type, task_id, agent_id, content, timestamp, prev_hash, hash, created_at, session_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        )
        insertSeal = try database.prepare(
            "INSERT INTO trail_seals (number, event, session_id, line) VALUES (?, ?, ?, ?)"
        )
        selectNewestHash = try database.prepare(
            "SELECT hash FROM thought_records WHERE task_id = ? ORDER BY position DESC LIMIT 1"
        )
        selectFinalization = try database.prepare(
            "SELECT 1 FROM trail_seals WHERE session_id = ? AND event = 'finalized' LIMIT 1"
        )
        selectNewestSeal = try database.prepare("SELECT line, number FROM trail_seals ORDER BY number DESC LIMIT 1")
        selectNewestPosition = try database.prepare("SELECT max(position) FROM thought_records")
    }

    public func exclusively<Value>(_ body: () throws(TrailError) -> Value) throws(TrailError) -> Value {
        if isReadOnly { throw .readOnly }
        return try inTransaction("BEGIN IMMEDIATE") { () throws(TrailError) in
            try refuseSealOfMissingRecords()
            return try body()
        }
    }

    public func consistently<Value>(_ body: () throws(TrailError) -> Value) throws(TrailError) -> Value {
        let value: Value
        do { value = try inTransaction("BEGIN", body) } catch {
            try refuseChangesMeanwhile()
            throw error
        }
        try refuseChangesMeanwhile()
        return value
    }

    /// Without locks a transaction keeps nobody away, and what looks like damage may be what somebody was writing.
    private func refuseChangesMeanwhile() throws(TrailError) {
        if let found { try wrapping { () throws(SQLiteError) in try found.refuseChanges() } }
    }

    public func newestHash(ofTask task: String) throws(TrailError) -> String? {
        try wrapping { () throws(SQLiteError) in
            try selectNewestHash.first(.text(task)) { row throws(SQLiteError) in try row.text(at: 0) } ?? nil
        }
    }

    public func recordCount(ofTask task: String) throws(TrailError) -> Int {
        try wrapping { () throws(SQLiteError) in
            try Int(database.integer("SELECT count(*) FROM thought_records WHERE task_id = ?", .text(task)) ?? 0)
        }
    }

    /// Refuses a trail with gaps: a seal that counts what is left would pass them off as never written.
    public func recordCount() throws(TrailError) -> Int {
        let count = try storedCount()
        if try newestPosition() != Int64(count) { try refuseGaps() }
        return count
    }

    public func isFinalized(session: String) throws(TrailError) -> Bool {
        try wrapping { () throws(SQLiteError) in
            try selectFinalization.first(.text(session)) { _ in true } ?? false
        }
    }

    public func sealChain() throws(TrailError) -> SealChain {
        var chain = SealChain()
        try forEachSeal { number, line throws(TrailError) in
            chain.count = number + 1
            guard case .success(let bytes) = line, let seal = try? readTrailSeal(bytes) else { return }
            chain.newestHash = seal.hash
        }
        return chain
    }

    public func append(_ record: TrailRecord) throws(TrailError) {
        try wrapping { () throws(SQLiteError) in
            try insertRecord.runOnce(
                .text(record.id),
                .text(record.type),
                .text(record.taskID),
                .text(record.agentID),
                .text(record.content),
                .text(record.timestamp),
                .text(record.prevHash),
                .text(record.hash),
                .optional(record.createdAt),
                .optional(record.sessionID)
            )
        }
    }

    public func append(_ seal: TrailSeal) throws(TrailError) {
        try wrapping { () throws(SQLiteError) in
            try insertSeal.runOnce(
                .integer(Int64(seal.number)),
                .text(seal.event.name),
                .text(seal.sessionID),
                .text(String(decoding: seal.line, as: UTF8.self))
            )
        }
    }

    public func forEachRecord(_ body: (Int, StoredLine) throws(TrailError) -> Void) throws(TrailError) {
        let columns = [
            "id", "type", "task_id", "agent_id", "content", "timestamp", "prev_hash", "hash", "created_at",
            "session_id",
        ]
        try forEachRow("SELECT \(columns.joined(separator: ", ")), position FROM thought_records ORDER BY position") {
            (index, row) throws(TrailError) in
            try body(
                index,
                storedLine { () throws(TrailProblem) in
                    // Nothing is ever deleted, so places are counted from 1 without a gap.
                    try requireNumber(index + 1, row, columns.count)
                    return try record(row, columns).line
                }
            )
        }
    }

    public func forEachSeal(_ body: (Int, StoredLine) throws(TrailError) -> Void) throws(TrailError) {
        try forEachRow("SELECT line, event, session_id, number FROM trail_seals ORDER BY number") {
            (index, row) throws(TrailError) in
            try body(
                index,
                storedLine { () throws(TrailProblem) in
                    try requireNumber(index, row, 3)
                    let line = Array(try required(row, 0, "line").utf8)
                    let seal = try readTrailSeal(line)
                    // The two columns are there to be searched; the line is what counts.
                    guard sameText(try required(row, 1, "event"), seal.event.name) else { throw .badField("event") }
                    guard sameText(try required(row, 2, "session_id"), seal.sessionID) else {
                        throw .badField("session_id")
                    }
                    return line
                }
            )
        }
    }

    /// The place of a record that was taken out is given to the next one, after which the trail might pass for whole.
    /// Asked before every record, so by two look-ups in indexes: gaps before the newest record stay, and `verify` finds
    /// them later as well as now.
    private func refuseSealOfMissingRecords() throws(TrailError) {
        let newest = try wrapping { () throws(SQLiteError) in
            try selectNewestSeal.first { row in
                (
                    line: storedLine { () throws(TrailProblem) in Array(try required(row, 0, "line").utf8) },
                    number: row.integer(at: 1) ?? 0
                )
            }
        }
        guard let newest else { return }
        let seal: TrailSeal
        do { seal = try readTrailSeal(try newest.line.get()) } catch {
            throw .damaged([TrailFinding(.seal(Int(newest.number)), error)])
        }
        guard Int64(seal.logSize) > (try newestPosition()) else { return }
        let problem = TrailProblem.logTooShort(expected: seal.logSize, found: try storedCount())
        throw .damaged([TrailFinding(.seal(Int(newest.number)), problem)])
    }

    private func refuseGaps() throws(TrailError) {
        try forEachRow("SELECT position FROM thought_records ORDER BY position") { (index, row) throws(TrailError) in
            do throws(TrailProblem) { try requireNumber(index + 1, row, 0) } catch {
                throw .damaged([TrailFinding(.record(index), error)])
            }
        }
    }

    private func storedCount() throws(TrailError) -> Int {
        try wrapping { () throws(SQLiteError) in
            try Int(database.integer("SELECT count(*) FROM thought_records") ?? 0)
        }
    }

    /// 0 when there are no records.
    private func newestPosition() throws(TrailError) -> Int64 {
        try wrapping { () throws(SQLiteError) in
            try selectNewestPosition.first { row in row.integer(at: 0) ?? 0 } ?? 0
        }
    }

    private func forEachRow(
        _ sql: String,
        _ body: (Int, Statement) throws(TrailError) -> Void
    ) throws(TrailError) {
        let statement = try wrapping { () throws(SQLiteError) in try database.prepare(sql) }
        var index = 0
        while try wrapping({ () throws(SQLiteError) in try statement.step() }) {
            try body(index, statement)
            index += 1
        }
    }

    private func inTransaction<Value>(
        _ begin: String,
        _ body: () throws(TrailError) -> Value
    ) throws(TrailError) -> Value {
        try wrapping { () throws(SQLiteError) in try database.execute(begin) }
        do {
            let value = try body()
            try wrapping { () throws(SQLiteError) in try database.execute("COMMIT") }
            return value
        } catch {
            if database.isInTransaction { try? database.execute("ROLLBACK") }
            throw error
        }
    }
}

private func record(_ row: Statement, _ columns: [String]) throws(TrailProblem) -> TrailRecord {
    TrailRecord(
        id: try required(row, 0, columns[0]),
        type: try required(row, 1, columns[1]),
        taskID: try required(row, 2, columns[2]),
        agentID: try required(row, 3, columns[3]),
        content: try required(row, 4, columns[4]),
        timestamp: try required(row, 5, columns[5]),
        prevHash: try required(row, 6, columns[6]),
        hash: try required(row, 7, columns[7]),
        createdAt: try text(row, 8, columns[8]),
        sessionID: try text(row, 9, columns[9])
    )
}

/// A column that must hold text, and as text: a number or a blob there was put there by somebody else, even where it
/// reads the same.
private func required(_ row: Statement, _ index: Int, _ column: String) throws(TrailProblem) -> String {
    guard let text = try text(row, index, column) else { throw .badField(column) }
    return text
}

private func text(_ row: Statement, _ index: Int, _ column: String) throws(TrailProblem) -> String? {
    switch try? row.value(at: index) {
    case .null?: nil
    case .text(let text)?: text
    default: throw .notText(column: column)
    }
}

private func requireNumber(_ expected: Int, _ row: Statement, _ index: Int) throws(TrailProblem) {
    guard row.integer(at: index) == Int64(expected) else { throw .wrongNumber(expected: expected) }
}

private func storedLine(_ body: () throws(TrailProblem) -> [UInt8]) -> StoredLine {
    do { return .success(try body()) } catch { return .failure(error) }
}

private func sameText(_ a: String, _ b: String) -> Bool {
    a.utf8.elementsEqual(b.utf8)
}

@discardableResult
private func wrapping<Value>(_ body: () throws(SQLiteError) -> Value) throws(TrailError) -> Value {
    do { return try body() } catch { throw .database(error) }
}

extension TrailSeal.Event {
    var name: String {
        switch self {
        case .started: "started"
        case .finalized: "finalized"
        }
    }
}
