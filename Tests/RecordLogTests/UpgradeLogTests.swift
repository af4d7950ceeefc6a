import Foundation
import JSONCore
import RecordLog
import SchemaProgram
import Testing

@Suite struct UpgradeLogTests {
    /// Kept as it was, it would break the schema of the log that it stands in.
    @Test func aVariantThatTheNewestVersionKnowsIsNotKeptAsUnknown() throws {
        let folder = try TemporaryFolder()
        let lines = [header(1), event(1, name: "n"), mark("MARK", number: "\"x\""), mark("LATER", number: "1")]
        let path = try folder.write("x.jsonl", Array((lines.joined(separator: "\n") + "\n").utf8))
        let summary = try upgradeLog(at: path, as: GrowingFamily.self)
        #expect(summary.upgraded == 2 && summary.kept == 1 && summary.rejected == 1)
        #expect(try folder.text("x+v2.jsonl").contains("LATER"))
        #expect(try folder.text("x+v2-rejects.jsonl").contains("MARK"))
        #expect(letters(try RecordLog<TestFamily>(readingFrom: summary.output)) == "rru")
    }

    private func mark(_ type: String, number: String) -> String {
        #"{"type":"\#(type)","timestamp":"t","number":\#(number)}"#
    }
}

/// As `TestFamily`, but version 1 knows no marks.
private enum GrowingFamily: RecordFamily {
    typealias Record = GrowingEvent

    static let familyName = "growing-event"
    static let newestVersion = 2
    static let readsStrictly = false
    static var telling: VersionTelling { TestFamily.telling }

    static func read(_ cursor: inout JSONCursor, version: Int) throws(ReadFault) -> GrowingEvent? {
        let begin = cursor.offset
        guard let event = try TestFamily.read(&cursor, version: version) else { return nil }
        if version == 1, event.type == "MARK" { throw .json(JSONFault(.unknownVariant, at: begin)) }
        return GrowingEvent(event: event)
    }

    static func program(of version: Int) -> Program? { TestFamily.program(of: version) }
}

/// States the newest version when it is written, as generated code does.
private struct GrowingEvent: JSONRecord {
    var event: TestEvent

    init(event: TestEvent) {
        self.event = event
        if event.type == "START" { self.event.version = 2 }
    }

    init(reading cursor: inout JSONCursor) throws(JSONFault) {
        event = try TestEvent(reading: &cursor)
    }

    func write(to out: inout JSONWriter) throws(RecordViolation) {
        try event.write(to: &out)
    }
}
