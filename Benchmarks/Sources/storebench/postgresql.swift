#if PostgreSQL
import CStoreLoop
import Foundation
import PostgreSQL
import SessionRecords

/// Our store by pipelines, by one round trip a statement, and the bare loop over the same calls.
func measurePostgreSQL(_ turns: [Turn], _ info: String, rounds: Int) throws {
    for (what, batch) in [("batches of 256", 256), ("single turns", 1)] {
        let part = batch == 1 ? turns.count / 5 : turns.count
        func emptied() throws -> Connection {
            let connection = try Connection(info)
            try connection.execute("DROP TABLE IF EXISTS nodes, sessions, ingest_progress, schemagen_store")
            return connection
        }
        func ingest(_ store: PostgreSQLSessionStore) throws {
            for start in stride(from: 0, to: part, by: batch) {
                _ = try store.ingest(Array(turns[start..<min(part, start + batch)]), noting: nil)
            }
        }
        func ours(isPipelined: Bool) throws -> Double {
            let store = try PostgreSQLSessionStore(emptied(), isPipelined: isPipelined)
            return try seconds { try ingest(store) }
        }
        var calls: [Call] = []
        do {
            let connection = try emptied()
            let store = try PostgreSQLSessionStore(connection)
            connection.willSend = { calls.append($0) }
            try ingest(store)
        }
        let plain = plainCalls(Array(turns[..<part]), batch)
        let loop = loopCalls(calls)
        let plainLoop = loopCalls(plain)
        func bare(_ loop: UnsafeMutablePointer<csl_call>, _ count: Int) throws -> Double {
            // The store makes the tables; the loop then has a connection of its own.
            _ = try PostgreSQLSessionStore(emptied())
            guard let bare = csl_postgresql_open(info) else { throw LoopFailure() }
            defer { csl_postgresql_close(bare) }
            for (name, sql) in PostgreSQLSessionStore.statements + plainStatements {
                if csl_postgresql_prepare(bare, name, sql) == 0 { throw LoopFailure() }
            }
            var isGood: Int32 = 0
            let time = seconds { isGood = csl_postgresql_run(bare, loop, Int32(count)) }
            if isGood == 0 { throw LoopFailure() }
            return time
        }
        try comparePairs(
            "PostgreSQL, \(what)",
            "turns",
            count: part,
            rounds: rounds,
            ("pipelined", "C, a statement a message, a round trip each"),
            { try ours(isPipelined: true) },
            { try bare(plainLoop, plain.count) }
        )
        try comparePairs(
            "PostgreSQL, \(what)",
            "turns",
            count: part,
            rounds: rounds,
            ("pipelined", "C, the same statements, a round trip each"),
            { try ours(isPipelined: true) },
            { try bare(loop, calls.count) }
        )
        try comparePairs(
            "PostgreSQL, \(what)",
            "turns",
            count: part,
            rounds: rounds,
            ("pipelined", "ours, the same statements, a round trip each"),
            { try ours(isPipelined: true) },
            { try ours(isPipelined: false) }
        )
    }
}

/// What a driver does that takes a turn apart: the session looked up and made, each message put in by itself, the
/// counters, as the SQLite store does.
private let plainStatements: [(name: String, sql: String)] = [
    (
        "plain_find",
        """
        SELECT id, parent_session_id, is_placeholder FROM sessions
        WHERE org_id = $1::uuid AND harness_id = $2::text AND harness_session_id = $3::text
        """
    ),
    (
        "plain_session",
        """
        INSERT INTO sessions (id, org_id, harness_id, harness_session_id, is_placeholder, first_seen_at, last_seen_at)
        VALUES ($1::uuid, $2::uuid, $3::text, $4::text, false, $5::timestamptz, $5::timestamptz)
        """
    ),
    (
        "plain_node",
        """
        INSERT INTO nodes
          (org_id, hash, parent_hash, role, content, model, provider, input_tokens, output_tokens, session_id, created_at)
        VALUES ($1::uuid, $2::text, $3::text, $4::text, $5::text, $6::text, $7::text, $8::bigint, $9::bigint,
          $10::uuid, $11::timestamptz)
        ON CONFLICT (org_id, hash) DO NOTHING
        """
    ),
    (
        "plain_count",
        """
        UPDATE sessions SET turn_count = turn_count + 1, total_input_tokens = total_input_tokens + $1::bigint,
          total_output_tokens = total_output_tokens + $2::bigint, last_seen_at = $3::timestamptz
        WHERE org_id = $4::uuid AND id = $5::uuid
        """
    ),
]

private func plainCalls(_ turns: [Turn], _ batch: Int) -> [Call] {
    let now = "2026-05-22T16:00:00.000Z"
    var ids: [SessionKey: String] = [:]
    var calls: [Call] = []
    for (number, turn) in turns.enumerated() {
        if number % batch == 0 { calls.append(Call("turn_begin", [])) }
        let key = turn.session
        calls.append(Call("plain_find", [key.orgID, key.harnessID, key.harnessSessionID]))
        let id = ids[key] ?? "0190aaaa-0000-7000-8000-" + String(100_000_000_000 + number)
        if ids.updateValue(id, forKey: key) == nil {
            calls.append(Call("plain_session", [id, key.orgID, key.harnessID, key.harnessSessionID, now]))
        }
        for node in turn.nodes {
            let tokens = [node.tokens.input, node.tokens.output].map { $0.map { String($0) } }
            calls.append(
                Call(
                    "plain_node",
                    [key.orgID, node.hash, node.parentHash, node.role, node.content, node.model, node.provider]
                        + tokens + [id, now]
                )
            )
        }
        calls.append(Call("plain_count", ["200", "14", now, key.orgID, id]))
        if number % batch == batch - 1 || number == turns.count - 1 { calls.append(Call("turn_commit", [])) }
    }
    return calls
}

/// Never freed: the program ends after it has measured.
private func loopCalls(_ calls: [Call]) -> UnsafeMutablePointer<csl_call> {
    let loop = UnsafeMutablePointer<csl_call>.allocate(capacity: calls.count)
    for (number, call) in calls.enumerated() {
        let values = UnsafeMutablePointer<UnsafePointer<CChar>?>.allocate(capacity: call.values.count + 1)
        for (index, value) in call.values.enumerated() { values[index] = value.map { UnsafePointer(strdup($0)) } }
        loop[number] = csl_call(
            statement: UnsafePointer(strdup(call.statement)),
            values: UnsafePointer(values),
            count: Int32(call.values.count)
        )
    }
    return loop
}
#endif
