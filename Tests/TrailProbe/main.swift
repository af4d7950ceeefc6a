import SQLite
import SessionRecords

#if PostgreSQL
import PostgreSQL
#endif

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

// Takes turns in as `sessionlog ingest` does, and dies by SIGKILL right before the statement of the given number.
//
//     TrailProbe DATABASE TURNS BATCHSIZE [STATEMENT] [pipelined]
//     TrailProbe trail FILE RECORDS PERSESSION [limit BYTES | torn BYTES | survive BYTES | statement N]
//
// DATABASE is an SQLite file or, built with PostgreSQL, what libpq connects to: `host=…`.
//
// Prints how many statements ran when it came to the end. The second form keeps a trail: see `keepTrail`.

let arguments = CommandLine.arguments
if arguments.count >= 5, arguments[1] == "trail", let records = Int(arguments[3]), let perSession = Int(arguments[4]) {
    let number = arguments.count > 6 ? Int(arguments[6]) : nil
    let how = arguments.count > 5 ? arguments[5] : ""
    do {
        try keepTrail(
            arguments[2],
            records: records,
            perSession: perSession,
            fileLimit: how == "statement" ? nil : number,
            atLimit: how == "survive" ? .goOn : how == "torn" ? .die : .fail,
            fatalStatement: how == "statement" ? number : nil
        )
    } catch {
        print("failed: \(error)")
        exit(1)
    }
    exit(0)
}
guard arguments.count >= 4, let batchSize = Int(arguments[3]) else {
    print("usage: TrailProbe DATABASE TURNS BATCHSIZE [STATEMENT]")
    exit(64)
}
let fatalStatement = arguments.count > 4 ? Int(arguments[4]) : nil

do {
    var statements = 0
    func count(_ statement: String) {
        statements += 1
        if statements == fatalStatement { kill(getpid(), SIGKILL) }
    }
    func run(_ store: some SessionStore) throws {
        let report = try ingestTurns(from: arguments[2], into: store, source: "turns", batchSize: batchSize)
        print(statements, report.turns, report.insertedNodes)
    }

    #if PostgreSQL
    if arguments[1].hasPrefix("host=") {
        let connection = try Connection(arguments[1])
        let store = try PostgreSQLSessionStore(connection, isPipelined: arguments.last == "pipelined")
        connection.willSend = { count($0.statement) }
        try run(store)
        exit(0)
    }
    #endif
    let database = try Database(arguments[1])
    database.willRun = count
    try database.useDurableJournal()
    try run(try SQLiteSessionStore(database))
} catch {
    print(error)
    exit(1)
}
