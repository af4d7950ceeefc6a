import Foundation
import JSONCore
import SessionRecords

// storebench FOLDER [--rounds N] [--sessions N]: measures the stores beside bare loops in C, and SHA-256. `./stores`
// does everything.

var arguments = Array(CommandLine.arguments.dropFirst())
@MainActor
func option(_ name: String, _ standard: Int) -> Int {
    guard let place = arguments.firstIndex(of: name), place + 1 < arguments.count else { return standard }
    defer { arguments.removeSubrange(place...(place + 1)) }
    return Int(arguments[place + 1]) ?? standard
}
let rounds = option("--rounds", 7)
let sessions = option("--sessions", 1500)
guard arguments.count == 1 else {
    print("usage: storebench FOLDER [--rounds N] [--sessions N]")
    exit(2)
}
let folder = arguments[0]
try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)

print("| what | this | the other | ratio, median (all) |")
print("|---|---|---|---|")
measureHashing(rounds: rounds)

let values = makeTurns(sessions: sessions, turnsEach: 5)
let turns = try values.map { try Turn(validating: $0) }
try measureSQLite(turns, folder: folder, rounds: rounds)

// From the file, validation and hashes included.
let lines = folder + "/turns.jsonl"
try Data(values.flatMap { Array($0.jsonText.utf8) + [0x0A] }).write(to: URL(filePath: lines))
let size = try Data(contentsOf: URL(filePath: lines)).count
for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: folder + "/file.db" + suffix) }
let store = try SQLiteSessionStore(path: folder + "/file.db")
let time = try seconds { _ = try ingestTurns(from: lines, into: store) }
let rate = String(format: "%.0f turns/s, %.1f MB/s", Double(turns.count) / time, Double(size) / time / 1e6)
print("| SQLite, a file of turns, validated and hashed | \(rate) | | |")

#if PostgreSQL
if let info = ProcessInfo.processInfo.environment["SCHEMAGEN_TEST_POSTGRESQL"] {
    // Fewer: six ways are measured, and each waits for the server.
    let fewer = try makeTurns(sessions: max(60, sessions / 8), turnsEach: 5).map { try Turn(validating: $0) }
    try measurePostgreSQL(fewer, info, rounds: rounds)
} else {
    print("| PostgreSQL | no server: run through Scripts/with-postgresql | | |")
}
#else
print("| PostgreSQL | not built in: --traits PostgreSQL | | |")
#endif
