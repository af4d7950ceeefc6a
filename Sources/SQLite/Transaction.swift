extension Database {
    /// Runs `body` in a transaction that holds the write lock from its start; all of it is kept, or nothing.
    ///
    /// From the start, because a transaction that turns from reading to writing in its middle cannot wait for the
    /// lock: SQLite refuses it at once when another connection has written meanwhile.
    public func transaction<Result>(
        _ body: () throws(SQLiteError) -> Result
    ) throws(SQLiteError) -> Result {
        try execute("BEGIN IMMEDIATE")
        do {
            let result = try body()
            try execute("COMMIT")
            return result
        } catch {
            // Some errors (a full disk) have rolled back already.
            if isInTransaction { try? execute("ROLLBACK") }
            throw error
        }
    }

    /// Runs `body` in a transaction that reads one state of the database, whatever others write meanwhile.
    public func snapshot<Result>(
        _ body: () throws(SQLiteError) -> Result
    ) throws(SQLiteError) -> Result {
        try execute("BEGIN")
        defer { if isInTransaction { try? execute("ROLLBACK") } }
        return try body()
    }
}
