import Foundation
import RecordLog
import Testing

@Suite struct LastRecordTests {
    func last(_ path: String, version: Int? = 2) throws -> RecordLog<TestFamily>.LastRecord? {
        try RecordLog<TestFamily>.lastRecord(tagged: "MARK", in: OpenFile.reading(path), statedVersion: version)
    }

    func mark(_ number: Int) -> String {
        #"{"type":"MARK","timestamp":"t","number":\#(number)}"#
    }

    @Test func theLastOneIsFoundWhereverItIs() throws {
        let folder = try TemporaryFolder()
        let filler = Array(repeating: event(7, text: String(repeating: "MARK", count: 40)), count: 6000)
        for position in [0, 1, 2000, 5999, 6000] {
            var lines = filler
            lines.insert(mark(position), at: position)
            if position > 0 { lines.insert(mark(9), at: 0) }
            let path = try folder.write("x", Array(lines.joined(separator: "\n").utf8))
            let found = try #require(try last(path))
            #expect(found.record.number == Int64(position))
            let bytes = try folder.bytes("x")
            #expect(Array(bytes[found.offset..<min(found.nextOffset - 1, bytes.count)]) == Array(mark(position).utf8))
        }
    }

    @Test func whatOnlyLooksLikeItIsNotTaken() throws {
        let folder = try TemporaryFolder()
        let lines = [
            mark(1), #"{"type":"EVENT","timestamp":"MARK","number":1}"#, #"{"type":"MARK","timest"#, #"["MARK"]"#,
            #"{"x":{"type":"MARK"},"type":"EVENT","timestamp":"t","number":1}"#, #""MARK""#,
        ]
        let path = try folder.write("x", Array(lines.joined(separator: "\n").utf8))
        #expect(try last(path)?.record.number == 1)
        try folder.write("x", Array(lines.dropFirst().joined(separator: "\n").utf8))
        #expect(try last(path) == nil)
        try folder.write("x", [])
        #expect(try last(path) == nil)
    }

    @Test func aLineBeyondTheBoundIsSteppedOver() throws {
        let folder = try TemporaryFolder()
        let huge = String(repeating: "x", count: 3 << 20)
        let path = try folder.write("x", Array("\(mark(3))\n\(huge)\n".utf8))
        var options = ReadingOptions()
        options.maximumLineLength = 1 << 20
        let found = try RecordLog<TestFamily>.lastRecord(
            tagged: "MARK",
            in: OpenFile.reading(path),
            statedVersion: 2,
            options: options
        )
        #expect(found?.record.number == 3)
    }
}
