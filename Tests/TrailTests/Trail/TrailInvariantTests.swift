import Digest
import FoundationEssentials
import JSONCore
import SQLite
import Testing

@testable import SessionRecords

/// The behavioural contract of sessions bound end to end: what it must not break (I1–I7), what it adds (N1–N6), and
/// when it is met (A1–A5).
@Suite struct TrailInvariantTests {
    static let sample = TrailRecord(
        id: "01890a5d-ac96-774b-bcce-b302099a8057",
        type: "plan",
        taskID: "task-1",
        agentID: "agent-1",
        content: "Look at \"é\" first.\n",
        timestamp: "2026-05-22T16:01:02.345Z",
        prevHash: TrailRecord.noPreviousHash,
        hash: "",
        createdAt: "2026-05-22T16:01:02.345Z",
        sessionID: "S"
    )

    // MARK: Must not regress

    @Test func i1HashCoversExactlySixFields() throws {
        let hash = Self.sample.computedHash
        let six: [WritableKeyPath<TrailRecord, String>] = [
            \.id, \.type, \.taskID, \.content, \.timestamp, \.prevHash,
        ]
        for field in six {
            var changed = Self.sample
            changed[keyPath: field] += "x"
            #expect(changed.computedHash != hash)
        }
        var others = Self.sample
        others.agentID += "x"
        others.hash = "x"
        others.createdAt = nil
        others.sessionID = nil
        #expect(others.computedHash == hash)

        let names = ["type", "id", "task_id", "content", "timestamp", "prev_hash"]
        let whole = try #require(try JSONValue(parsing: Self.sample.line).object)
        let subset = JSONObject(names.map { JSONObject.Member(key: $0, value: whole[$0] ?? .null) })
        #expect(sha256(try JSONValue.object(subset).canonicalBytes()) == hash)
    }

    /// The contract asks for a pinned hash and gives none: this value is the project's own, of a record of its own. Python's
    /// hashlib gives the same for the six fields, so it is SHA-256 of what the contract says; what the pin guards is that
    /// it never becomes another one.
    @Test func i2PinnedHash() {
        #expect(Self.sample.computedHash.hex == "9f59e53de1f2a9fa2bb8755e1ab676223f742ebd78f9b2e1dae741e73706ad96")
    }

    @Test(arguments: TrailFixture.allCases)
    func i3VerifyChainIgnoresSessions(_ fixture: TrailFixture) throws {
        try fixture.withTrail { trail, _ in
            for session in ["A", nil, "B", "A"] {
                _ = try trail.record(type: "plan", task: "T", agent: "a", content: "c", session: session)
            }
            #expect(try trail.verifyChain(task: "T") == ChainReport(taskID: "T", recordCount: 4, findings: []))
        }
    }

    @Test func i3VerifyChainDoesNotSeeASessionThatWasChanged() throws {
        let database = try Database(":memory:")
        let trail = ThoughtTrail(try SQLiteTrailStore(database), source: .counting())
        _ = try trail.record(type: "plan", task: "T", agent: "a", content: "c", session: "A")
        try database.execute("UPDATE thought_records SET session_id = 'B'")
        #expect(try trail.verifyChain(task: "T").isIntact)
    }

    @Test(arguments: TrailFixture.allCases)
    func i4LinksArePerTaskWhateverTheSession(_ fixture: TrailFixture) throws {
        try fixture.withTrail { trail, _ in
            let t1 = try trail.record(type: "plan", task: "T", agent: "a", content: "1", session: "A")
            let u1 = try trail.record(type: "plan", task: "U", agent: "a", content: "1", session: "A")
            let t2 = try trail.record(type: "plan", task: "T", agent: "a", content: "2", session: "B")
            let t3 = try trail.record(type: "plan", task: "T", agent: "a", content: "3")
            #expect(t1.prevHash == TrailRecord.noPreviousHash)
            #expect(u1.prevHash == TrailRecord.noPreviousHash)
            #expect(t2.prevHash == t1.hash)
            #expect(t3.prevHash == t2.hash)
        }
    }

    @Test func i5OlderRowsStayUnboundForEver() throws {
        let database = try Database(":memory:")
        try database.migrate(to: trailSchema, version: 1)
        var old = Self.sample
        old.sessionID = nil
        old.createdAt = nil
        old.hash = old.computedHash.hex
        try database.prepare(
            """
            INSERT INTO thought_records (id, type, task_id, agent_id, content, timestamp, prev_hash, hash)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """
        ).run(
            .text(old.id),
            .text(old.type),
            .text(old.taskID),
            .text(old.agentID),
            .text(old.content),
            .text(old.timestamp),
            .text(old.prevHash),
            .text(old.hash)
        )

        let store = try SQLiteTrailStore(database)
        let trail = ThoughtTrail(store, source: .counting())
        let next = try trail.record(type: "plan", task: old.taskID, agent: "a", content: "c", session: "S")
        #expect(next.prevHash == old.hash)
        #expect(try trail.finalize("S").recordCount == 1)
        let stored = try store.records()
        #expect(stored == [old, next])
        #expect(try database.integer("SELECT count(*) FROM thought_records WHERE session_id IS NULL") == 1)
        #expect(try trail.verify(session: "S").isIntact)
    }

    @Test func i5OlderLinesStayUnboundForEver() throws {
        try withTemporaryFolder { folder in
            var old = Self.sample
            old.sessionID = nil
            old.hash = old.computedHash.hex
            // As it was written before sessions: without the field.
            let text = String(decoding: old.line, as: UTF8.self).replacing("\"session_id\":null,", with: "")
            #expect(!text.contains("session_id"))
            let path = folder + "/trail.jsonl"
            try Data((text + "\n").utf8).write(to: URL(filePath: path))

            let trail = ThoughtTrail(try FileTrailStore(writingTo: path), source: .counting())
            let next = try trail.record(type: "plan", task: old.taskID, agent: "a", content: "c", session: "S")
            #expect(next.prevHash == old.hash)
            #expect(try trail.finalize("S").recordCount == 1)
            #expect(try trail.verify(session: "S").isIntact)
            let lines = try String(contentsOf: URL(filePath: path), encoding: .utf8).split(separator: "\n")
            #expect(lines.first.map(String.init) == text)
        }
    }

    @Test(arguments: TrailFixture.allCases)
    func i6RecordLosesNoField(_ fixture: TrailFixture) throws {
        try fixture.withTrail { trail, store in
            let record = try trail.record(type: "plan", task: "T", agent: "a", content: "c")
            let object = try #require(try JSONValue(parsing: record.line).object)
            let names = [
                "agent_id", "content", "created_at", "hash", "id", "prev_hash", "session_id", "task_id", "timestamp",
                "type",
            ]
            #expect(object.members.map(\.key) == names)
            #expect(object["session_id"] == .null)
            let stored = try store.records()
            #expect(stored == [record])
        }
    }

    @Test(arguments: TrailFixture.allCases)
    func i7GateCountsAnyRecordOfTheTask(_ fixture: TrailFixture) throws {
        try fixture.withTrail { trail, _ in
            #expect(try trail.recordCount(task: "T") == 0)
            _ = try trail.record(type: "plan", task: "T", agent: "a", content: "c")
            _ = try trail.record(type: "plan", task: "T", agent: "a", content: "c", session: "S")
            _ = try trail.record(type: "plan", task: "U", agent: "a", content: "c", session: "S")
            #expect(try trail.recordCount(task: "T") == 2)
            #expect(try trail.recordCount(task: "U") == 1)
        }
    }

    // MARK: New

    @Test(arguments: TrailFixture.allCases)
    func n1SuppliedSessionIsStored(_ fixture: TrailFixture) throws {
        try fixture.withTrail { trail, store in
            let record = try trail.record(type: "plan", task: "T", agent: "a", content: "c", session: "S")
            #expect(record.sessionID == "S")
            let stored = try store.records()
            #expect(stored.map(\.sessionID) == ["S"])
        }
    }

    @Test(arguments: TrailFixture.allCases)
    func n2OmittedSessionIsNull(_ fixture: TrailFixture) throws {
        try fixture.withTrail { trail, store in
            #expect(try trail.record(type: "plan", task: "T", agent: "a", content: "c").sessionID == nil)
            let stored = try store.records()
            #expect(stored.map(\.sessionID) == [nil])
        }
    }

    @Test(arguments: TrailFixture.allCases)
    func n3EmptySessionIsRefusedBeforeAnythingIsWritten(_ fixture: TrailFixture) throws {
        try fixture.withTrail { trail, store in
            #expect(throws: TrailError.emptyField("session_id")) {
                try trail.record(type: "plan", task: "T", agent: "a", content: "c", session: "")
            }
            #expect(throws: TrailError.emptyField("session_id")) { try trail.finalize("") }
            #expect(throws: TrailError.emptyField("session_id")) { try trail.startSession(intent: "i", id: "") }
            for (field, call) in [("type", ["", "T", "a", "c"]), ("task_id", ["p", "", "a", "c"])]
                + [("agent_id", ["p", "T", "", "c"]), ("content", ["p", "T", "a", ""])]
            {
                #expect(throws: TrailError.emptyField(field)) {
                    try trail.record(type: call[0], task: call[1], agent: call[2], content: call[3])
                }
            }
            let stored = try store.records()
            #expect(stored.isEmpty)
            let chain = try store.sealChain()
            #expect(chain == SealChain())
        }
    }

    @Test(arguments: TrailFixture.allCases)
    func n4FinalizeReturnsARealRoot(_ fixture: TrailFixture) throws {
        try fixture.withTrail { trail, _ in
            let session = try trail.startSession(intent: "to see").sessionID
            let error = #expect(throws: TrailError.noRecords(session: session)) { try trail.finalize(session) }
            #expect(error?.code == "ERR_NO_RECORDS")
            let records = try (1...5).map {
                try trail.record(type: "plan", task: "T", agent: "a", content: "\($0)", session: session)
            }
            let root = MerkleTree(leafHashes: records.map { merkleLeafHash($0.line) }).root
            #expect(try trail.finalize(session).root == root.hex)
            #expect(root != emptyMerkleRoot)
        }
    }

    @Test(arguments: TrailFixture.allCases)
    func n5RecordCountIsThatOfTheSession(_ fixture: TrailFixture) throws {
        try fixture.withTrail { trail, _ in
            for count in 1...6 {
                for i in 0..<count {
                    _ = try trail.record(
                        type: "plan",
                        task: "T\(i % 2)",
                        agent: "a",
                        content: "c",
                        session: "S\(count)"
                    )
                }
                _ = try trail.record(type: "plan", task: "T0", agent: "a", content: "c")
                #expect(try trail.finalize("S\(count)").recordCount == count)
            }
        }
    }

    @Test(arguments: TrailFixture.allCases)
    func n6SessionsDoNotContaminateEachOther(_ fixture: TrailFixture) throws {
        try fixture.withTrail { trail, _ in
            var a: [TrailRecord] = []
            for i in 0..<6 {
                let session = i % 2 == 0 ? "A" : "B"
                let record = try trail.record(type: "plan", task: "T", agent: "a", content: "\(i)", session: session)
                if session == "A" { a.append(record) }
            }
            let done = try trail.finalize("A")
            #expect(done.root == MerkleTree(leafHashes: a.map { merkleLeafHash($0.line) }).root.hex)
            #expect(done.recordCount == 3)
            #expect(try trail.finalize("B").root != done.root)
            // Not the empty text, not a prefix, not another case.
            for other in ["a", "A ", "AA"] {
                #expect(throws: TrailError.noRecords(session: other)) { try trail.finalize(other) }
            }
        }
    }

    // MARK: Acceptance

    @Test(arguments: TrailFixture.allCases)
    func a1SessionIsOptional(_ fixture: TrailFixture) throws {
        try fixture.withTrail { trail, store in
            _ = try trail.record(type: "plan", task: "T", agent: "a", content: "bound", session: "S")
            _ = try trail.record(type: "plan", task: "T", agent: "a", content: "unbound")
            let stored = try store.records()
            #expect(stored.map(\.sessionID) == ["S", nil])
        }
    }

    /// The invariants hold in both stores alike: the same calls give the same lines, seals and roots.
    @Test func a2BothStoresKeepTheSame() throws {
        let contents = try TrailFixture.allCases.map { fixture in
            try fixture.withTrail { trail, store in
                let session = try trail.startSession(intent: "to see").sessionID
                _ = try trail.record(type: "plan", task: "T", agent: "a", content: "é\u{1F600}\u{0}", session: session)
                _ = try trail.record(type: "plan", task: "e\u{301}", agent: "a", content: "2")
                _ = try trail.finalize(session)
                var lines: [[UInt8]] = []
                try store.forEachRecord { (_, line) throws(TrailError) in lines.append((try? line.get()) ?? []) }
                try store.forEachSeal { (_, line) throws(TrailError) in lines.append((try? line.get()) ?? []) }
                return lines
            }
        }
        #expect(contents[0] == contents[1])
        #expect(contents[0].count == 4)
    }

    /// The chain of calls that the contract's goal draws.
    @Test(arguments: TrailFixture.allCases)
    func a3TheDocumentedCallsEndInAProvenRoot(_ fixture: TrailFixture) throws {
        try fixture.withTrail { trail, _ in
            let session = try trail.startSession(intent: "fix the parser")
            #expect(session.intent == "fix the parser")
            let plan = try trail.record(
                type: "plan",
                task: "T",
                agent: "a",
                content: "read",
                session: session.sessionID
            )
            _ = try trail.record(type: "reflection", task: "T", agent: "a", content: "done", session: session.sessionID)
            let done = try trail.finalize(session.sessionID)
            #expect(done.sessionID == session.sessionID)
            #expect(done.recordCount == 2)
            #expect(done.finalizedAt > session.startedAt)
            let root = try #require(SHA256Digest(hex: done.root))
            let proof = try trail.proveInclusion(of: plan.id, in: session.sessionID)
            #expect(proof.line == plan.line)
            #expect(proof.holds(root: root, recordCount: done.recordCount))
            #expect(!proof.holds(root: root, recordCount: 3))
            // Again: the same seal, not a second one.
            #expect(try trail.finalize(session.sessionID) == done)
            #expect(try trail.verify().sealCount == 2)
            #expect(throws: TrailError.sessionFinalized(session.sessionID)) {
                try trail.record(type: "plan", task: "T", agent: "a", content: "late", session: session.sessionID)
            }
            #expect(throws: TrailError.sessionExists(session.sessionID)) {
                try trail.startSession(intent: "again", id: session.sessionID)
            }
        }
    }

    /// Every error has a code of its own and a text that a terminal can show.
    @Test func a4ErrorsAreTypedAndSafe() {
        let errors: [TrailError] = [
            .emptyField("a"), .noRecords(session: "\u{1B}[2J"), .sessionFinalized("s"), .sessionExists("s"),
            .notFinalized(session: "s"), .unknownRecord(id: "i", session: "s"), .noSuchSize(3), .damaged([]),
            .badRange(from: 3, to: 2), .badCheckpoint(.notAnObject), .readOnly, .inUse(path: "p"),
            .isDatabase(path: "\u{1B}.db"), .isLink(path: "\u{1B}"), .durabilityLost(path: "p"),
            .database(.engine(code: 19, message: "\u{1B}[2J", sql: "SELECT\n\u{9B}2J")),
        ]
        #expect(Set(errors.map(\.code)).count == errors.count)
        for error in errors {
            #expect(error.code.hasPrefix("ERR_"))
            #expect(!"\(error)".unicodeScalars.contains { $0.value < 0x20 })
        }
    }

    /// No invariant loses its test: each is the beginning of the name of one in this file.
    @Test func a5EveryInvariantHasATest() throws {
        let source = try String(contentsOf: URL(filePath: #filePath), encoding: .utf8)
        let names = (1...7).map { "i\($0)" } + (1...6).map { "n\($0)" } + (1...5).map { "a\($0)" }
        for name in names {
            #expect(source.contains("func \(name)"), "\(name)")
        }
    }
}
