import RecordLog
import Testing

@testable import JSONCore

/// Fields written by their rules, against the same values written one by one.
struct WritingFieldsTests {
    private static let timestamp = Timestamp("2024-05-06T07:08:09.123Z")
    private static let uuid = UUID128("6ba7b810-9dad-11d1-80b4-00c04fd430c8")

    private func text(_ write: (inout JSONWriter) throws -> Void) rethrows -> String {
        var out = JSONWriter(capacity: 1)
        try write(&out)
        return String(decoding: out.bytes, as: UTF8.self)
    }

    @Test func everyKindIsWrittenAsItsValue() throws {
        let rules = ObjectRules(of: "Thing") { fields in
            fields.constant("tag", "START")
            fields.timestamp("at")
            fields.uuid("id")
            fields.integer("n", min: 0, max: 9)
            fields.text("text")
            fields.bool("flag")
            fields.number("ratio")
        }.rows
        let timestamp = try #require(Self.timestamp)
        let uuid = try #require(Self.uuid)
        let written = try text { out in
            out.beginObject()
            out.constant(rules[0])
            out.field(timestamp, rules[1])
            out.field(uuid, rules[2])
            out.field(9, rules[3])
            out.field("a \"quoted\" text", rules[4])
            out.field(true, rules[5])
            out.field(Number(1.5), rules[6])
            try out.endObject()
        }
        #expect(
            written == #"{"tag":"START","at":"2024-05-06T07:08:09.123Z","id":"6ba7b810-9dad-11d1-80b4-00c04fd430c8","#
                + #""n":9,"text":"a \"quoted\" text","flag":true,"ratio":1.5}"#
        )
    }

    @Test func absenceIsNothingOrNullAsTheRuleHasIt() throws {
        let rules = ObjectRules { fields in
            fields.text("a", required: false)
            fields.text("b", nullable: true)
            fields.integer("c", required: false)
            fields.integer("d", nullable: true)
            fields.bool("e", required: false, nullable: true)
            fields.number("f", required: false, nullable: true)
            fields.uuid("g", required: false, nullable: true)
            fields.timestamp("h", nullable: true)
        }.rows
        let written = try text { out in
            out.beginObject()
            out.field(nil as String?, rules[0])
            out.field(nil as String?, rules[1])
            out.field(nil as Int?, rules[2])
            out.field(nil as Int?, rules[3])
            out.field(Presence<Bool>.null, rules[4])
            out.field(Presence<Number>.absent, rules[5])
            out.field(Presence<UUID128>.absent, rules[6])
            out.field(nil as Timestamp?, rules[7])
            out.field("x" as String?, rules[0])
            out.field(1 as Int?, rules[2])
            out.field(Presence.value(false), rules[4])
            try out.endObject()
        }
        #expect(written == #"{"b":null,"d":null,"e":null,"h":null,"a":"x","c":1,"e":false}"#)
    }

    /// Names of every length around the one that is copied at once, with and without characters that JSON escapes, each
    /// first in its object and behind another, with every amount of room left in the writer's memory.
    @Test func namesAreWrittenAsJSONHasThem() throws {
        for length in [0, 1, 13, 14, 15, 27, 28, 29, 30, 31, 32, 33, 70] {
            for end in ["", "é", "\"", "\\", "\n", "\u{1}"] {
                let name = String(repeating: "n", count: length) + end
                let field = FieldRule("", .bool, true, false, least: 0, most: 0)
                let rule = ObjectRules(names: [name], [field]).rows[0]
                let quoted = JSONValue.string(name).jsonText
                let expected = "{\(quoted):true,\(quoted):false,\(quoted):null}"
                for used in 0...64 {
                    var out = JSONWriter(capacity: 64)
                    for _ in 0..<used { out.byte(0x20) }
                    out.beginObject()
                    out.field(true, rule)
                    out.field(false, rule)
                    out.name(rule)
                    out.null()
                    try out.endObject()
                    #expect(out.bytes.dropFirst(used).elementsEqual(expected.utf8))
                }
            }
        }
    }

    @Test func constantsAreWrittenAsJSONHasThem() throws {
        let rules = ObjectRules { fields in
            fields.constant("a", "")
            fields.constant("b", "plain")
            fields.constant("c", "with \"quotes\" and a \\")
            fields.constant("d", "ä longer text than any vector has bytes, so that it is copied in pieces, one by one")
        }.rows
        let written = try text { out in
            out.beginObject()
            for index in 0..<4 { out.constant(rules[index]) }
            try out.endObject()
        }
        #expect(
            written == #"{"a":"","b":"plain","c":"with \"quotes\" and a \\","#
                + #""d":"ä longer text than any vector has bytes, so that it is copied in pieces, one by one"}"#
        )
    }

    @Test(arguments: [
        ("minimum 0", 0), ("maximum 9", 1), ("minLength 2", 2), ("maxLength 3", 3), ("8 hexadecimal digits", 4),
        ("finite number", 5),
    ])
    func brokenRulesAreThrownWithTheirFields(_ rule: String, _ index: Int) throws {
        let rules = ObjectRules(of: "Thing") { fields in
            fields.integer("f0", min: 0, max: 9)
            fields.integer("f1", min: 0, max: 9)
            fields.text("f2", min: 2, max: 3)
            fields.text("f3", min: 2, max: 3)
            fields.text("f4", lowerHex: 8)
            fields.number("f5")
        }.rows
        func write(_ broken: Int, _ out: inout JSONWriter) throws(RecordViolation) {
            out.beginObject()
            out.field(broken == 0 ? -1 : 0, rules[0])
            out.field(broken == 1 ? 10 : 9, rules[1])
            out.field(broken == 2 ? "ä" : "ää", rules[2])
            out.field(broken == 3 ? "äääa" : "äää", rules[3])
            out.field(broken == 4 ? "0123456G" : "01234567", rules[4])
            out.field(Number(broken == 5 ? .infinity : 0), rules[5])
            try out.endObject()
        }
        var out = JSONWriter()
        #expect(throws: RecordViolation(field: "Thing.f\(index)", rule: rule)) { try write(index, &out) }
        // What is thrown is forgotten.
        out.removeAll()
        try write(-1, &out)
    }

    /// Bounds that no text has, with which counting its bytes must not overflow.
    @Test(arguments: [Int64.max, Int64.max / 4 + 1, Int64(1) << 62])
    func hugeBoundsAreBounds(_ bound: Int64) {
        let rules = ObjectRules(of: "Thing") { $0.text("text", min: bound, max: .max) }.rows
        var out = JSONWriter()
        #expect(throws: RecordViolation(field: "Thing.text", rule: "minLength \(bound)")) {
            out.beginObject()
            out.field("short", rules[0])
            try out.endObject()
        }
        #expect(throws: RecordViolation(field: "Thing.text", rule: "minLength \(bound)")) {
            try out.string("short", min: Int(bound), max: .max, "Thing.text")
        }
    }

    /// The first broken rule is thrown, also where code throws for a later one.
    @Test func theFirstBrokenRuleIsThrown() throws {
        let rules = ObjectRules(of: "Thing") { fields in
            fields.integer("a", min: 0)
            fields.integer("b", max: 0)
            fields.other("c")
        }.rows
        var out = JSONWriter()
        #expect(throws: RecordViolation(field: "Thing.a", rule: "minimum 0")) {
            out.beginObject()
            out.field(-1, rules[0])
            out.field(1, rules[1])
            out.name(rules[2])
            try out.string("", min: 1, max: 2, "Thing.c")
        }
        #expect(throws: RecordViolation(field: "Thing.b", rule: "maximum 0")) {
            out.beginObject()
            out.field(0, rules[0])
            out.field(1, rules[1])
            var others = OtherFields()
            others["a"] = .bool(true)
            try others.write(to: &out, besides: NameTable(["a", "b", "c"]), "Thing")
        }
        #expect(throws: RecordViolation(field: "Thing.b", rule: "maximum 0")) {
            out.beginObject()
            out.field(1, rules[1])
            let others: Members<Int> = ["a": 1]
            try out.others(others, besides: NameTable(["a"]), "Thing.others") {
                (value: Int, out: inout JSONWriter) throws(RecordViolation) in out.integer(value)
            }
        }
    }
}
