#if PostgreSQL
import JSONCore
public import PostgreSQL

/// Turns in a PostgreSQL database, of version 14 or newer; built with the package trait `PostgreSQL`.
///
/// A batch goes out as a pipeline: no statement needs an answer of an earlier one, because rows are found by their
/// natural keys. So a batch costs a few round trips, whatever its size.
public final class PostgreSQLSessionStore: SessionStore {
    private let connection: Connection
    private let newID: () -> String
    private let now: () -> String
    private let isPipelined: Bool

    /// The prepared statements by their names, for whoever wants to look at their plans or to run them by other means.
    public static var statements: [(name: String, sql: String)] { sessionCalls }

    /// Connects and brings the tables to this release's version.
    public convenience init(_ info: String) throws(SessionStoreError) {
        do { try self.init(Connection(info)) } catch {
            throw .postgreSQL(state: error.state, message: error.message)
        }
    }

    /// Takes over a connection.
    ///
    /// - Parameter isPipelined: false waits for each statement's answer before the next: for measuring what the
    ///   pipeline is worth, and for poolers that do not know pipelines.
    public init(
        _ connection: Connection,
        isPipelined: Bool = true,
        newID: @escaping () -> String = { UUID128.v7().description },
        now: @escaping () -> String = { Timestamp.now(fractionDigits: 3).description }
    ) throws(PostgreSQLError) {
        try connection.migrateSessionTables()
        self.connection = connection
        self.newID = newID
        self.now = now
        self.isPipelined = isPipelined
        for (name, sql) in sessionCalls { try connection.prepare(name, sql) }
    }

    public func ingest(
        _ turns: [Turn],
        noting progress: IngestProgress?
    ) throws(SessionStoreError) -> [IngestResult] {
        var attempt = 0
        while true {
            do { return try once(turns, progress) } catch {
                if connection.isInTransaction { try? connection.execute("ROLLBACK") }
                attempt += 1
                // Two batches may lock the same sessions in different orders; the server then ends one of them.
                guard error.isTransient, attempt < 10 else {
                    throw .postgreSQL(state: error.state, message: error.message)
                }
            }
        }
    }

    public func progress(ofSource source: String) throws(SessionStoreError) -> IngestProgress? {
        do {
            guard let row = try connection.run(Call("turn_progress", [source])).rows.first else { return nil }
            return IngestProgress(
                source: source,
                offset: number(row, 0),
                line: number(row, 1),
                lastLineOffset: number(row, 2),
                lastLineHash: row[3] ?? "",
                refused: number(row, 4)
            )
        } catch {
            throw .postgreSQL(state: error.state, message: error.message)
        }
    }

    private func once(_ turns: [Turn], _ progress: IngestProgress?) throws(PostgreSQLError) -> [IngestResult] {
        var calls = [Call("turn_begin", [])]
        var places: [Int] = []
        for turn in turns {
            let now = now()
            if let parent = turn.parent { calls.append(placeholder(parent, of: turn.session, now)) }
            calls.append(session(turn, now))
            places.append(calls.count)
            calls.append(nodes(turn, now))
        }
        if let progress {
            calls.append(
                Call(
                    "turn_note",
                    [
                        progress.source, String(progress.offset), String(progress.line),
                        String(progress.lastLineOffset), progress.lastLineHash, String(progress.refused),
                    ]
                )
            )
        }
        calls.append(Call("turn_commit", []))
        let answers = isPipelined ? try connection.pipeline(calls) : try oneByOne(calls)
        return places.map { place in
            let row = answers[place].rows.first ?? [nil, nil, nil]
            return IngestResult(sessionID: row[0] ?? "", parentSessionID: row[1], insertedNodes: number(row, 2))
        }
    }

    private func oneByOne(_ calls: [Call]) throws(PostgreSQLError) -> [Rows] {
        var answers: [Rows] = []
        for call in calls { answers.append(try connection.run(call)) }
        return answers
    }

    private func placeholder(_ parent: SessionKey, of child: SessionKey, _ now: String) -> Call {
        Call(
            "turn_placeholder",
            [
                newID(), parent.orgID, parent.harnessID, parent.harnessSessionID, now, child.harnessID,
                child.harnessSessionID,
            ]
        )
    }

    private func session(_ turn: Turn, _ now: String) -> Call {
        let key = turn.session
        return Call(
            "turn_session",
            [
                newID(), key.orgID, key.harnessID, key.harnessSessionID, turn.parent?.harnessID,
                turn.parent?.harnessSessionID, now,
            ] + values(turn.details)
        )
    }

    private func nodes(_ turn: Turn, _ now: String) -> Call {
        let key = turn.session
        let nodes = turn.nodes
        func texts(_ field: (TurnNode) -> String?) -> String { arrayLiteral(nodes.map(field)) }
        func counts(_ field: (TokenCounts) -> Int64?) -> String {
            arrayLiteral(nodes.map { field($0.tokens).map { String($0) } })
        }
        return Call(
            "turn_nodes",
            [
                key.orgID, key.harnessID, key.harnessSessionID, turn.parent?.harnessID,
                turn.parent?.harnessSessionID, now,
            ] + values(turn.details) + [
                texts(\.hash), texts(\.parentHash), texts(\.role), texts(\.content), texts(\.model),
                texts(\.provider), counts(\.input), counts(\.output), counts(\.cacheCreation), counts(\.cacheRead),
            ]
        )
    }

    private func values(_ details: SessionDetails) -> [String?] {
        [details.authSubject, details.harnessVersion, details.workingFolder, details.name, details.metadata]
    }
}

private func number(_ row: [String?], _ column: Int) -> Int {
    row[column].flatMap { Int($0) } ?? 0
}
#endif
