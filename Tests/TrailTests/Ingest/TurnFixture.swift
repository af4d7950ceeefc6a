import Digest
import JSONCore
import SQLite

@testable import SessionRecords

/// A conversation as the JSON of its nodes, each with the hash that it must have.
func conversation(_ texts: [String], tokens: Int64 = 10) -> [JSONValue] {
    var nodes: [JSONValue] = []
    var parent = JSONValue.null
    for (index, text) in texts.enumerated() {
        var node = JSONObject([
            .init(key: "parent_hash", value: parent),
            .init(key: "role", value: .string(index % 2 == 0 ? "user" : "assistant")),
            .init(key: "content", value: .string(text)),
        ])
        if index % 2 == 1 {
            node["model"] = .string("m-1")
            node["provider"] = .string("p")
        }
        let hash = (try? JSONValue.object(node).canonicalBytes()).map { sha256($0).hex } ?? ""
        node["hash"] = .string(hash)
        node["input_tokens"] = .number(JSONNumber(tokens))
        node["output_tokens"] = .number(JSONNumber(tokens * 2))
        nodes.append(.object(node))
        parent = .string(hash)
    }
    return nodes
}

func envelope(_ session: [(String, JSONValue)]?, _ nodes: [JSONValue]) -> JSONValue {
    var members: [JSONObject.Member] = []
    if let session {
        members.append(
            .init(key: "session", value: .object(JSONObject(session.map { .init(key: $0.0, value: $0.1) })))
        )
    }
    return .object(JSONObject(members + [.init(key: "nodes", value: .array(nodes))]))
}

let someOrganisation = "0190aaaa-0000-7000-8000-000000000001"

/// A turn of a harness's session, forked from a parent if one is given.
func turn(
    _ texts: [String],
    harness: String = "claude-code",
    session: String? = "s-1",
    org: String? = someOrganisation,
    parent: (harness: String?, session: String)? = nil,
    more: [(String, JSONValue)] = []
) throws -> Turn {
    var fields = [("harness_id", JSONValue.string(harness))] + more
    if let session { fields.append(("harness_session_id", .string(session))) }
    if let org { fields.append(("org_id", .string(org))) }
    if let parent {
        fields.append(("parent_harness_session_id", .string(parent.session)))
        fields.append(("parent_harness_id", parent.harness.map(JSONValue.string) ?? .null))
    }
    return try Turn(validating: envelope(fields, conversation(texts)))
}

/// An in-memory store with ids and times that are the same in every run, and its connection.
func memoryStore() throws -> (SQLiteSessionStore, Database) {
    let database = try Database(":memory:")
    try database.execute("PRAGMA foreign_keys = ON")
    var ids = 0
    var seconds = 0
    let store = try SQLiteSessionStore(
        database,
        newID: {
            ids += 1
            return "id-\(ids)"
        },
        now: {
            seconds += 1
            return "t-\(seconds)"
        }
    )
    return (store, database)
}

/// Every row of every table as text.
func dump(_ database: Database) throws -> [String] {
    var rows: [String] = []
    for table in ["sessions", "nodes", "ingest_progress"] {
        try database.prepare("SELECT * FROM \(table) ORDER BY 1, 2, 3, 4").forEach { row throws(SQLiteError) in
            var cells: [String] = []
            for column in 0..<row.columnCount { cells.append("\(try row.value(at: column))") }
            rows.append(table + ": " + cells.joined(separator: " | "))
        }
    }
    return rows
}

/// The same with the store's own ids and clock left out: what two stores that took the same turns in must agree on.
func dumpWithoutIDs(_ database: Database) throws -> [String] {
    var rows: [String] = []
    let queries = [
        """
        SELECT s.org_id, s.harness_id, s.harness_session_id, p.org_id, p.harness_id, p.harness_session_id,
               s.is_placeholder, s.auth_subject, s.harness_version, s.cwd, s.name, s.harness_metadata, s.turn_count,
               s.total_input_tokens, s.total_output_tokens, s.total_cost_usd
        FROM sessions s LEFT JOIN sessions p ON p.id = s.parent_session_id ORDER BY 1, 2, 3
        """,
        """
        SELECT n.org_id, n.hash, n.parent_hash, n.role, n.content, n.model, n.provider, n.input_tokens,
               n.output_tokens, s.harness_id, s.harness_session_id
        FROM nodes n JOIN sessions s ON s.id = n.session_id ORDER BY 1, 2
        """,
    ]
    for query in queries {
        try database.prepare(query).forEach { row throws(SQLiteError) in
            var cells: [String] = []
            for column in 0..<row.columnCount { cells.append("\(try row.value(at: column))") }
            rows.append(cells.joined(separator: " | "))
        }
    }
    return rows
}
