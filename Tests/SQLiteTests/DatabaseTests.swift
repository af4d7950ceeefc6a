import FoundationEssentials
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

    @Test func `A statement that must write one row says when it wrote none`() throws {
        let database = try Database(":memory:")
        try database.execute("CREATE TABLE t (v UNIQUE ON CONFLICT IGNORE)")
        let insert = try database.prepare("INSERT INTO t VALUES (?)")
        try insert.runOnce("a")
        #expect(throws: SQLiteError.notOneRow(touched: 0, sql: insert.sql)) { try insert.runOnce("a") }
        try insert.runOnce("b")
        #expect(try database.integer("SELECT count(*) FROM t") == 2)
    }

    @Test func `A new file and those beside it are their owner's alone`() throws {
        try withTemporaryFolder { folder in
            let database = try Database(folder + "/a.db")
            try database.useDurableJournal()
            try database.execute("CREATE TABLE t (v)")
            for name in ["a.db", "a.db-wal", "a.db-shm"] {
                #expect(try permissions(folder + "/" + name) == 0o600, "\(name)")
            }
            // One that is there keeps its own.
            let there = folder + "/b.db"
            #expect(FileManager.default.createFile(atPath: there, contents: nil))
            try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: there)
            _ = try Database(there)
            #expect(try permissions(there) == 0o640)
        }
    }

    @Test(arguments: ["a.db", "a b?c=d&e#f%41.db", "/é\u{1}+.db", "q?immutable=0.db"])
    func `A file that nobody changes is read without another beside it`(_ name: String) throws {
        try withTemporaryFolder { folder in
            let path = folder + "/" + name
            do {
                let database = try Database(path)
                try database.useDurableJournal()
                try database.execute("CREATE TABLE t (v); INSERT INTO t VALUES (7)")
            }
            let database = try Database(path, .immutable)
            #expect(try database.integer("SELECT v FROM t") == 7)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 1)
            #expect(throws: SQLiteError.self) { try database.execute("INSERT INTO t VALUES (8)") }
            #expect(throws: SQLiteError.self) { try Database(path + "x", .immutable) }
        }
    }

    private func permissions(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
}
