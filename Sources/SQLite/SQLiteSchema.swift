/// The tables of an application, as the steps that made them.
///
/// A step never changes once it was released: files that went through it are out there. `version` n is what the first
/// n steps make, kept in the file's `user_version`; whose file it is, in its `application_id`.
public struct SQLiteSchema: Sendable {
    public struct Step: Sendable, Hashable {
        /// What it is for.
        public let summary: String
        public let sql: String

        public init(_ summary: String, _ sql: String) {
            self.summary = summary
            self.sql = sql
        }
    }

    /// Four bytes that tell this application's files from others'.
    public let applicationID: Int32
    public let steps: [Step]

    public init(applicationID: Int32, steps: [Step]) {
        self.applicationID = applicationID
        self.steps = steps
    }

    public var version: Int { steps.count }
}

extension Database {
    /// Brings the file to the schema's version, or to an older one that a test asks for; each step is a transaction.
    ///
    /// Two processes may do so at once: the second waits and then finds nothing to do. A file of a newer release or of
    /// another application is refused before anything is written.
    public func migrate(to schema: SQLiteSchema, version: Int? = nil) throws(SQLiteError) {
        let wanted = min(version ?? schema.version, schema.version)
        try refuseForeign(schema)
        while try currentVersion() < wanted {
            try transaction { () throws(SQLiteError) in
                // Asked again under the lock: another process may have been faster.
                let found = try currentVersion()
                guard found < wanted else { return }
                try execute(schema.steps[found].sql)
                try execute("PRAGMA application_id = \(schema.applicationID)")
                try execute("PRAGMA user_version = \(found + 1)")
            }
        }
        let found = try currentVersion()
        if found > schema.version { throw .newerSchema(found: found, known: schema.version) }
    }

    /// Throws unless the file has the schema's version: for readers, which change nothing.
    public func requireVersion(of schema: SQLiteSchema) throws(SQLiteError) {
        try refuseForeign(schema)
        let found = try currentVersion()
        if found > schema.version { throw .newerSchema(found: found, known: schema.version) }
        if found < schema.version { throw .olderSchema(found: found, known: schema.version) }
    }

    /// The version that the file has; 0 for a new one. Never negative.
    public func currentVersion() throws(SQLiteError) -> Int {
        let found = Int(truncatingIfNeeded: try integer("PRAGMA user_version") ?? 0)
        if found < 0 { throw .unknownSchema(found: found) }
        return found
    }

    /// Throws for another application's file, and for one with parts that are neither tables nor indexes. Asked before
    /// anything is set, because even the kind of journal is written into the file.
    public func refuseForeign(_ schema: SQLiteSchema) throws(SQLiteError) {
        let id = Int32(truncatingIfNeeded: try integer("PRAGMA application_id") ?? 0)
        if id != schema.applicationID {
            let tables = try integer("SELECT count(*) FROM sqlite_master") ?? 0
            if id != 0 || tables > 0 {
                // Another process may be at its first step between the two questions.
                let again = Int32(truncatingIfNeeded: try integer("PRAGMA application_id") ?? 0)
                if again != schema.applicationID { throw .foreignDatabase(applicationID: again) }
            }
        }
        try refuseForeignParts()
    }

    /// By the text as well as by the type that is written beside it: SQLite makes what the text says, and virtual tables
    /// are of the type of any table.
    private func refuseForeignParts() throws(SQLiteError) {
        let foreign = try prepare(
            """
            SELECT type, name FROM sqlite_master
            WHERE coalesce(
              rootpage > 0 AND (
                type = 'table' AND substr(sql, 1, 13) = 'CREATE TABLE '
                OR type = 'index' AND (
                  sql IS NULL OR substr(sql, 1, 13) = 'CREATE INDEX ' OR substr(sql, 1, 20) = 'CREATE UNIQUE INDEX ')),
              0) = 0
            LIMIT 1
            """
        )
        let found = try foreign.first { row throws(SQLiteError) in
            (kind: try row.text(at: 0) ?? "", name: try row.text(at: 1) ?? "")
        }
        if let found { throw .foreignPart(kind: found.kind, name: found.name) }
    }
}
