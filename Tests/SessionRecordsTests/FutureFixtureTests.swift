import JSONCore
import RecordLog
import SessionRecords
import Testing

/// Records that a later release might write: nothing of them is lost.
struct FutureFixtureTests {
    @Test func bufferEvents() throws { try check(BufferEvent.self) }
    @Test func iterateSessions() throws { try check(IterateSession.self) }
    @Test func thoughtRecords() throws { try check(ThoughtRecord.self) }
    @Test func ingestTurns() throws { try check(IngestTurn.self) }

    private func check<Family: RecordFamily>(_ family: Family.Type) throws {
        let fixtures = try FixtureFolder(family: Family.familyName).files("future", ending: ".json")
        #expect(!fixtures.isEmpty)
        for fixture in fixtures {
            var reader = LineReader<Family>()
            reader.statedVersion = Family.newestVersion
            let read = reader.read(fixture.bytes)
            let line = try #require(read, "\(fixture)")
            let kind = fixture.name.dropFirst("future/".count)
            if kind.hasPrefix("unknown-field") || kind.hasPrefix("unknown-enum-value") {
                guard case .record(let record, let origin) = line else {
                    Issue.record("\(fixture) is \(line)")
                    continue
                }
                if origin.version == Family.newestVersion {
                    let before = try JSONValue(parsing: fixture.bytes)
                    #expect(try JSONValue(parsing: record.jsonText()) == before, "\(fixture)")
                }
            } else if kind.hasPrefix("unknown-variant") || kind.hasPrefix("unknown-version") {
                guard case .unrecognised(let kept) = line else {
                    Issue.record("\(fixture) is \(line)")
                    continue
                }
                #expect(try JSONValue(parsing: kept.text) == JSONValue(parsing: fixture.bytes), "\(fixture)")
            } else {
                Issue.record("no rule for \(fixture)")
            }
        }
    }
}
