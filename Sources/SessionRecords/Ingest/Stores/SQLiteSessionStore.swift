import JSONCore
public import SQLite

/// Turns in an SQLite database, which needs no set-up; several processes may write at once.
public final class SQLiteSessionStore: SessionStore {
    private let database: Database
    private let statements: SessionStatements
    private let newID: () -> String
    private let now: () -> String

    /// Opens the database at `path` and brings its tables to this release's version.
    public convenience init(path: String) throws(SessionStoreError) {
        do {
            let database = try Database(path)
            try database.refuseForeign(sessionSchema)
            try database.useDurableJournal()
            try self.init(database)
        } catch {
            throw .sqlite(error)
        }
    }

    /// Takes over a connection with settings of the caller's.
    public init(
        _ database: Database,
        newID: @escaping () -> String = { UUID128.v7().description },
        now: @escaping () -> String = { Timestamp.now(fractionDigits: 3).description }
    ) throws(SQLiteError) {
        try database.migrate(to: sessionSchema)
        self.database = database
        self.newID = newID
        self.now = now
        statements = try SessionStatements(database)
    }

    public func ingest(
        _ turns: [Turn],
        noting progress: IngestProgress?
    ) throws(SessionStoreError) -> [IngestResult] {
        do {
            return try inTransaction { () throws(SQLiteError) in
                var results: [IngestResult] = []
                results.reserveCapacity(turns.count)
                for turn in turns { results.append(try take(turn)) }
                if let progress { try statements.note(progress) }
                return results
            }
        } catch {
            throw .sqlite(error)
        }
    }

    public func progress(ofSource source: String) throws(SessionStoreError) -> IngestProgress? {
        do { return try statements.progress(of: source) } catch { throw .sqlite(error) }
    }

    private func take(_ turn: Turn) throws(SQLiteError) -> IngestResult {
        let now = now()
        let key = turn.session
        let found = try statements.session(key)
        var parentID = found?.parentID
        if parentID == nil, let parent = turn.parent { parentID = try placeholder(parent, now) }

        let id = found?.id ?? newID()
        if found == nil { try statements.insertSession(id, key, isPlaceholder: false, parentID, turn.details, now) }

        var inserted = TurnSums()
        try statements.beginNodes(org: key.orgID, session: id, now)
        for node in turn.nodes where try statements.insertNode(node) {
            inserted.add(node.tokens)
        }
        if inserted.nodes > 0 {
            try statements.count(inserted, org: key.orgID, session: id, now)
        }
        let hasNewParent = found?.parentID == nil && parentID != nil
        if let found, inserted.nodes > 0 || found.isPlaceholder || hasNewParent {
            try statements.complete(id, parentID, turn.details, firstSeen: found.isPlaceholder ? now : nil, now)
        }
        return IngestResult(sessionID: id, parentSessionID: parentID, insertedNodes: inserted.nodes)
    }

    /// The parent's id; where no turn of it has come yet, that of a row which waits for one.
    private func placeholder(_ key: SessionKey, _ now: String) throws(SQLiteError) -> String {
        if let found = try statements.session(key) { return found.id }
        let id = newID()
        try statements.insertSession(id, key, isPlaceholder: true, nil, SessionDetails(), now)
        return id
    }

    private func inTransaction<Value>(_ body: () throws(SQLiteError) -> Value) throws(SQLiteError) -> Value {
        try statements.begin.run()
        do {
            let value = try body()
            try statements.commit.run()
            return value
        } catch {
            if database.isInTransaction { try? database.execute("ROLLBACK") }
            throw error
        }
    }
}

/// What a turn adds to its session's counters.
struct TurnSums {
    var nodes = 0
    var inputTokens: Int64 = 0
    var outputTokens: Int64 = 0

    mutating func add(_ tokens: TokenCounts) {
        nodes += 1
        // Validation bounds each count to 2^40, so 2^22 nodes would be needed to overflow.
        inputTokens &+= tokens.input ?? 0
        outputTokens &+= tokens.output ?? 0
    }
}
