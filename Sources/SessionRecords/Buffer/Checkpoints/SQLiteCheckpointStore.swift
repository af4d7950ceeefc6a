import JSONCore
import RecordLog
import SQLite

/// Checkpoints in an SQLite database, one row a job.
public final class SQLiteCheckpointStore: CheckpointStore, @unchecked Sendable {
    private let lock = Lock()
    /// Used under the lock: a connection belongs to one thread at a time.
    private let database: Database

    /// Opens the database, or makes it.
    public init(path: String) throws(SQLiteError) {
        database = try Database(path)
        try database.useDurableJournal()
        try database.execute(
            """
            CREATE TABLE IF NOT EXISTS checkpoint (
                job_id TEXT PRIMARY KEY NOT NULL, checkpoint_id TEXT NOT NULL, agent_id TEXT NOT NULL,
                step_index INTEGER NOT NULL, schema_version INTEGER NOT NULL, crc32 INTEGER NOT NULL,
                state BLOB NOT NULL
            ) STRICT
            """
        )
    }

    /// Opens a database that is there, to look into it: nothing in it is changed, and `save` fails. One that nobody has
    /// open may lie where nothing can be written, and nothing is made beside it.
    ///
    /// - Throws: also when it holds no checkpoints; taken for an empty store, any other database would say that every
    ///   job begins at its beginning.
    public init(readingFrom path: String) throws(SQLiteError) {
        database = try Self.openAsItIs(path)
        _ = try database.prepare("SELECT job_id FROM checkpoint")
    }

    public func load(jobID: UUID128) throws -> Checkpoint? {
        try lock.withLock {
            let query = try database.prepare(
                """
                SELECT checkpoint_id, job_id, agent_id, step_index, schema_version, crc32, state
                FROM checkpoint WHERE job_id = ?
                """
            )
            let row = try query.first(.text(jobID.description)) { (row) throws(SQLiteError) -> Row in
                Row(
                    ids: [try row.text(at: 0), try row.text(at: 1), try row.text(at: 2)],
                    numbers: [row.integer(at: 3), row.integer(at: 4), row.integer(at: 5)],
                    state: row.blob(at: 6)
                )
            }
            return try row?.checkpoint()
        }
    }

    public func save(_ checkpoint: Checkpoint) throws {
        try lock.withLock {
            try database.transaction { () throws(SQLiteError) in
                let statement = try database.prepare(
                    """
                    INSERT INTO checkpoint (
                        job_id, checkpoint_id, agent_id, step_index, schema_version, crc32, state
                    ) VALUES (?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (job_id) DO UPDATE SET
                        checkpoint_id = excluded.checkpoint_id, agent_id = excluded.agent_id,
                        step_index = excluded.step_index, schema_version = excluded.schema_version,
                        crc32 = excluded.crc32, state = excluded.state
                    """
                )
                try statement.run(
                    .text(checkpoint.jobID.description),
                    .text(checkpoint.id.description),
                    .text(checkpoint.agentID.description),
                    .integer(Int64(checkpoint.stepIndex)),
                    .integer(Int64(checkpoint.schemaVersion)),
                    .integer(Int64(checkpoint.checksum)),
                    .blob(checkpoint.state)
                )
            }
        }
    }

    // Inlined, the likes of it make the 6.3 optimiser fail in their callers.
    @inline(never)
    private static func openAsItIs(_ path: String) throws(SQLiteError) -> Database {
        // Whoever reads a write-ahead log needs files beside the database, and makes them. While there is none, nor a
        // journal, what is committed is all in the database.
        let isAtRest = ["-wal", "-journal"].allSatisfy { (try? SystemCall.status(at: path + $0)) == nil }
        return try Database(path, isAtRest ? .immutable : .readOnly)
    }

    private struct Row {
        var ids: [String?]
        var numbers: [Int64?]
        var state: [UInt8]?

        func checkpoint() throws(CheckpointFault) -> Checkpoint {
            let parsed = ids.compactMap { $0.flatMap { UUID128($0) } }
            let known = numbers.compactMap { $0.flatMap { Int(exactly: $0) } }
            guard parsed.count == 3, known.count == 3, let checksum = UInt32(exactly: known[2]) else {
                throw .unreadable("its row holds something else")
            }
            return Checkpoint(
                id: parsed[0],
                jobID: parsed[1],
                agentID: parsed[2],
                stepIndex: known[0],
                schemaVersion: known[1],
                state: state ?? [],
                checksum: checksum
            )
        }
    }
}
