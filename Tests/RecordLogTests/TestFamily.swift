import JSONCore
import RecordLog
import SchemaProgram

/// A small family told by a header, as the generator would make it: version 1 has `n`, version 2 calls it `number`.
enum TestFamily: RecordFamily {
    typealias Record = TestEvent

    static let familyName = "test-event"
    static let newestVersion = 2
    static let readsStrictly = false
    static var telling: VersionTelling {
        VersionTelling(
            rules: [.header(tag: "START", field: "version")],
            assumed: 1,
            tag: "type",
            guaranteed: ["type", "timestamp"]
        )
    }

    static func read(_ cursor: inout JSONCursor, version: Int) throws(ReadFault) -> TestEvent? {
        guard version == 1 || version == 2 else { return nil }
        do throws(JSONFault) {
            return try TestEvent(reading: &cursor, numberName: version == 1 ? "n" : "number")
        } catch {
            throw .json(error)
        }
    }

    static func program(of version: Int) -> Program? {
        version == 1 || version == 2 ? TestEvent.noProgram : nil
    }
}

extension TestFamily: ViewableFamily {
    /// Looking at a record where it lies is a matter of speed; here the record itself does.
    typealias View = TestEvent

    static func view(_ c: inout JSONCursor, version: Int, in line: consuming LineHold) throws(JSONFault) -> TestEvent? {
        version == 1 || version == 2 ? try TestEvent(reading: &c, numberName: version == 1 ? "n" : "number") : nil
    }
}

struct TestEvent: JSONRecord {
    static let noProgram = Program(table: "")

    var type: String
    var timestamp: String = "2026-02-23T14:30:22Z"
    var number: Int64?
    var version: Int64?
    var text: String?

    init(type: String, number: Int64? = nil, version: Int64? = nil, text: String? = nil) {
        self.type = type
        self.number = number
        self.version = version
        self.text = text
    }

    init(reading cursor: inout JSONCursor) throws(JSONFault) {
        try self.init(reading: &cursor, numberName: "number")
    }

    init(reading cursor: inout JSONCursor, numberName: String) throws(JSONFault) {
        type = ""
        timestamp = ""
        let begin = cursor.offset
        var seen: Set<String> = []
        if try cursor.beginObject() {
            repeat {
                let place = cursor.offset
                let name = cursor.string(try cursor.memberName())
                guard seen.insert(name).inserted else { throw JSONFault(.duplicateKey, at: place) }
                switch name {
                case "type": type = try cursor.string()
                case "timestamp": timestamp = try cursor.string()
                case numberName: number = try cursor.int64()
                case "version": version = try cursor.int64()
                case "text": text = try cursor.string()
                default: try cursor.skipValue()
                }
            } while try cursor.nextMember()
        }
        guard seen.contains("type"), seen.contains("timestamp") else { throw JSONFault(.missingField, at: begin) }
        guard ["START", "EVENT", "MARK", "END"].contains(type) else { throw JSONFault(.unknownVariant, at: begin) }
        if type == "EVENT", number == nil { throw JSONFault(.missingField, at: begin) }
    }

    func write(to out: inout JSONWriter) throws(RecordViolation) {
        if let number, number < 0 { throw RecordViolation(field: "TestEvent.number", rule: "minimum 0") }
        out.raw("{\"type\":")
        out.string(type)
        out.raw(",\"timestamp\":")
        out.string(timestamp)
        if let version {
            out.raw(",\"version\":")
            out.integer(version)
        }
        if let number {
            out.raw(",\"number\":")
            out.integer(number)
        }
        if let text {
            out.raw(",\"text\":")
            out.string(text)
        }
        out.raw("}")
    }
}

typealias TestLine = LogLine<TestEvent>

func header(_ version: Int) -> String {
    #"{"type":"START","timestamp":"t","version":\#(version)}"#
}

func event(_ number: Int, name: String = "number", text: String? = nil) -> String {
    let more = text.map { #","text":"\#($0)""# } ?? ""
    return #"{"type":"EVENT","timestamp":"t","\#(name)":\#(number)\#(more)}"#
}

/// The whole line in words; a dictionary is described in an order of its own each time, so its members are sorted.
func described(_ line: TestLine) -> String {
    switch line {
    case .record(let record, let origin): return "\(record) \(origin)"
    case .unrecognised(let line):
        let guaranteed = line.guaranteed.sorted { $0.key < $1.key }
        return "\(line.place) \(line.reason) \(line.text) \(guaranteed)"
    default: return "\(line)"
    }
}

func described(_ line: ViewedLine<TestFamily>) -> String {
    switch line {
    case .view(let view, let origin): "\(view) \(origin)"
    case .other(let other): described(other)
    }
}

/// One letter a line: r record, n nonconforming, u unrecognised, c corrupt, t torn tail.
func letters(_ lines: some Sequence<TestLine>) -> String {
    String(
        lines.map { line -> Character in
            switch line {
            case .record: "r"
            case .nonconforming: "n"
            case .unrecognised: "u"
            case .corrupt: "c"
            case .tornTail: "t"
            }
        }
    )
}
