import JSONCore
import RecordLog
import SessionRecords
import Testing

/// Every frozen record of every version reads, migrates, conforms and comes back as it was.
struct FixtureTests {
    @Test func bufferEvents() throws { try check(BufferEvent.self, atLeast: 80) }
    @Test func iterateSessions() throws { try check(IterateSession.self, atLeast: 5) }
    @Test func thoughtRecords() throws { try check(ThoughtRecord.self, atLeast: 5) }
    @Test func ingestTurns() throws { try check(IngestTurn.self, atLeast: 5) }

    /// What the steps that people wrote make of the fixtures; `SCHEMAGEN_RECORD=1` records it.
    @Test func migrateAsRecorded() throws {
        try BufferEvent.checkMigrations(ofFixturesIn: FixtureFolder(family: BufferEvent.familyName).url.path)
        try IterateSession.checkMigrations(ofFixturesIn: FixtureFolder(family: IterateSession.familyName).url.path)
        try ThoughtRecord.checkMigrations(ofFixturesIn: FixtureFolder(family: ThoughtRecord.familyName).url.path)
        try IngestTurn.checkMigrations(ofFixturesIn: FixtureFolder(family: IngestTurn.familyName).url.path)
    }

    private func check<Family: ViewableFamily>(_ family: Family.Type, atLeast: Int) throws {
        let folder = FixtureFolder(family: Family.familyName)
        var count = 0
        for version in 1...Family.newestVersion {
            for fixture in try folder.files("v\(version)", ending: ".json") {
                count += 1
                let written = toldVersion(of: fixture) ?? version
                guard let record = try read(fixture, family, stated: version, expecting: written) else { continue }
                try checkNewest(record, from: fixture, version: written)
                try checkCodable(record, fixture)
                try checkView(family, fixture, stated: version, expecting: written)
            }
        }
        #expect(count >= atLeast, "only \(count) fixtures of \(Family.familyName)")
    }

    private func read<Family: RecordFamily>(
        _ fixture: FixtureFolder.Fixture,
        _ family: Family.Type,
        stated: Int,
        expecting version: Int
    ) throws -> Family.Record? {
        for strict in [false, true] {
            var options = ReadingOptions()
            options.strict = strict
            var reader = LineReader<Family>(options: options)
            reader.statedVersion = stated
            guard case .record(let record, let origin) = reader.read(fixture.bytes) else {
                Issue.record("\(fixture) of \(Family.familyName) is no record: \(describe(fixture, family, stated))")
                return nil
            }
            #expect(origin.version == version, "\(fixture)")
            if strict { return record }
        }
        return nil
    }

    private func describe<Family: RecordFamily>(
        _ fixture: FixtureFolder.Fixture,
        _ family: Family.Type,
        _ stated: Int
    ) -> String {
        var reader = LineReader<Family>()
        reader.statedVersion = stated
        return reader.read(fixture.bytes).map { "\($0)" } ?? "blank"
    }

    /// What was migrated is a record of the newest version; what was of that version already is unchanged.
    private func checkNewest<Record: JSONRecord>(
        _ record: Record,
        from fixture: FixtureFolder.Fixture,
        version: Int
    ) throws {
        let text = try record.jsonText()
        #expect(try Record(parsing: text, strict: true) == record, "\(fixture)")
        let isNewest = try version == newestVersion(of: Record.self)
        if isNewest {
            let before = try JSONValue(parsing: fixture.bytes)
            let after = try JSONValue(parsing: text)
            // UUIDs are written in lower case, which is the one thing that may change.
            #expect(before == after || before.jsonText.lowercased() == after.jsonText.lowercased(), "\(fixture)")
        }
    }

    private func newestVersion<Record: JSONRecord>(of type: Record.Type) throws -> Int {
        switch type {
        case is BufferEvent.Record.Type: BufferEvent.newestVersion
        case is IterateSession.Record.Type: IterateSession.newestVersion
        case is ThoughtRecord.Record.Type: ThoughtRecord.newestVersion
        case is IngestTurn.Record.Type: IngestTurn.newestVersion
        default: throw UnknownRecord()
        }
    }

    private struct UnknownRecord: Error {}

    private func checkCodable<Record: JSONRecord>(_ record: Record, _ fixture: FixtureFolder.Fixture) throws {
        guard try !holdsWhatCodableLoses(JSONValue(parsing: record.jsonText())) else { return }
        let data = try ValueCoder.encode(record)
        #expect(try ValueCoder.decode(Record.self, from: data) == record, "\(fixture)")
    }

    /// Numbers that are neither 64-bit integers nor a `Double`'s own value: no encoder is ever told more than those.
    private func holdsWhatCodableLoses(_ value: JSONValue) -> Bool {
        switch value {
        case .null, .bool, .string: false
        case .number(let number):
            number.int64 == nil && number.uint64 == nil && JSONNumber(number.double).map { $0 != number } ?? true
        case .array(let elements): elements.contains { holdsWhatCodableLoses($0) }
        case .object(let object): object.members.contains { holdsWhatCodableLoses($0.value) }
        }
    }

    private func checkView<Family: ViewableFamily>(
        _ family: Family.Type,
        _ fixture: FixtureFolder.Fixture,
        stated: Int,
        expecting version: Int
    ) throws {
        var log = RecordLog<Family>(reading: fixture.bytes)
        log.statedVersion = stated
        var iterator = log.views.makeIterator()
        guard case .view(_, let origin)? = iterator.next() else {
            Issue.record("\(fixture) cannot be looked at")
            return
        }
        #expect(origin.version == version, "\(fixture)")
    }

    /// A record that looks like one of another version says so in its name: `minimal-told-as-v1.json`.
    private func toldVersion(of fixture: FixtureFolder.Fixture) -> Int? {
        guard let place = fixture.name.range(of: "-told-as-v") else { return nil }
        return Int(fixture.name[place.upperBound...].prefix { $0.isNumber })
    }
}
