import JSONCore
import RecordLog
import Testing

/// Lines chosen by what they say: the fast way must choose what reading the whole line would.
@Suite struct SelectingTests {
    private func log(_ lines: [String]) -> RecordLog<TestFamily> {
        RecordLog(reading: Array(lines.joined(separator: "\n").utf8))
    }

    private func line(_ type: String, _ time: String = "t") -> String {
        #"{"type":"\#(type)","timestamp":"\#(time)","number":1,"n":1}"#
    }

    @Test func wordsAreFoundHoweverTheyAreWritten() {
        let lines = [
            line("EVENT"), line("MARK"), line("END"),
            #"{"timestamp":"t","type":"MARK"}"#,
            #" { "type" : "MARK", "timestamp":"t"}"#,
            #"{"nested":{"type":"EVENT"},"type":"MARK","timestamp":"t"}"#,
            #"{"nested":{"type":"MARK"},"type":"END","timestamp":"t"}"#,
            #"{"\u0074ype":"\u004dARK","timestamp":"t"}"#,
            #"{"x\"type":"MARK","type":"END","timestamp":"t"}"#,
            #"{"timestamp":"\"type\":\"MARK\"","type":"END"}"#,
            #"{"type":{"type":"MARK"}}"#, #"{"type":"MARKS"}"#, #"{"type":"MAR"}"#, #"{"kind":"MARK"}"#, "MARK", "",
            "  ", #"{"type":"MARK"#, #"["type","MARK"]"#, #"{"a":1 "type":"MAR"}"#,
        ]
        let count = log(lines).count(where: .member("type", isOneOf: ["MARK", "none"]))
        #expect(count.passing == 5)
        #expect(count.lines == 18)
        #expect(log(lines).count(where: .member("type", isOneOf: ["END", "EVENT", "MARK"])).passing == 10)
        #expect(log(lines).count(where: .member("type", isOneOf: [])).passing == 0)
        #expect(log(lines).count().passing == 18)
    }

    @Test func timesAreInstants() throws {
        let lines = [
            "2026-02-23T14:30:22Z", "2026-02-23T15:30:22+01:00", "2026-02-23T14:30:22.5Z",
            "2026-02-23T14:30:21.999999999Z",
            "2026-02-23T14:31:00Z", "no time", "2026-13-01T00:00:00Z",
        ].map { line("MARK", $0) }
        let first = try #require(Timestamp("2026-02-23T14:30:22Z"))
        let end = try #require(Timestamp("2026-02-23T14:31:00Z"))
        #expect(log(lines).count(where: .member("timestamp", from: first, before: end)).passing == 3)
        #expect(log(lines).count(where: .member("timestamp", from: first)).passing == 4)
        #expect(log(lines).count(where: .member("timestamp", before: first)).passing == 1)
        #expect(log(lines).count(where: .member("timestamp")).passing == 5)
        #expect(
            log(lines + [line("END", "2026-02-23T14:30:22Z")])
                .count(where: .member("type", isOneOf: ["END"]), .member("timestamp", from: first)).passing == 1
        )
    }

    /// Headers that nobody asked for still say the version of what follows.
    @Test func whatPassesIsReadAsItsVersion() {
        let lines = [
            event(1, name: "n"), header(2), event(2), #"{"type":"MARK","timestamp":"t"}"#, header(1),
            event(3, name: "n"), event(4), header(9), event(5), #"{"type":"EVENT""#,
        ]
        let selected = log(lines).lines(where: .member("type", isOneOf: ["EVENT"]))
        #expect(letters(selected) == "rrrnut")
        let numbers = selected.compactMap { line -> Int64? in
            guard case .record(let record, _) = line else { return nil }
            return record.number
        }
        #expect(numbers == [1, 2, 3])
    }

    /// A made-up log, every line also read whole.
    @Test func passesWhatReadingWouldFind() throws {
        var random = SeededRandom(seed: 7)
        let names = ["type", "timestamp", "x", "t\\u0079pe", "type2"]
        let values = [
            #""EVENT""#, #""MARK""#, #""\u0045VENT""#, "1", "null", "{}", #"{"type":"EVENT"}"#, "[[1],{}]",
            #""EVENT ""#,
            #""a\\""#, #""\"type\":\"EVENT\"""#,
        ]
        var passing = 0
        for round in 0..<3_000 {
            var members: [String] = []
            for _ in 0..<Int.random(in: 0...4, using: &random) {
                let name = names.randomElement(using: &random) ?? ""
                let value = values.randomElement(using: &random) ?? ""
                let colon = [":", " :", ": ", ":  "].randomElement(using: &random) ?? ":"
                members.append("\"\(name)\"\(colon)\(value)")
            }
            let text = "{\(members.joined(separator: [",", ", "].randomElement(using: &random) ?? ","))}"
            // A name that stands twice makes it no record; which of the two is looked at is not said.
            guard let value = try? JSONValue(parsing: text) else { continue }
            let wanted = value["type"]?.string == "EVENT"
            if wanted { passing += 1 }
            let count = log([text]).count(where: .member("type", isOneOf: ["EVENT"]))
            #expect(count.passing == (wanted ? 1 : 0), "round \(round): \(text)")
        }
        #expect(passing > 100)
    }

    @Test func aLineBeyondTheBoundIsCountedAsOne() {
        var options = ReadingOptions()
        options.maximumLineLength = 100
        let text = line("MARK") + "\n" + #"{"type":"MARK","x":""# + String(repeating: "x", count: 5_000) + "\"}\n"
        let log = RecordLog<TestFamily>(reading: Array(text.utf8), options: options)
        let count = log.count(where: .member("type", isOneOf: ["MARK"]))
        #expect(count == LineCount(lines: 2, passing: 1, tooLong: 1))
    }
}
