import Testing

@testable import SQLite

@Suite struct SchemaTests {
    private let schema = SQLiteSchema(
        applicationID: 0x7465_7374,
        steps: [
            .init("people", "CREATE TABLE person (name TEXT PRIMARY KEY); INSERT INTO person VALUES ('Ada');"),
            .init("ages", "ALTER TABLE person ADD COLUMN age INTEGER"),
            .init("pets", "CREATE TABLE pet (name TEXT, owner TEXT REFERENCES person(name))"),
        ]
    )

    @Test(arguments: 0...3)
    func everyVersionReachesTheNewest(_ start: Int) throws {
        let database = try Database(":memory:")
        try database.migrate(to: schema, version: start)
        #expect(try database.currentVersion() == start)
        try database.migrate(to: schema)
        #expect(try database.currentVersion() == 3)
        #expect(try database.integer("SELECT count(*) FROM person WHERE age IS NULL") == 1)
        #expect(try database.integer("SELECT count(*) FROM pet") == 0)
        // Nothing left to do.
        var seen: [String] = []
        database.willRun = { seen.append($0) }
        try database.migrate(to: schema)
        #expect(!seen.contains { $0.hasPrefix("BEGIN") })
    }

    @Test func newerAndForeignFilesAreRefused() throws {
        let newer = try Database(":memory:")
        try newer.migrate(to: schema)
        try newer.execute("PRAGMA user_version = 9")
        #expect(throws: SQLiteError.newerSchema(found: 9, known: 3)) { try newer.migrate(to: schema) }

        let foreign = try Database(":memory:")
        try foreign.execute("PRAGMA application_id = 77")
        #expect(throws: SQLiteError.foreignDatabase(applicationID: 77)) { try foreign.migrate(to: schema) }

        let unmarked = try Database(":memory:")
        try unmarked.execute("CREATE TABLE somebody_elses (v)")
        #expect(throws: SQLiteError.foreignDatabase(applicationID: 0)) { try unmarked.migrate(to: schema) }
        #expect(try unmarked.integer("SELECT count(*) FROM sqlite_master") == 1)
    }

    @Test func aStepThatFailsLeavesTheVersionBefore() throws {
        let broken = SQLiteSchema(
            applicationID: 1,
            steps: schema.steps.prefix(1) + [.init("bad", "CREATE TABLE a (v); CREATE TABLE a (v)")]
        )
        let database = try Database(":memory:")
        #expect(throws: SQLiteError.self) { try database.migrate(to: broken) }
        #expect(try database.currentVersion() == 1)
        #expect(try database.integer("SELECT count(*) FROM sqlite_master WHERE name = 'a'") == 0)
    }
}
