import JSONCore
import RecordLog
import Testing

/// How generated families tell versions and take records to the newest.
struct VersionTests {
    @Test func `A chain of three versions ends in the newest`() throws {
        let event =
            #"{"kind":"event","name":"n","size":5,"level":"high","place":{"x":1},"many":[{"n":1}],"note":null,"old":9,"later":[1]}"#
        let lines = Array(RecordLog<Journal>(reading: Array("\(event)\n".utf8)))
        guard case .record(.event(let new), let origin)? = lines.first else {
            Issue.record("\(lines)")
            return
        }
        #expect(origin.version == 1)
        #expect(new.title == "n")
        #expect(new.size == "5")
        #expect(new.level == .high)
        #expect(new.place?.x == 1)
        #expect(new.place?.y == 0)
        #expect(new.many == [Journal.Many(n: 1)])
        #expect(new.note == .null)
        #expect(new.retries == 3)
        #expect(new.mode == "plain")
        #expect(new.tags == ["a"])
        #expect(new.since == Timestamp("2020-01-01T00:00:00Z"))
        #expect(new.otherFields["later"] == .array([.number(JSONNumber(Int64(1)))]))
    }

    @Test func `What was nobody's name and is a field now becomes its value`() throws {
        let line =
            #"{"kind":"event","name":"n","size":5,"retries":7,"more":1,"added":"a","place":{"x":1,"y":2,"z":3}}"#
        guard case .record(.event(let new), _)? = Array(RecordLog<Journal>(reading: Array(line.utf8))).first else {
            Issue.record("no record")
            return
        }
        #expect(new.retries == 7)
        #expect(new.added == "a")
        #expect(new.mode == "plain")
        #expect(new.place?.y == 2)
        #expect(new.otherFields.members.members.map(\.key) == ["more"])
        var writer = JSONWriter()
        try new.write(to: &writer)
        let written = try JSONValue(parsing: writer.bytes)
        #expect(written["retries"] == .number(JSONNumber(Int64(7))))
        #expect(written["place"]?["z"] == .number(JSONNumber(Int64(3))))
    }

    @Test(
        arguments: [
            (#""retries":"often""#, #"what it declares for "retries", which was an unknown field before"#),
            (#""title":"t""#, "Event.title breaks the rule that a name stands once: an unknown field has it too"),
        ]
    )
    func `What cannot be kept under its name is refused, and not dropped`(_ member: String, _ reason: String) {
        let line = #"{"kind":"event","name":"n","size":5,\#(member)}"#
        guard case .nonconforming(let refused)? = Array(RecordLog<Journal>(reading: Array(line.utf8))).first else {
            Issue.record("not refused")
            return
        }
        let message = refused.violations.first?.message ?? ""
        #expect(message.hasSuffix(reason), "\(message)")
    }

    @Test func `An unknown field cannot take a declared name`() {
        var part = Journal.Many(n: 1)
        part.otherFields["m"] = .string("x")
        var writer = JSONWriter()
        #expect(throws: RecordViolation.self) { try part.write(to: &writer) }
        part.otherFields["m"] = nil
        part.otherFields["mm"] = .string("x")
        #expect(throws: Never.self) { try part.write(to: &writer) }
    }

    /// Typed other fields, arrays with a prefix, members that may be null now, and unions of more cases.
    @Test func `Steps by rule go into every kind of value`() throws {
        let line = #"""
            {"v":"a1","labels":{"main":"m","x":"y"},"parts":{"p":{"n":1,"k":2}},"row":["r",{"n":2}],
            "notes":{"a":"b"},"words":["w"],"u":{"t":"c","x":5},"inner":{"v":"keep me"}}
            """#.filter { $0 != "\n" }
        guard case .record(let new, let origin)? = Array(RecordLog<March>(reading: Array(line.utf8))).first else {
            Issue.record("no record")
            return
        }
        #expect(origin.version == 1)
        #expect(new.labels?.others["x"] == "y")
        #expect(new.parts?["p"]?.otherFields["k"] == .number(JSONNumber(Int64(2))))
        #expect(new.row?.count == 2)
        #expect(new.notes?["a"] == "b")
        #expect(new.words == ["w"])
        #expect(new.inner?.v == "keep me")
        guard case .c(let known)? = new.u else {
            Issue.record("the union's new case is not known: \(String(describing: new.u))")
            return
        }
        #expect(known.x == 5)
        var writer = JSONWriter()
        try new.write(to: &writer)
        let bytes = writer.bytes
        #expect(bytes.withUnsafeBufferPointer { March.program(of: 2)?.isValid($0) } == true)

        // Views do not go through the step, so only reading can tell.
        let others = [#"{"v":"a1","u":{"t":"c","x":"bad"}}"#, #"{"v":"a1","u":{"t":"z"}}"#].joined(separator: "\n")
        let report = RecordLog<March>(reading: Array(others.utf8)).read { (_) in }
        #expect(report.nonconformingLines == 1)
        #expect(report.totalLines == 2)
    }

    @Test func `A header states the version of the records after it`() {
        let log = [
            #"{"kind":"event","name":"n","size":1}"#,
            #"{"kind":"start","version":3}"#,
            #"{"kind":"event","title":"t","size":"1","retries":1,"mode":"m","tags":[],"since":"2020-01-01T00:00:00Z"}"#,
            #"{"kind":"event","name":"n","size":1}"#,
            #"{"kind":"start","version":4}"#,
            #"{"kind":"stop"}"#,
            #"{"kind":"start","version":3}"#,
            #"{"kind":"stop"}"#,
            #"{"kind":"pause"}"#,
        ]
        #expect(
            outcomes(Journal.self, log) == [
                "1", "3", "3", "nonconforming", "unrecognised", "unrecognised", "3", "3", "unrecognised",
            ]
        )
    }

    @Test func `A field tells the version, and a strict family refuses what it does not know`() {
        let log = [
            #"{"schema":"ledger.v1","amount":2,"currency":"eur"}"#,
            #"{"schema":"ledger.v2","amount":2.5,"currency":"usd"}"#,
            #"{"schema":"ledger.v3","amount":2.5,"currency":"usd"}"#,
            #"{"schema":"ledger.v2","amount":2.5,"currency":"gbp"}"#,
            #"{"schema":"ledger.v2","amount":2.5,"currency":"usd","more":1}"#,
            #"{"amount":2.5}"#,
        ]
        #expect(outcomes(Ledger.self, log) == ["1", "2", "unrecognised", "nonconforming", "nonconforming", "corrupt"])
        guard case .record(let record, _)? = Array(RecordLog<Ledger>(reading: Array(log[0].utf8))).first else {
            Issue.record("no record")
            return
        }
        #expect(record.amount == 2)
    }

    @Test func `Shapes tell versions by what is there, null included`() {
        let log = [
            #"{"id":"a"}"#, #"{"id":"a","meta":{"a":1}}"#, #"{"id":"a","meta":{"session":"s"}}"#,
            #"{"id":"a","meta":{"session":null}}"#, #"{"id":"a","meta":{"session":""}}"#, #"{"meta":{}}"#,
        ]
        #expect(outcomes(Thought.self, log) == ["1", "1", "2", "2", "nonconforming", "corrupt"])
    }

    @Test func `The program has its say where types cannot`() {
        let log = [
            #"{"total":1,"status":"open"}"#, #"{"total":1,"status":"closed"}"#, #"{"total":1,"status":"lost"}"#,
            #"{"total":1}"#,
        ]
        #expect(outcomes(Order.self, log) == ["1", "nonconforming", "1", "nonconforming"])
        var strict = ReadingOptions()
        strict.strict = true
        #expect(outcomes(Order.self, log, strict) == ["1", "nonconforming", "nonconforming", "nonconforming"])
    }

    @Test func `What is wrong with a line is named with both places`() {
        let text = #"{"schema":"ledger.v2","amount":"x","currency":"eur"}"#
        guard case .nonconforming(let line)? = Array(RecordLog<Ledger>(reading: Array(text.utf8))).first else {
            Issue.record("conforming")
            return
        }
        #expect(line.violations.map(\.instanceLocation) == ["/amount"])
        #expect(line.violations.map(\.keywordLocation) == ["/properties/amount/type"])
    }
}

/// The version of each record, or the kind of line; views must say the same.
private func outcomes<Family: ViewableFamily>(
    _ family: Family.Type,
    _ lines: [String],
    _ options: ReadingOptions = ReadingOptions()
) -> [String] {
    let log = RecordLog<Family>(reading: Array(lines.map { $0 + "\n" }.joined().utf8), options: options)
    let owned = log.map(outcome)
    let viewed = log.views.map { line in
        switch line {
        case .view(_, let origin): "\(origin.version)"
        case .other(let line): outcome(line)
        }
    }
    #expect(owned == viewed)
    return owned
}

private func outcome<Record>(_ line: LogLine<Record>) -> String {
    switch line {
    case .record(_, let origin): "\(origin.version)"
    case .nonconforming: "nonconforming"
    case .unrecognised: "unrecognised"
    case .corrupt: "corrupt"
    case .tornTail: "torn"
    }
}
