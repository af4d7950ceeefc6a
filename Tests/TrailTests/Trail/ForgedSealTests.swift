import Digest
import FoundationEssentials
import Testing

@testable import SessionRecords

/// Seals with right hashes and links that no trail writes, and reports of trails that are nothing but findings.
@Suite struct ForgedSealTests {
    @Test(arguments: TrailFixture.allCases)
    func `A seal that counts fewer records than the one before it is found`(_ fixture: TrailFixture) throws {
        try fixture.withTrail { trail, store in
            for number in 0..<2 { _ = try trail.record(type: "plan", task: "T", agent: "a", content: "\(number)") }
            _ = try trail.startSession(intent: "see", id: "S")
            try add(.started(intent: "see", at: "2026-05-22T16:00:00.000Z"), of: "T", logSize: 2, to: store)
            #expect(try trail.verify().isIntact)
            try add(.started(intent: "see", at: "2026-05-22T16:00:00.000Z"), of: "U", logSize: 1, to: store)
            #expect(try trail.verify().findings == [TrailFinding(.seal(2), .logShrank(from: 2, to: 1))])
        }
    }

    @Test(arguments: TrailFixture.allCases)
    func `A seal of a session without records is found`(_ fixture: TrailFixture) throws {
        try fixture.withTrail { trail, store in
            let record = try trail.record(type: "plan", task: "T", agent: "a", content: "c")
            let seal = TrailSeal.Event.finalized(
                root: emptyMerkleRoot.hex,
                recordCount: 0,
                at: "2026-05-22T16:00:00.000Z",
                logRoot: MerkleTree(leafHashes: [merkleLeafHash(record.line)]).root.hex
            )
            try add(seal, of: "S", logSize: 1, to: store)
            #expect(try trail.verify(session: "S").findings == [TrailFinding(.seal(0), .sealOfNothing)])
            #expect(throws: TrailError.self) { try trail.checkpoint(of: "S") }
        }
    }

    @Test func `A trail that is all findings has a bounded report`() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/t.jsonl"
            try Data(String(repeating: "garbage\n", count: 1_234).utf8).write(to: URL(filePath: path))
            let trail = ThoughtTrail(try FileTrailStore(readingFrom: path))
            let chain = try trail.verifyChain(task: "T")
            #expect(chain.findings.count == 1_000 && chain.omittedFindings == 234 && !chain.isIntact)
            let whole = try trail.verify(session: "S")
            #expect(whole.findings.count == 1_001 && whole.omittedFindings == 234 && whole.isChanged)
            #expect(whole.findings.last == TrailFinding(.session("S"), .notFinalized))
        }
    }

    @Test(arguments: TrailFixture.allCases)
    func `A session that is not finalised is no change`(_ fixture: TrailFixture) throws {
        try fixture.withTrail { trail, _ in
            _ = try trail.record(type: "plan", task: "T", agent: "a", content: "c", session: "S")
            let open = try trail.verify(session: "S")
            #expect(!open.isIntact && !open.isChanged)
            _ = try trail.finalize("S")
            #expect(try trail.verify(session: "S").isIntact)
        }
    }

    private func add(
        _ event: TrailSeal.Event,
        of session: String,
        logSize: Int,
        to store: any TrailStore
    ) throws {
        let chain = try store.sealChain()
        try store.append(
            TrailSeal(
                number: chain.count,
                sessionID: session,
                event: event,
                logSize: logSize,
                prevHash: chain.newestHash
            )
        )
    }
}
