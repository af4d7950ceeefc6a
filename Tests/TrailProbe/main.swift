import SQLite
import SessionRecords

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

// Takes turns in as `sessionlog ingest` does, and dies by SIGKILL right before the statement of the given number.
//
//     TrailProbe DATABASE TURNS BATCHSIZE [STATEMENT]
//
// Prints how many statements ran when it came to the end.

let arguments = CommandLine.arguments
guard arguments.count >= 4, let batchSize = Int(arguments[3]) else {
    print("usage: TrailProbe DATABASE TURNS BATCHSIZE [STATEMENT]")
    exit(64)
}
let fatalStatement = arguments.count > 4 ? Int(arguments[4]) : nil

do {
    let database = try Database(arguments[1])
    var statements = 0
    database.willRun = { _ in
        statements += 1
        if statements == fatalStatement { kill(getpid(), SIGKILL) }
    }
    try database.useDurableJournal()
    let store = try SQLiteSessionStore(database)
    let report = try ingestTurns(from: arguments[2], into: store, source: "turns", batchSize: batchSize)
    print(statements, report.turns, report.insertedNodes)
} catch {
    print(error)
    exit(1)
}
