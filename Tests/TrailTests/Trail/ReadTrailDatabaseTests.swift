import FoundationEssentials
import RecordLog
import SQLite
import Testing

@testable import SessionRecords

/// Databases that belong to somebody else. What this process may write is made up here, because tests may run as one
/// that may write everything.
@Suite struct ReadTrailDatabaseTests {
    private func makeTrail(_ path: String) throws {
        let trail = ThoughtTrail(try SQLiteTrailStore(path: path), source: .counting())
        _ = try trail.record(type: "plan", task: "T", agent: "a", content: "c", session: "S")
        _ = try trail.finalize("S")
    }

    private func names(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    }

    @Test(arguments: ["the file", "the folder"])
    func `What may not be written is read and nothing is left beside it`(_ closed: String) throws {
        try withTemporaryFolder { folder in
            let path = folder + "/t.db"
            try makeTrail(path)
            let bytes = try Data(contentsOf: URL(filePath: path))
            let found = FoundDatabase(path) { $0.hasSuffix(".db") == (closed == "the folder") }
            let store = try SQLiteTrailStore(reading: found)
            #expect(try names(folder) == ["t.db"], "while it is open")
            let trail = ThoughtTrail(store)
            #expect(try trail.verify(session: "S").isIntact)
            #expect(throws: TrailError.readOnly) { try trail.record(type: "p", task: "T", agent: "a", content: "c") }
            #expect(try names(folder) == ["t.db"])
            #expect(try Data(contentsOf: URL(filePath: path)) == bytes)
        }
    }

    /// The journals lie beside the file and not beside a link to it.
    @Test(arguments: ["t.db", "link.db"])
    func `A journal with changes is not passed over`(_ name: String) throws {
        try withTemporaryFolder { folder in
            let path = folder + "/t.db"
            try makeTrail(path)
            try FileManager.default.createDirectory(atPath: folder + "/links", withIntermediateDirectories: true)
            try FileManager.default.createSymbolicLink(
                atPath: folder + "/links/link.db",
                withDestinationPath: "../t.db"
            )
            let real = FoundDatabase(path).path
            let writer = ThoughtTrail(try SQLiteTrailStore(path: path))
            _ = try writer.record(type: "plan", task: "T", agent: "a", content: "d")
            let before = try names(folder)
            let asked = folder + (name == "t.db" ? "/t.db" : "/links/link.db")
            #expect(throws: SQLiteError.pendingChanges(path: real)) {
                try SQLiteTrailStore(reading: FoundDatabase(asked) { _ in false })
            }
            #expect(try names(folder) == before)
            // Who may write sees them.
            #expect(try ThoughtTrail(SQLiteTrailStore(readingFrom: asked)).verify().recordCount == 2)
        }
    }

    @Test func `What is written while it is read without locks is no finding`() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/t.db"
            try makeTrail(path)
            let reader = ThoughtTrail(try SQLiteTrailStore(reading: FoundDatabase(path) { _ in false }))
            let writer = ThoughtTrail(try SQLiteTrailStore(path: path))
            #expect(try reader.verify().isIntact)
            _ = try writer.record(type: "plan", task: "T", agent: "a", content: "d")
            let real = FoundDatabase(path).path
            #expect(throws: TrailError.database(.changedMeanwhile(path: real))) { try reader.verify() }
        }
    }

    @Test func `A trail's database is its owner's alone`() throws {
        try withTemporaryFolder { folder in
            let trail = ThoughtTrail(try SQLiteTrailStore(path: folder + "/t.db"))
            _ = try trail.record(type: "plan", task: "T", agent: "a", content: "c")
            for name in try names(folder) {
                #expect(try OpenFile.reading(folder + "/" + name).status().permissions == 0o600, "\(name)")
            }
        }
    }
}
