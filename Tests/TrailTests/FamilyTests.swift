import RecordLog
import Testing

@testable import SessionRecords

/// Trails and turns are logs of their families: the generated types read what these tests write.
@Suite struct FamilyTests {
    @Test func trailIsALogOfThoughtRecords() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/t.jsonl"
            let trail = ThoughtTrail(try FileTrailStore(writingTo: path))
            var written: [TrailRecord] = []
            for session in [nil, "S"] {
                written.append(
                    try trail.record(type: "plan", task: "T", agent: "a", content: "é\n", session: session)
                )
            }
            _ = try trail.finalize("S")
            var hashes: [String] = []
            for line in try RecordLog<ThoughtRecord>(readingFrom: path) {
                guard case .record(let record, _) = line else { return #expect(Bool(false), "\(line)") }
                hashes.append(record.hash)
            }
            #expect(hashes == written.map(\.hash))
        }
    }

    @Test func turnsAreALogOfIngestTurns() {
        var count = 0
        for line in RecordLog<IngestTurn>(reading: lines(mixedTurns())) {
            guard case .record = line else { return #expect(Bool(false), "\(line)") }
            count += 1
        }
        #expect(count == 12)
    }
}
