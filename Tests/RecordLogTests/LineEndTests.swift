import Foundation
import JSONCore
import Testing

@testable import RecordLog

/// Records are read before the end of their line was looked for; here the end of what was read so far lies anywhere near
/// the end of a line.
@Suite struct LineEndTests {
    /// Records of the first version before `line`, which ends `shift` bytes behind what is read at first, and some behind.
    private func log(_ line: String, shift: Int, _ rest: [String]) -> String {
        // An empty line before it: one that may not be here as a whole, by the last one's length, is not tried.
        let place = LineBuffer.standardCapacity + shift - line.utf8.count - 1
        var text = ""
        while text.utf8.count < place {
            let left = place - text.utf8.count
            let least = event(1, name: "n", text: "").utf8.count + 1
            let count = left > 3 * least ? min(20_000, left - 2 * least) : left - least
            text += event(1, name: "n", text: String(repeating: "x", count: count)) + "\n"
        }
        return text + "\n" + ([line] + rest).joined(separator: "\n")
    }

    private static let cases: [(line: String, rest: [String])] = [
        (event(7, name: "n"), [event(8, name: "n"), ""]),
        (event(7, name: "n"), [""]),
        (event(7, name: "n"), []),
        (event(7, name: "n") + " \t\r", [event(8, name: "n")]),
        (header(2), [event(8), ""]),
        (header(2), ["x", event(8)]),
        // What is here of it may be a header, and the whole of it nothing.
        (header(2), [event(8, name: "n"), ""]),
        (header(2), []),
        (event(7, name: "n", text: #"\u00e9é\"}"#), [event(8, name: "n"), ""]),
        (#"{"type":"NEW","timestamp":"t"}"#, [event(8, name: "n"), ""]),
        ("", ["", event(8, name: "n")]),
        (#"{"type":"EV"#, [event(8, name: "n"), ""]),
        (#"{"type":"EV"#, []),
    ]

    @Test(arguments: -3...3)
    func `Where reading paused changes nothing`(shift: Int) throws {
        let folder = try TemporaryFolder()
        for (line, rest) in Self.cases {
            // With bytes behind a line that ends where the pause is, it is another line.
            for tail in ["", "}", " x"] {
                let text = log(line, shift: shift, rest)
                let place = LineBuffer.standardCapacity + shift
                var bytes = Array(text.utf8)
                bytes.insert(contentsOf: Array(tail.utf8), at: place)
                let path = folder.file("log.jsonl")
                try Data(bytes).write(to: URL(fileURLWithPath: path))
                let file = try RecordLog<TestFamily>(readingFrom: path)
                // The other implementation looks for each line's end first, and leaves it open which one is the last.
                var wanted = Array(RecordLog<TestFamily>(reading: bytes).lines())
                if case .corrupt(let broken) = wanted.last, broken.mayBeTorn {
                    wanted[wanted.count - 1] = .tornTail(broken)
                }
                let what = "\(line)\(tail), \(shift)"
                // What comes before is the same in each.
                let last = wanted.suffix(8).map(described)
                for read in [Array(file), Array(RecordLog<TestFamily>(reading: bytes))] {
                    #expect(letters(read) == letters(wanted), "\(what)")
                    #expect(read.suffix(8).map(described) == last, "\(what)")
                }
                let viewed = Array(file.views)
                #expect(viewed.count == wanted.count, "\(what)")
                #expect(viewed.suffix(8).map(described) == last, "\(what)")
                let scan = file.scan(into: Seen.self)
                #expect(scan.tally.records == letters(wanted).count { $0 == "r" }, "\(what)")
                #expect(scan.report == file.integrity(), "\(what)")
            }
        }
    }

    private struct Seen: RecordTally {
        typealias Family = TestFamily

        var records = 0

        mutating func take(_ view: TestEvent) { records += 1 }
        mutating func take(unread line: LogLine<TestEvent>) {}
        mutating func append(_ next: Seen) { records += next.records }
    }

    /// A view holds the memory, so the read was tried in new memory, where nothing has ended yet.
    @Test func `What was read before a failure ends as a log does`() throws {
        let buffer = LineBuffer(maximumLineLength: 1 << 20)
        Array("first\nsecond".utf8).withUnsafeBytes { buffer.append($0) }
        let first = try #require(buffer.next(ended: false))
        #expect(first.place.length == 5)
        #expect(buffer.next(ended: false) == nil)
        let hold = buffer.hold(first.start)
        withExtendedLifetime(hold) { _ = buffer.space() }
        let second = try #require(buffer.next(ended: true))
        #expect(second.place.length == 6 && !second.isTerminated)
        #expect(second.start[6] == 0x0A)
    }

    /// It was read before it was known to be too long.
    @Test func `A header that is too long states nothing`() {
        var options = ReadingOptions()
        options.maximumLineLength = header(2).utf8.count - 1
        let text = [event(1, name: "n"), header(2), event(2, name: "n"), ""].joined(separator: "\n")
        let log = RecordLog<TestFamily>(reading: Array(text.utf8), options: options)
        #expect(letters(log) == "rcr")
        #expect(log.views.map { if case .view = $0 { "v" } else { "o" } }.joined() == "vov")
        #expect(log.scan(into: Seen.self).tally.records == 2)
    }

    @Test func `A line that is too long is told whatever it holds`() {
        var options = ReadingOptions()
        options.maximumLineLength = 100
        let long = event(1, name: "n", text: String(repeating: "x", count: 100))
        let text = [event(1, name: "n"), long, event(2, name: "n"), ""].joined(separator: "\n")
        let log = RecordLog<TestFamily>(reading: Array(text.utf8), options: options)
        #expect(letters(log) == "rcr")
        guard case .corrupt(let broken) = Array(log)[1] else { return }
        #expect(broken.reason == .tooLong)
    }
}
