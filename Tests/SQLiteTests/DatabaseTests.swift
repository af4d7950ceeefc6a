import Testing

@testable import SQLite

@Suite struct DatabaseTests {
    @Test func everyTypeSurvives() throws {
        let database = try Database(":memory:")
        try database.execute("CREATE TABLE t (v)")
        let insert = try database.prepare("INSERT INTO t VALUES (?)")
        let values: [SQLiteValue] = [
            .null, .integer(.min), .integer(.max), 0, .real(0.1), .real(-1e300), "", "a\u{0}b", "e\u{301}😀", .blob([]),
            .blob([0, 255, 10]),
        ]
        for value in values { #expect(try insert.run(value) == 1) }
        var read: [SQLiteValue] = []
        try database.prepare("SELECT v FROM t ORDER BY rowid").forEach { row throws(SQLiteError) in
            read.append(try row.value(at: 0))
        }
        #expect(read == values)
        #expect(database.lastInsertedRow == Int64(values.count))
    }

    @Test func errorsCarryCodeMessageAndStatement() throws {
        let database = try Database(":memory:")
        try database.execute("CREATE TABLE t (v TEXT NOT NULL UNIQUE)")
        #expect(throws: SQLiteError.engine(code: 1, message: "no such table: u", sql: "SELECT * FROM u")) {
            try database.prepare("SELECT * FROM u")
        }
        let insert = try database.prepare("INSERT INTO t VALUES (?)")
        #expect(
            throws: SQLiteError.engine(
                code: 1299,
                message: "NOT NULL constraint failed: t.v",
                sql: "INSERT INTO t VALUES (?)"
            )
        ) { try insert.run(nil) }
        try insert.run("a")
        #expect(
            throws: SQLiteError.engine(
                code: 2067,
                message: "UNIQUE constraint failed: t.v",
                sql: "INSERT INTO t VALUES (?)"
            )
        ) { try insert.run("a") }
        // The statement can be used again after an error.
        #expect(try insert.run("b") == 1)
        #expect(throws: SQLiteError.parameterCount(expected: 1, given: 2, sql: insert.sql)) { try insert.run("c", 1) }
        #expect(throws: SQLiteError.self) { try database.prepare(" -- nothing") }
        #expect(throws: SQLiteError.self) { try Database("/nonexistent/folder/file.db") }
    }

    @Test func textThatIsNotUTF8IsAnError() throws {
        let database = try Database(":memory:")
        let select = try database.prepare("SELECT CAST(x'61FF' AS TEXT) AS word")
        #expect(throws: SQLiteError.invalidText(column: "word", sql: select.sql)) {
            try select.first { row throws(SQLiteError) in try row.text(at: 0) }
        }
    }

    @Test func transactionKeepsAllOrNothing() throws {
        let database = try Database(":memory:")
        try database.execute("CREATE TABLE t (v INTEGER PRIMARY KEY)")
        try database.transaction { () throws(SQLiteError) in try database.execute("INSERT INTO t VALUES (1), (2)") }
        #expect(throws: SQLiteError.self) {
            try database.transaction { () throws(SQLiteError) in
                try database.execute("INSERT INTO t VALUES (3)")
                try database.execute("INSERT INTO t VALUES (1)")
            }
        }
        #expect(!database.isInTransaction)
        #expect(try database.integer("SELECT count(*) FROM t") == 2)
    }

    @Test func statementsAreSeenBeforeTheyRun() throws {
        let database = try Database(":memory:")
        var seen: [String] = []
        database.willRun = { seen.append($0) }
        try database.execute("CREATE TABLE t (v); INSERT INTO t VALUES (1), (2);")
        try database.prepare("SELECT v FROM t").forEach { _ in }
        #expect(seen == ["CREATE TABLE t (v);", " INSERT INTO t VALUES (1), (2);", "SELECT v FROM t"])
    }

    @Test func anotherConnectionsLockIsBusy() throws {
        try withTemporaryFolder { folder in
            let first = try Database(folder + "/a.db", busyTimeout: 1)
            let second = try Database(folder + "/a.db", busyTimeout: 1)
            try first.useDurableJournal()
            try first.execute("CREATE TABLE t (v)")
            try first.execute("BEGIN IMMEDIATE")
            let failure = #expect(throws: SQLiteError.self) { try second.execute("BEGIN IMMEDIATE") }
            #expect(failure?.isBusy == true)
            try first.execute("COMMIT")
            try second.execute("INSERT INTO t VALUES (1)")
            #expect(try first.integer("SELECT count(*) FROM t") == 1)
            #expect(try first.integer("PRAGMA synchronous") == 2)
        }
    }
}
