import SQLite

/// The statements of `SQLiteSessionStore`, prepared once.
struct SessionStatements {
    let begin: Statement
    let commit: Statement
    private let selectSession: Statement
    private let insertSession: Statement
    private let selectNode: Statement
    private let insertNode: Statement
    private let updateCounters: Statement
    private let updateDetails: Statement
    private let selectProgress: Statement
    private let replaceProgress: Statement

    struct Found {
        var id: String
        var parentID: String?
        var isPlaceholder: Bool
    }

    init(_ database: Database) throws(SQLiteError) {
        begin = try database.prepare("BEGIN IMMEDIATE")
        commit = try database.prepare("COMMIT")
        selectSession = try database.prepare(
            """
            SELECT id, parent_session_id, is_placeholder FROM sessions
            WHERE org_id = ? AND harness_id = ? AND harness_session_id = ?
            """
        )
        insertSession = try database.prepare(
            """
            INSERT INTO sessions
              (id, org_id, harness_id, harness_session_id, parent_session_id, is_placeholder, auth_subject,
               harness_version, cwd, name, harness_metadata, first_seen_at, last_seen_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?12)
            """
        )
        selectNode = try database.prepare("SELECT 1 FROM nodes WHERE org_id = ? AND hash = ?")
        insertNode = try database.prepare(
            """
            INSERT INTO nodes
              (org_id, hash, parent_hash, role, content, model, provider, input_tokens, output_tokens,
               cache_creation_input_tokens, cache_read_input_tokens, session_id, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        )
        updateCounters = try database.prepare(
            """
            UPDATE sessions SET
              turn_count = turn_count + 1,
              total_input_tokens = total_input_tokens + ?,
              total_output_tokens = total_output_tokens + ?,
              last_seen_at = ?
            WHERE org_id = ? AND id = ?
            """
        )
        updateDetails = try database.prepare(
            """
            UPDATE sessions SET
              is_placeholder = 0,
              parent_session_id = coalesce(parent_session_id, ?2),
              auth_subject = coalesce(?3, auth_subject),
              harness_version = coalesce(?4, harness_version),
              cwd = coalesce(?5, cwd),
              name = coalesce(?6, name),
              harness_metadata = coalesce(?7, harness_metadata),
              first_seen_at = coalesce(?8, first_seen_at),
              last_seen_at = ?9
            WHERE id = ?1
            """
        )
        selectProgress = try database.prepare(
            """
            SELECT next_offset, next_line, last_line_offset, last_line_hash, refused FROM ingest_progress
            WHERE source = ?
            """
        )
        replaceProgress = try database.prepare(
            """
            INSERT OR REPLACE INTO ingest_progress
              (source, next_offset, next_line, last_line_offset, last_line_hash, refused)
            VALUES (?, ?, ?, ?, ?, ?)
            """
        )
    }

    func session(_ key: SessionKey) throws(SQLiteError) -> Found? {
        selectSession.reset()
        try selectSession.bind(key.orgID, at: 1)
        try selectSession.bind(key.harnessID, at: 2)
        try selectSession.bind(key.harnessSessionID, at: 3)
        defer { selectSession.reset() }
        guard try selectSession.step() else { return nil }
        return Found(
            id: try selectSession.text(at: 0) ?? "",
            parentID: try selectSession.text(at: 1),
            isPlaceholder: selectSession.integer(at: 2) != 0
        )
    }

    func insertSession(
        _ id: String,
        _ key: SessionKey,
        isPlaceholder: Bool,
        _ parentID: String?,
        _ details: SessionDetails,
        _ now: String
    ) throws(SQLiteError) {
        try insertSession.runOnce(
            .text(id),
            .text(key.orgID),
            .text(key.harnessID),
            .text(key.harnessSessionID),
            .optional(parentID),
            .integer(isPlaceholder ? 1 : 0),
            .optional(details.authSubject),
            .optional(details.harnessVersion),
            .optional(details.workingFolder),
            .optional(details.name),
            .optional(details.metadata),
            .text(now)
        )
    }

    /// What the nodes that are inserted next have in common: values stay bound from one to the next.
    func beginNodes(org: String, session: String, _ now: String) throws(SQLiteError) {
        selectNode.reset()
        try selectNode.bind(org, at: 1)
        insertNode.reset()
        try insertNode.bind(org, at: 1)
        try insertNode.bind(session, at: 12)
        try insertNode.bind(now, at: 13)
    }

    /// False when the organisation has the node already. It keeps its session then.
    ///
    /// Bound one by one: this runs for every message of every turn. Looked for before, because most are there already,
    /// and because an insertion that changes nothing does not say that the node is there.
    func insertNode(_ node: TurnNode) throws(SQLiteError) -> Bool {
        selectNode.reset()
        try selectNode.bind(node.hash, at: 2)
        let isThere = try selectNode.step()
        selectNode.reset()
        if isThere { return false }
        insertNode.reset()
        try insertNode.bind(node.hash, at: 2)
        try insertNode.bind(node.parentHash, at: 3)
        try insertNode.bind(node.role, at: 4)
        try insertNode.bind(node.content, at: 5)
        try insertNode.bind(node.model, at: 6)
        try insertNode.bind(node.provider, at: 7)
        try insertNode.bind(node.tokens.input, at: 8)
        try insertNode.bind(node.tokens.output, at: 9)
        try insertNode.bind(node.tokens.cacheCreation, at: 10)
        try insertNode.bind(node.tokens.cacheRead, at: 11)
        try insertNode.runOnce()
        return true
    }

    func count(_ sums: TurnSums, org: String, session: String, _ now: String) throws(SQLiteError) {
        try updateCounters.runOnce(
            .integer(sums.inputTokens),
            .integer(sums.outputTokens),
            .text(now),
            .text(org),
            .text(session)
        )
    }

    func complete(
        _ id: String,
        _ parentID: String?,
        _ details: SessionDetails,
        firstSeen: String?,
        _ now: String
    ) throws(SQLiteError) {
        try updateDetails.runOnce(
            .text(id),
            .optional(parentID),
            .optional(details.authSubject),
            .optional(details.harnessVersion),
            .optional(details.workingFolder),
            .optional(details.name),
            .optional(details.metadata),
            .optional(firstSeen),
            .text(now)
        )
    }

    func progress(of source: String) throws(SQLiteError) -> IngestProgress? {
        try selectProgress.first(.text(source)) { row throws(SQLiteError) in
            IngestProgress(
                source: source,
                offset: Int(row.integer(at: 0) ?? 0),
                line: Int(row.integer(at: 1) ?? 0),
                lastLineOffset: Int(row.integer(at: 2) ?? 0),
                lastLineHash: try row.text(at: 3) ?? "",
                refused: Int(row.integer(at: 4) ?? 0)
            )
        }
    }

    func note(_ progress: IngestProgress) throws(SQLiteError) {
        try replaceProgress.runOnce(
            .text(progress.source),
            .integer(Int64(progress.offset)),
            .integer(Int64(progress.line)),
            .integer(Int64(progress.lastLineOffset)),
            .text(progress.lastLineHash),
            .integer(Int64(progress.refused))
        )
    }
}
