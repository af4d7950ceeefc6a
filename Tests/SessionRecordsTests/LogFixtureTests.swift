import JSONCore
import RecordLog
import SessionRecords
import Testing

/// Whole logs, with what each line of them is, and how whole they are.
struct LogFixtureTests {
    @Test func bufferEvents() throws { try check(BufferEvent.self, atLeast: 20) }
    @Test func iterateSessions() throws { try check(IterateSession.self, atLeast: 3) }
    @Test func thoughtRecords() throws { try check(ThoughtRecord.self, atLeast: 3) }
    @Test func ingestTurns() throws { try check(IngestTurn.self, atLeast: 3) }

    private func check<Family: ViewableFamily>(_ family: Family.Type, atLeast: Int) throws {
        let folder = FixtureFolder(family: Family.familyName)
        let logs = try folder.files("logs", ending: ".jsonl")
        #expect(logs.count >= atLeast)
        for log in logs {
            let name = String(log.name.dropFirst(5).dropLast(6))
            let expectations = try folder.files("logs", ending: "\(name).expected.json")
            let expected = try JSONValue(
                parsing: try #require(expectations.first { $0.name == "logs/\(name).expected.json" }).bytes
            )
            try checkLines(family, log, expected)
            checkViews(family, log)
        }
    }

    private func checkLines<Family: RecordFamily>(
        _ family: Family.Type,
        _ log: FixtureFolder.Fixture,
        _ expected: JSONValue
    ) throws {
        var outcomes: [String] = []
        let report = RecordLog<Family>(reading: log.bytes).read { line in
            outcomes.append(name(of: line))
        }
        let wanted = (expected["lines"]?.array ?? []).compactMap(\.string).filter { $0 != "blank" }
        #expect(outcomes == wanted, "\(log)")
        let integrity = try #require(expected["integrity"])
        #expect(JSONValue.number(JSONNumber(Int64(report.totalLines))) == integrity["totalLines"], "\(log)")
        #expect(JSONValue.number(JSONNumber(Int64(report.validLines))) == integrity["validLines"], "\(log)")
        #expect(JSONValue.number(JSONNumber(Int64(report.corruptLines))) == integrity["corruptLines"], "\(log)")
        #expect(JSONValue.bool(report.tailTruncated) == integrity["tailTruncated"], "\(log)")
        #expect(report.severity?.rawValue == integrity["severity"]?.string, "\(log)")
        var isUsable = true
        if case .refused = report.trust { isUsable = false }
        #expect(JSONValue.bool(isUsable) == integrity["usable"], "\(log)")
    }

    /// Looking at a log says the same of every line as reading it.
    private func checkViews<Family: ViewableFamily>(_ family: Family.Type, _ fixture: FixtureFolder.Fixture) {
        let log = RecordLog<Family>(reading: fixture.bytes)
        let read = log.map { name(of: $0) }
        let viewed = log.views.map { line in
            switch line {
            case .view(_, let origin): "record v\(origin.version)"
            case .other(let line): name(of: line)
            }
        }
        #expect(viewed == read, "\(fixture)")
    }
}

func name<Record>(of line: LogLine<Record>) -> String {
    switch line {
    case .record(_, let origin): "record v\(origin.version)"
    case .nonconforming: "nonconforming"
    case .unrecognised: "unrecognised"
    case .corrupt: "corrupt"
    case .tornTail: "tornTail"
    }
}
