import Digest
import SQLite
import Testing

@testable import SessionRecords

@Suite struct SessionSchemaTests {
    /// A released step never changes. A new one is added below, with its hash here.
    @Test func stepsAreFrozen() {
        #expect(
            sessionSchema.steps.map { sha256($0.sql).hex } == [
                "480cb466671fa3d95e0159f2a7535d7602c9789d1bb96e9ad9621e5ce274eac9",
                "1978b98d5c7204b6254b9e096b0b47f3ba73cadb89936e360383a1465632ba74",
                "12576ac578e3366c2169805bfc41b90c20a7ce9152019b4bf1eb4dfb8abee654",
                "8db54f92ff097ee0a5f3f58a4a64c10e528858109c61fbd050760506b56ad10d",
            ]
        )
    }

    @Test(arguments: 0...4)
    func everyVersionReachesTheNewestAndKeepsItsNodes(_ version: Int) throws {
        let database = try Database(":memory:")
        try database.execute("PRAGMA foreign_keys = ON")
        try database.migrate(to: sessionSchema, version: version)
        let old = try turn(["old", "answer"], org: nil)
        if version == 1 {
            for node in old.nodes {
                try database.prepare(
                    "INSERT INTO nodes (hash, parent_hash, role, content, input_tokens, created_at) VALUES (?, ?, ?, ?, ?, 't')"
                ).run(
                    .text(node.hash),
                    .optional(node.parentHash),
                    .text(node.role),
                    .text(node.content),
                    .optional(node.tokens.input)
                )
            }
        }
        let store = try SQLiteSessionStore(database)
        #expect(try database.currentVersion() == 4)
        // What was there stays there, bound to no session.
        let inserted = try store.ingest(old).insertedNodes
        #expect(inserted == (version == 1 ? 0 : 2))
        #expect(try database.integer("SELECT count(*) FROM nodes WHERE session_id IS NULL") == (version == 1 ? 2 : 0))
        #expect(try store.ingest(try turn(["new"])).insertedNodes == 1)
        #expect(try database.integer("SELECT count(*) FROM pragma_foreign_key_check") == 0)
    }

    /// How far a file was read is kept, and what was refused before nobody counted.
    @Test func progressIsKeptFromTheVersionThatBroughtIt() throws {
        let database = try Database(":memory:")
        try database.migrate(to: sessionSchema, version: 3)
        try database.execute("INSERT INTO ingest_progress VALUES ('f', 10, 2, 5, 'h')")
        let store = try SQLiteSessionStore(database)
        let kept = IngestProgress(source: "f", offset: 10, line: 2, lastLineOffset: 5, lastLineHash: "h", refused: 0)
        #expect(try store.progress(ofSource: "f") == kept)
    }

    @Test func newerDatabasesAreRefused() throws {
        let database = try Database(":memory:")
        try database.migrate(to: sessionSchema)
        try database.execute("PRAGMA user_version = 99")
        #expect(throws: SQLiteError.newerSchema(found: 99, known: 4)) { try SQLiteSessionStore(database) }
        let trail = try Database(":memory:")
        try trail.migrate(to: trailSchema)
        #expect(throws: SQLiteError.foreignDatabase(applicationID: 0x7472_6169)) { try SQLiteSessionStore(trail) }
    }
}
