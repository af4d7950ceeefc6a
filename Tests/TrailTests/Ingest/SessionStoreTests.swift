import JSONCore
import SQLite
import Testing

@testable import SessionRecords

@Suite struct SessionStoreTests {
    @Test func newSessionAndItsNodes() throws {
        let (store, database) = try memoryStore()
        let result = try store.ingest(try turn(["hello", "hi"], more: [("name", .string("first"))]))
        #expect(result == IngestResult(sessionID: "id-1", parentSessionID: nil, insertedNodes: 2))
        #expect(try database.integer("SELECT turn_count FROM sessions") == 1)
        #expect(try database.integer("SELECT total_input_tokens FROM sessions") == 20)
        #expect(try database.integer("SELECT total_output_tokens FROM sessions") == 40)
        #expect(try database.integer("SELECT count(*) FROM nodes WHERE session_id = 'id-1'") == 2)
        #expect(try database.integer("SELECT count(*) FROM sessions WHERE name = 'first'") == 1)
    }

    @Test func laterTurnsCountNewNodesOnly() throws {
        let (store, database) = try memoryStore()
        _ = try store.ingest(try turn(["a", "b"]))
        let result = try store.ingest(try turn(["a", "b", "c", "d"]))
        #expect(result.insertedNodes == 2)
        #expect(result.sessionID == "id-1")
        #expect(try database.integer("SELECT turn_count FROM sessions") == 2)
        #expect(try database.integer("SELECT total_input_tokens FROM sessions") == 40)
        #expect(try database.integer("SELECT count(*) FROM sessions") == 1)
    }

    @Test func repeatedEnvelopesChangeNothing() throws {
        let (store, database) = try memoryStore()
        let turns = [
            try turn(["a", "b"], more: [("name", .string("old"))]),
            try turn(["a", "b", "c"], parent: ("cursor", "p"), more: [("name", .string("new"))]),
            try turn(["x"], session: nil, org: nil),
        ]
        let first = try turns.map { try store.ingest($0) }
        let before = try dump(database)
        for _ in 0..<3 {
            let again = try turns.map { try store.ingest($0) }
            #expect(again.map(\.sessionID) == first.map(\.sessionID))
            #expect(again.map(\.parentSessionID).last == first.map(\.parentSessionID).last)
            #expect(again.allSatisfy { $0.insertedNodes == 0 })
            let after = try dump(database)
            #expect(after == before)
        }
        #expect(try database.integer("SELECT count(*) FROM sessions WHERE name = 'new'") == 1)
    }

    /// The original looked for the parent under the child's harness and made a row that nobody ever filled in.
    @Test func forkAcrossHarnessesLinksToTheRightParent() throws {
        let (store, database) = try memoryStore()
        let child = try store.ingest(
            try turn(["a", "b", "c"], harness: "claude-code", session: "child", parent: ("cursor", "parent"))
        )
        #expect(try database.integer("SELECT is_placeholder FROM sessions WHERE harness_session_id = 'parent'") == 1)
        #expect(try database.integer("SELECT turn_count FROM sessions WHERE harness_session_id = 'parent'") == 0)
        let parent = try store.ingest(
            try turn(["a", "x"], harness: "cursor", session: "parent", more: [("cwd", .string("/src"))])
        )
        #expect(parent.sessionID == child.parentSessionID)
        #expect(try database.integer("SELECT count(*) FROM sessions") == 2)
        #expect(try database.integer("SELECT is_placeholder FROM sessions WHERE cwd = '/src'") == 0)
        #expect(try database.integer("SELECT turn_count FROM sessions WHERE cwd = '/src'") == 1)
        // Only the node that was new was counted and bound to it.
        #expect(try database.integer("SELECT total_input_tokens FROM sessions WHERE cwd = '/src'") == 10)
        #expect(try database.integer("SELECT count(*) FROM nodes WHERE session_id = '\(child.sessionID)'") == 3)
    }

    @Test func parentThatCameFirstIsFound() throws {
        let (store, _) = try memoryStore()
        let parent = try store.ingest(try turn(["a"], harness: "cursor", session: "p"))
        let child = try store.ingest(try turn(["b"], session: "c", parent: ("cursor", "p")))
        #expect(child.parentSessionID == parent.sessionID)
        // Without the parent's harness, as version 1 wrote it, the child's own stands in.
        let old = try store.ingest(try turn(["c"], session: "d", parent: (nil, "c")))
        #expect(old.parentSessionID == child.sessionID)
    }

    /// A placeholder is filled in even when all nodes of the parent's first turn are there already.
    @Test func placeholderIsFilledInWithoutNewNodes() throws {
        let (store, database) = try memoryStore()
        _ = try store.ingest(try turn(["a", "b"], session: "child", parent: ("cursor", "p")))
        let parent = try turn(["a"], harness: "cursor", session: "p", more: [("name", .string("n"))])
        #expect(try store.ingest(parent).insertedNodes == 0)
        #expect(try database.integer("SELECT is_placeholder FROM sessions WHERE name = 'n'") == 0)
        #expect(try database.integer("SELECT turn_count FROM sessions WHERE name = 'n'") == 0)
        let before = try dump(database)
        _ = try store.ingest(parent)
        let after = try dump(database)
        #expect(after == before)
    }

    @Test func organisationsDoNotShareNodesOrCounters() throws {
        let (store, database) = try memoryStore()
        let other = "0190aaaa-0000-7000-8000-000000000002"
        for org in [someOrganisation, other, nil] {
            #expect(try store.ingest(try turn(["a", "b"], org: org)).insertedNodes == 2)
        }
        #expect(try database.integer("SELECT count(*) FROM sessions") == 3)
        #expect(try database.integer("SELECT count(*) FROM nodes") == 6)
        _ = try store.ingest(try turn(["a", "b", "c"], org: other))
        #expect(
            try database.integer("SELECT total_input_tokens FROM sessions WHERE org_id = ?", .text(someOrganisation))
                == 20
        )
        #expect(try database.integer("SELECT total_input_tokens FROM sessions WHERE org_id = ?", .text(other)) == 30)
        #expect(
            try database.integer("SELECT count(*) FROM sessions WHERE org_id = ?", .text(SessionKey.noOrganisation))
                == 1
        )
    }

    @Test func nodesKeepTheirFirstSession() throws {
        let (store, database) = try memoryStore()
        let first = try store.ingest(try turn(["a", "b"], session: "one"))
        let second = try store.ingest(try turn(["a", "b", "c"], session: "two"))
        #expect(second.insertedNodes == 1)
        #expect(try database.integer("SELECT count(*) FROM nodes WHERE session_id = ?", .text(first.sessionID)) == 2)
        #expect(try database.integer("SELECT count(*) FROM nodes WHERE session_id = ?", .text(second.sessionID)) == 1)
    }

    @Test func syntheticSessionsComeFromTheRoot() throws {
        let (store, database) = try memoryStore()
        let first = try turn(["a", "b"], session: nil)
        #expect(first.session.harnessSessionID == String(first.nodes[0].hash.prefix(16)))
        let id = try store.ingest(first).sessionID
        #expect(try store.ingest(try turn(["a", "b", "c"], session: "")).sessionID == id)
        #expect(try store.ingest(try turn(["other"], session: nil)).sessionID != id)
        let bare = try Turn(validating: envelope(nil, conversation(["a"])))
        #expect(bare.session.orgID == SessionKey.noOrganisation)
        #expect(bare.session.harnessID == "unknown")
        _ = try store.ingest(bare)
        #expect(try database.integer("SELECT count(*) FROM sessions") == 3)
    }

    @Test func batchIsAllOrNothing() throws {
        let (store, database) = try memoryStore()
        try database.execute(
            "CREATE TRIGGER full BEFORE INSERT ON nodes WHEN NEW.content = '\"boom\"' BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
        #expect(throws: SessionStoreError.self) {
            try store.ingest([try turn(["a"]), try turn(["boom"])], noting: nil)
        }
        #expect(try dump(database).isEmpty)
        #expect(try store.ingest([try turn(["a"]), try turn(["b"])], noting: nil).count == 2)
    }

    @Test func idsAreOrderedUUIDs() throws {
        let store = try SQLiteSessionStore(try Database(":memory:"))
        let ids = try (0..<20).map { try store.ingest(try turn(["\($0)"], session: "\($0)")).sessionID }
        #expect(ids == ids.sorted())
        #expect(ids.allSatisfy { UUID128($0)?.version == 7 })
    }

    /// An insertion that changes nothing is no sign that the node is there.
    @Test(arguments: ["nodes", "sessions", "ingest_progress"])
    func `What the database does not take in is not counted as there`(_ table: String) throws {
        let (store, database) = try memoryStore()
        try database.execute("CREATE TRIGGER quiet BEFORE INSERT ON \(table) BEGIN SELECT raise(IGNORE); END")
        let progress = IngestProgress(source: "f", offset: 9, line: 1, lastLineOffset: 0, lastLineHash: "h")
        let error = #expect(throws: SessionStoreError.self) { try store.ingest([try turn(["a"])], noting: progress) }
        guard case .sqlite(.notOneRow(touched: 0, _))? = error else {
            return #expect(Bool(false), "\(String(describing: error))")
        }
        #expect(try dump(database).isEmpty)
        #expect(throws: SQLiteError.foreignPart(kind: "trigger", name: "quiet")) { try SQLiteSessionStore(database) }
        try database.execute("DROP TRIGGER quiet")
        #expect(try store.ingest([try turn(["a"])], noting: progress).map(\.insertedNodes) == [1])
    }

    @Test func `A node that stands twice in the store's sight is inserted once`() throws {
        let (store, database) = try memoryStore()
        let both = try store.ingest([try turn(["a", "b"]), try turn(["a", "b"], session: "s-2")], noting: nil)
        #expect(both.map(\.insertedNodes) == [2, 0])
        #expect(try database.integer("SELECT count(*) FROM nodes") == 2)
    }
}
