import Digest
import Testing

@testable import SessionRecords

@Suite struct CheckpointTests {
    @Test(arguments: TrailFixture.allCases)
    func lineSurvivesAndIsCanonical(_ fixture: TrailFixture) throws {
        try fixture.withTrail { trail, _ in
            _ = try trail.record(type: "plan", task: "T", agent: "a", content: "c", session: "S \"é\"")
            let done = try trail.finalize("S \"é\"")
            let checkpoint = try trail.checkpoint(of: "S \"é\"")
            #expect(checkpoint.root == done.root)
            #expect(checkpoint.recordCount == 1)
            #expect(try TrailCheckpoint(line: checkpoint.line) == checkpoint)
            #expect(try TrailCheckpoint(line: checkpoint.line + "\n") == checkpoint)
            for bad in [
                "", "{}", " " + checkpoint.line, checkpoint.line + " ", checkpoint.line.replacing(":1,", with: ":2,"),
            ] {
                #expect(throws: TrailError.self) { try TrailCheckpoint(line: bad) }
            }
            #expect(throws: TrailError.notFinalized(session: "X")) { try trail.checkpoint(of: "X") }
        }
    }

    /// What no chain can show, the anchor does: a trail rewritten whole verifies in itself and differs from the
    /// checkpoint that was kept elsewhere.
    @Test(arguments: TrailFixture.allCases)
    func rewrittenTrailIsFoundByTheAnchorOnly(_ fixture: TrailFixture) throws {
        func write(_ content: String, _ body: (ThoughtTrail) throws -> Void) throws {
            try fixture.withTrail { trail, _ in
                _ = try trail.record(type: "plan", task: "T", agent: "a", content: content, session: "S")
                _ = try trail.finalize("S")
                try body(trail)
            }
        }
        var kept: TrailCheckpoint?
        try write("what was thought") { kept = try $0.checkpoint(of: "S") }
        let checkpoint = try #require(kept)
        try write("what was thought") { trail in
            #expect(try trail.verify(against: checkpoint).isIntact)
            _ = try trail.record(type: "plan", task: "T", agent: "a", content: "later")
            #expect(try trail.verify(against: checkpoint).isIntact)
        }
        try write("what should have been thought") { trail in
            #expect(try trail.verify(session: "S").isIntact)
            let findings = try trail.verify(against: checkpoint).findings
            #expect(findings == [TrailFinding(.session("S"), .differsFromCheckpoint)])
        }
    }

    @Test(arguments: TrailFixture.allCases)
    func everyRecordAndEverySizeIsProven(_ fixture: TrailFixture) throws {
        try fixture.withTrail { trail, _ in
            var ids: [String] = []
            for i in 0..<9 {
                let session = i % 3 == 0 ? "other" : "S"
                let record = try trail.record(
                    type: "p",
                    task: "T\(i % 2)",
                    agent: "a",
                    content: "\(i)",
                    session: session
                )
                if session == "S" { ids.append(record.id) }
            }
            #expect(throws: TrailError.notFinalized(session: "S")) { try trail.proveInclusion(of: ids[0], in: "S") }
            let done = try trail.finalize("S")
            let root = try #require(SHA256Digest(hex: done.root))
            for id in ids {
                var proof = try trail.proveInclusion(of: id, in: "S")
                #expect(proof.holds(root: root, recordCount: done.recordCount))
                proof.line[proof.line.count / 2] ^= 1
                #expect(!proof.holds(root: root, recordCount: done.recordCount))
            }
            #expect(throws: TrailError.unknownRecord(id: "x", session: "S")) {
                try trail.proveInclusion(of: "x", in: "S")
            }
            for old in 1...9 {
                for new in old...9 { #expect(try trail.proveConsistency(from: old, to: new).holds) }
            }
            #expect(try trail.proveConsistency(from: 4).proof.newSize == 9)
            for (old, new) in [(0, 9), (-1, nil), (5, 4)] as [(Int, Int?)] {
                #expect(throws: TrailError.badRange(from: old, to: new ?? 9)) {
                    try trail.proveConsistency(from: old, to: new)
                }
            }
            #expect(throws: TrailError.noSuchSize(10)) { try trail.proveConsistency(from: 10) }
            #expect(throws: TrailError.noSuchSize(10)) { try trail.proveConsistency(from: 1, to: 10) }
        }
    }
}
