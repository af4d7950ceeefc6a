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

    @Test(arguments: [-1, -2_147_483_648])
    func `A version that no release has written is refused`(_ version: Int) throws {
        let database = try Database(":memory:")
        try database.migrate(to: schema)
        try database.execute("PRAGMA user_version = \(version)")
        #expect(throws: SQLiteError.unknownSchema(found: version)) { try database.migrate(to: schema) }
        #expect(throws: SQLiteError.unknownSchema(found: version)) { try database.requireVersion(of: schema) }
    }

    @Test(arguments: [
        ("trigger", "quiet", "CREATE TRIGGER quiet BEFORE INSERT ON person BEGIN SELECT raise(IGNORE); END"),
        ("view", "people", "CREATE VIEW people AS SELECT * FROM person"),
        (
            "view", "pet",
            """
            DROP TABLE pet;
            CREATE VIEW pet AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT i AS name FROM n;
            """
        ),
        // A virtual table says that it is one in its text alone.
        (
            "table", "notes",
            """
            PRAGMA writable_schema = ON;
            INSERT INTO sqlite_master
            VALUES ('table', 'notes', 'notes', 0, 'CREATE VIRTUAL TABLE notes USING gone (note)');
            """
        ),
    ])
    func `What is neither table nor index is refused`(_ kind: String, _ name: String, _ change: String) throws {
        try withTemporaryFolder { folder in
            do {
                let database = try Database(folder + "/a.db")
                try database.migrate(to: schema)
                try database.execute("CREATE INDEX by_age ON person (age); CREATE UNIQUE INDEX by_owner ON pet (owner)")
                try database.migrate(to: schema)
                try database.execute(change)
            }
            let database = try Database(folder + "/a.db")
            let refusal = SQLiteError.foreignPart(kind: kind, name: name)
            #expect(throws: refusal) { try database.migrate(to: schema) }
            #expect(throws: refusal) { try database.requireVersion(of: schema) }
        }
    }
}
