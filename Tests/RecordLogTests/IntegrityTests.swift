import Testing

@testable import RecordLog

@Suite struct IntegrityTests {
    @Test(arguments: [
        ("", 0, 0, 0, false, IntegrityReport.Severity.unreadable),
        ("gggg", 4, 4, 0, false, nil),
        ("gggb", 4, 3, 0, true, .truncatedTail),
        ("gbgg", 4, 3, 1, false, .corruptInterior),
        ("gbgb", 4, 2, 1, true, .corruptInterior),
        ("b", 1, 0, 0, true, .truncatedTail),
        ("bb", 2, 0, 1, true, .corruptInterior),
    ])
    func countsAreThoseOfTheSpecification(
        pattern: String,
        total: Int,
        valid: Int,
        corrupt: Int,
        torn: Bool,
        severity: IntegrityReport.Severity?
    ) {
        for end in ["", "\n", "\n\n \n"] {
            let text = pattern.map { $0 == "g" ? event(1, name: "n") : "{\"type\":\"EV" }.joined(separator: "\n") + end
            let report = RecordLog<TestFamily>(reading: Array(text.utf8)).integrity()
            #expect(report.totalLines == total)
            #expect(report.validLines == valid)
            #expect(report.corruptLines == corrupt)
            #expect(report.tailTruncated == torn)
            #expect(report.severity == severity)
        }
    }

    @Test func oneLineInTenIsStillTrusted() {
        func trust(bad: Int, good: Int) -> IntegrityReport.Trust {
            let lines = Array(repeating: "x", count: bad) + Array(repeating: event(1, name: "n"), count: good)
            return RecordLog<TestFamily>(reading: Array(lines.joined(separator: "\n").utf8)).integrity().trust
        }
        #expect(trust(bad: 0, good: 9) == .whole)
        #expect(trust(bad: 1, good: 9) == .usable(corruptLines: 1, tailTruncated: false))
        #expect(trust(bad: 1, good: 8) == .refused(.tooCorrupt(ratio: 1.0 / 9)))
        #expect(trust(bad: 10, good: 90) == .usable(corruptLines: 10, tailTruncated: false))
        #expect(trust(bad: 0, good: 0) == .refused(.empty))
    }

    @Test func nonconformingLinesAreValidAndListedApart() {
        let text = [header(2), #"{"type":"EVENT","timestamp":"t","number":true}"#, #"{"type":"Q","timestamp":"t"}"#]
        let report = RecordLog<TestFamily>(reading: Array(text.joined(separator: "\n").utf8)).integrity()
        #expect(report.validLines == 3)
        #expect(report.nonconformingLines == 1)
        #expect(report.unrecognisedLines == 1)
        #expect(report.severity == nil)
        #expect(report.troubles.map(\.kind) == [.nonconforming(version: 2, violations: 1)])
    }

    @Test func previewsAreShortAndTroublesBounded() {
        let bad = String(repeating: "é", count: 5000)
        let text = Array(repeating: bad, count: 300).joined(separator: "\n") + "\n" + event(1, name: "n")
        let report = RecordLog<TestFamily>(reading: Array(text.utf8)).integrity()
        #expect(report.corruptLines == 300)
        #expect(report.troubles.count == IntegrityReport.troubleLimit)
        #expect(report.troubles.allSatisfy { $0.preview == String(repeating: "é", count: 200) })
    }

    /// Ranges and headers at random, against the plain reading.
    @Test(arguments: [UInt64(1), 2, 3])
    func manyCoresSayWhatOneCoreSays(seed: UInt64) throws {
        let folder = try TemporaryFolder()
        var random = SeededRandom(seed: seed)
        let events = (0..<64).map { Array("\(event(7, text: String(repeating: "z", count: $0 * 14)))\n".utf8) }
        var text: [UInt8] = Array((header(seed == 2 ? 1 : 2) + "\n").utf8)
        while text.count < 5 << 20 {
            switch Int.random(in: 0..<1000, using: &random) {
            case 0 where seed == 3: text += Array("\(header(Int.random(in: 1...3, using: &random)))\n".utf8)
            case 1: text += Array("broken\n".utf8)
            case 2: text += Array("\n\n  \n".utf8)
            case 3: text += Array("{\"type\":\"EVENT\",\"timestamp\":1\n".utf8)
            default: text += events[Int.random(in: 0..<64, using: &random)]
            }
        }
        if seed == 1 { text += Array("broken".utf8) + Array(repeating: 0x0A, count: 2 << 20) }
        let path = try folder.write("log.jsonl", text)
        let log = try RecordLog<TestFamily>(readingFrom: path)
        let plain = log.integrity()
        #expect(log.integrity(cores: 3) == plain)
        #expect(plain.tailTruncated == (seed == 1))
        let reports = integrity(of: [path, folder.file("none"), path], as: TestFamily.self, cores: 2)
        #expect(reports.map(\.severity) == [plain.severity, .unreadable, plain.severity])
        #expect(reports[2] == plain)
    }

    /// A file with holes may be as large as a number can say.
    @Test func `A file of any size can be taken apart`() throws {
        let folder = try TemporaryFolder()
        let file = try OpenFile.reading(try folder.write("x", []))
        let length = 8 << 20
        for (size, count) in [(Int.max, Int.max / length + 1), (3 * length, 3), (3 * length + 1, 4)] {
            let parts = try #require(LogParts(file, from: 0, size: size))
            #expect(parts.count == count)
            #expect(parts.end(of: count - 1) == size && parts.end(of: count - 2) == (count - 1) * length)
        }
        let late = try #require(LogParts(file, from: .max - 2 * length, size: .max))
        #expect(late.count == 2 && late.end(of: 1) == .max)
        #expect(LogParts(file, from: 9, size: 8) == nil && LogParts(file, from: 0, size: length) == nil)
    }
}
