import CStoreLoop
import Foundation
import SQLite
import SessionRecords

/// Our store and the bare loop, each with a new database in the same folder.
func measureSQLite(_ turns: [Turn], folder: String, rounds: Int) throws {
    let loop = LoopTurns(turns)
    let statements = try storeStatements(turns)
    var runs = 0
    func emptyDatabase() throws -> String {
        runs += 1
        let path = "\(folder)/\(runs).db"
        for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
        _ = try SQLiteSessionStore(path: path)
        return path
    }
    for (what, batch, part) in [("batches of 256", 256, turns.count), ("single turns, WAL", 1, turns.count / 5)] {
        try comparePairs(
            "SQLite, \(what)",
            "turns",
            count: part,
            rounds: rounds,
            ("ours", "C"),
            {
                let store = try SQLiteSessionStore(path: emptyDatabase())
                return try seconds {
                    for start in stride(from: 0, to: part, by: batch) {
                        _ = try store.ingest(Array(turns[start..<min(part, start + batch)]), noting: nil)
                    }
                }
            },
            {
                guard let store = csl_sqlite_open(try emptyDatabase(), statements) else { throw LoopFailure() }
                defer { csl_sqlite_close(store) }
                var inserted: Int64 = 0
                let time = seconds { inserted = csl_sqlite_run(store, loop.turns, Int32(part), Int32(batch)) }
                if inserted <= 0 { throw LoopFailure() }
                return time
            }
        )
    }
}

struct LoopFailure: Error {}

/// The texts of the store's own statements, in the order in which the loop wants them.
private func storeStatements(_ turns: [Turn]) throws -> [UnsafePointer<CChar>?] {
    let database = try Database(":memory:")
    var seen: [String] = []
    let store = try SQLiteSessionStore(database)
    database.willRun = { if !seen.contains($0) { seen.append($0) } }
    for turn in turns.filter({ $0.session == turns[0].session }) { _ = try store.ingest(turn) }
    let beginnings = [
        "BEGIN", "COMMIT", "SELECT id, parent", "INSERT INTO sessions", "SELECT 1 FROM nodes",
        "INSERT INTO nodes", "UPDATE sessions SET\n  turn_count", "UPDATE sessions SET\n  is_placeholder",
    ]
    return try beginnings.map { beginning in
        guard let text = seen.first(where: { $0.hasPrefix(beginning) }) else { throw LoopFailure() }
        return UnsafePointer(strdup(text))
    }
}

/// The turns as C sees them. Never freed: the program ends after it has measured.
private struct LoopTurns {
    let turns: UnsafeMutablePointer<csl_turn>

    init(_ turns: [Turn]) {
        func text(_ text: String?) -> UnsafePointer<CChar>? { text.map { UnsafePointer(strdup($0)) } }
        self.turns = .allocate(capacity: turns.count)
        for (number, turn) in turns.enumerated() {
            let nodes = UnsafeMutablePointer<csl_node>.allocate(capacity: turn.nodes.count)
            for (index, node) in turn.nodes.enumerated() {
                nodes[index] = csl_node(
                    hash: text(node.hash),
                    parent_hash: text(node.parentHash),
                    role: text(node.role),
                    content: text(node.content),
                    model: text(node.model),
                    provider: text(node.provider),
                    input_tokens: node.tokens.input ?? -1,
                    output_tokens: node.tokens.output ?? -1
                )
            }
            self.turns[number] = csl_turn(
                id: text("0190aaaa-0000-7000-8000-" + String(100_000_000_000 + number)),
                org: text(turn.session.orgID),
                harness: text(turn.session.harnessID),
                session: text(turn.session.harnessSessionID),
                nodes: UnsafePointer(nodes),
                count: Int32(turn.nodes.count)
            )
        }
    }
}
