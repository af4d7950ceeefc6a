import Digest
import SQLite
import Testing

@testable import SessionRecords

@Suite struct TrailSchemaTests {
    /// A released step never changes. A new one is added below, with its hash here.
    @Test func stepsAreFrozen() {
        #expect(
            trailSchema.steps.map { sha256($0.sql).hex } == [
                "2fbf5d08725311b2f66c03cc0aa799e40ad369f0a419eb6a7b158ec5dd4fc14b",
                "68a5ff96c016824d86c59d1184e5e4b7fad71ce7a372abf53d6303675e419c5a",
            ]
        )
    }

    @Test(arguments: 0...2)
    func everyVersionOpens(_ version: Int) throws {
        let database = try Database(":memory:")
        try database.migrate(to: trailSchema, version: version)
        let trail = ThoughtTrail(try SQLiteTrailStore(database))
        _ = try trail.record(type: "plan", task: "T", agent: "a", content: "c", session: "S")
        #expect(try trail.finalize("S").recordCount == 1)
        #expect(try trail.verify(session: "S").isIntact)
    }

    /// Several connections write one chain; the database's lock keeps it one.
    @Test func connectionsTakeTurns() throws {
        try withTemporaryFolder { folder in
            let trails = try (0..<3).map { _ in ThoughtTrail(try SQLiteTrailStore(path: folder + "/t.db")) }
            for i in 0..<12 {
                _ = try trails[i % 3].record(type: "plan", task: "T", agent: "a", content: "\(i)", session: "S")
            }
            #expect(try trails[0].verifyChain(task: "T") == ChainReport(taskID: "T", recordCount: 12, findings: []))
            #expect(try trails[1].finalize("S").recordCount == 12)
            #expect(throws: TrailError.sessionFinalized("S")) {
                try trails[2].record(type: "plan", task: "T", agent: "a", content: "late", session: "S")
            }
        }
    }
}
