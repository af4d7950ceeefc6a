import Testing

@testable import JSONCore

/// Fields read by rules against the same fields read one by one, by the cursor's own readers of such values.
struct ObjectRulesTests {
    private let memory: GuardedMemory

    init() throws {
        memory = try #require(GuardedMemory())
    }

    /// One rule of each kind and shape; the name is short, long, and of just the length that is compared at once.
    private static let rules: [FieldRule] = {
        var fields = FieldRules()
        fields.constant("tag", "START")
        fields.constant("empty", "")
        fields.constant("long", "a constant of more than sixteen bytes")
        fields.constant("quoted", "with \"quotes\"")
        fields.timestamp("at")
        fields.timestamp("at_or_null", nullable: true)
        fields.uuid("id")
        fields.uuid("id_or_null", nullable: true)
        fields.integer("n")
        fields.integer("small", min: -5, max: 1_000)
        fields.integer("count_or_null", min: 0, nullable: true)
        fields.text("text")
        fields.text("text_or_null", nullable: true)
        fields.text("bounded", min: 2, max: 5)
        fields.text("hash", lowerHex: 64)
        fields.text("short_hash", lowerHex: 8)
        fields.text("long_hash", lowerHex: 70)
        fields.bool("flag")
        fields.bool("flag_or_null", nullable: true)
        fields.number("ratio")
        fields.number("ratio_or_null", nullable: true)
        fields.text("a_name_of_twenty_nine_letters")
        fields.text("a_name_of_thirty_one_characters")
        fields.text("a_name_that_is_longer_than_what_is_compared_at_once")
        return fields.rules
    }()

    /// Each rule alone, so that no other is asked for. Made once, because a table's memory is never given back.
    private static let tables = rules.map { ObjectRules([$0]) }

    private static let values: [String] = [
        #""START""#, #""START ""#, #""STAR""#, #""""#, #""a constant of more than sixteen bytes""#,
        #""with \"quotes\"""#, #""\u0053TART""#, #""2024-05-06T07:08:09.123Z""#, #""2024-05-06T07:08:09Z""#,
        #""2024-05-06T07:08:09.123456789123Z""#, #""2024-05-06T07:08:09+02:00""#, #""2024-13-06T07:08:09Z""#,
        #""2024-05-06T07:08:0"Z""#, #""6ba7b810-9dad-11d1-80b4-00c04fd430c8""#,
        #""6BA7B810-9DAD-11D1-80B4-00C04FD430C8""#, #""6ba7b810-9dad-11d1-80b4-00c04fd430cg""#,
        #""6ba7b8109dad11d180b400c04fd430c8""#, #""\u0036ba7b810-9dad-11d1-80b4-00c04fd430c8""#, "0", "-0", "7", "-5",
        "-6", "1000", "1001", "1234567", "12345678", "1073741823", "1073741824", "4294967295", "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808", "1.0", "1e3", "1.5", "01", "-", "1x", "0.1", "0.1000", "12345678901234567890.5",
        "1e999",
        "true", "false", "truth", "fals", "null", "nul", "{}", "[]", "[1]", #"{"a":1}"#, #""ab""#, #""a""#,
        #""abcdef""#,
        #""äöüß""#, #""äöüßéñ""#, #""a\nb""#, #""\ud83d\ude00\ud83d\ude00""#, #""\ud83d""#, "\"tab\there\"", "\"open",
        "\"\(String(repeating: "0123456789abcdef", count: 4))\"",
        "\"\(String(repeating: "0123456789ABCDEF", count: 4))\"", #""0123abcd""#, #""0123abc\u0064""#, #""0123abc""#,
        "\"\(String(repeating: "0123456789", count: 7))\"", "\"\(String(repeating: "long ", count: 30))\"", "", "}",
    ]

    @Test func `Each value is taken or refused as its own reader does`() throws {
        for (index, rule) in Self.rules.enumerated() {
            for value in Self.values {
                for end in ["}", ",\"other\":1}", " }", " , \"other\" : 1 }", "", "x"] {
                    for colon in [":", ": ", " : "] {
                        let text = "{\"\(rule.name)\"\(colon)\(value)\(end)"
                        let wanted = outcome { try plainly(text, rule) }
                        let values = outcome { try byRules(text, index, keepsPlaces: false) }
                        let places = outcome { try byRules(text, index, keepsPlaces: true) }
                        #expect(values == wanted, "\(text)")
                        #expect(places == wanted, "\(text)")
                    }
                }
            }
        }
    }

    @Test func `What has to be there is asked for`() throws {
        let rules = ObjectRules { fields in
            fields.text("a")
            fields.text("b", required: false)
            fields.integer("c")
        }
        func read(_ text: String) throws -> [Bool] {
            var c = JSONCursor(at: memory.place(line: Array(text.utf8)))
            var values = FieldValues8()
            var read = FieldsRead()
            while try c.nextField(rules, &read, values: &values) != nil { try c.skipValue() }
            return [read.has(0), read.has(1), read.has(2)]
        }
        #expect(try read(#"{"a":"","c":1}"#) == [true, false, true])
        #expect(try read(#"{"c":1,"x":[1],"b":"","a":""}"#) == [true, true, true])
        for text in ["{}", #"{"a":""}"#, #"{"b":"","c":1}"#, #"{"c":1}"#] {
            #expect(throws: JSONFault(.missingField, at: text.utf8.count), "\(text)") { try read(text) }
        }
        #expect(throws: JSONFault.self) { try read(#"{"a":"","a":"","c":1}"#) }
        #expect(throws: JSONFault.self) { try read(#"{"a":"","c":1,"a":""}"#) }
    }

    @Test func `What the rules do not name is kept, stepped over, left to the caller or refused`() throws {
        let text = #"{"x":[1],"a":"1","y": {"b":"2"} ,"b":"3","z":null}"#
        func cursor() -> JSONCursor { JSONCursor(at: memory.place(line: Array(text.utf8))) }
        func rules(_ others: ObjectRules.Others) -> ObjectRules {
            ObjectRules(others: others) { fields in
                fields.text("a")
                fields.text("b")
            }
        }
        var (values, read) = (FieldValues4(), FieldsRead())
        var places = [FieldPlace](repeating: .absent, count: 2)
        var c = cursor()
        var kept: [UInt8]?
        #expect(try c.nextField(rules(.free), &read, values: &values, keeping: &kept) == nil)
        #expect(String(decoding: kept ?? [], as: UTF8.self) == #""x":[1],"y": {"b":"2"},"z":null"#)
        #expect(c.string(values.s0) == "1" && c.string(values.s1) == "3" && c.offset == text.utf8.count)

        (c, read) = (cursor(), FieldsRead())
        try c.readFields(rules(.free), &read, places: &places)
        #expect(c.string(places[0].slice) == "1" && c.string(places[1].slice) == "3" && c.offset == text.utf8.count)

        for keepsPlaces in [false, true] {
            (c, read) = (cursor(), FieldsRead())
            func next(_ others: ObjectRules.Others) throws -> Int? {
                keepsPlaces
                    ? try c.nextField(rules(others), &read, places: &places)
                    : try c.nextField(rules(others), &read, values: &values)
            }
            for _ in 0..<3 {
                #expect(try next(.typed) == NameTable.unknown)
                try c.skipValue()
            }
            #expect(try next(.typed) == nil)
            (c, read) = (cursor(), FieldsRead())
            #expect(throws: JSONFault(.violation, at: 5)) { try next(.refused) }
        }
    }

    /// Behind the field that generated code reads, in every order and with everything that an object may go on with.
    @Test func `An object that ends behind its last field is read as one that goes on`() throws {
        let rules = ObjectRules { fields in
            fields.text("a")
            fields.other("b")
        }
        let members = [#""a":"x""#, #""b":[1]"#, #""c":{}"#, #""d":1"#, #""c":1"#, #""a":null"#]
        enum Way: CaseIterable { case readValues, endValues, keepValues, endKeeping, readPlaces, endPlaces }
        func read(_ text: String, _ way: Way) throws -> String {
            var c = JSONCursor(at: memory.place(line: Array(text.utf8)))
            var (values, read) = (FieldValues4(), FieldsRead())
            var places = [FieldPlace](repeating: .absent, count: 2)
            var kept: [UInt8]?
            func first() throws -> Int? {
                switch way {
                case .readValues, .endValues: try c.nextField(rules, &read, values: &values)
                case .keepValues, .endKeeping: try c.nextField(rules, &read, values: &values, keeping: &kept)
                case .readPlaces, .endPlaces: try c.nextField(rules, &read, places: &places)
                }
            }
            // Those that are nobody's are left to the caller where they are not kept.
            var index = try first()
            while let other = index, other != 1 {
                try c.skipValue()
                index = try first()
            }
            guard index == 1 else { return "ended" }
            try c.skipValue()
            switch way {
            case .readValues: try c.readFields(rules, &read, values: &values)
            case .endValues: try c.endFields(rules, &read, values: &values)
            case .keepValues: _ = try c.nextField(rules, &read, values: &values, keeping: &kept)
            case .endKeeping: try c.endFields(rules, &read, values: &values, keeping: &kept)
            case .readPlaces: try c.readFields(rules, &read, places: &places)
            case .endPlaces: try c.endFields(rules, &read, places: &places)
            }
            let depth = c.depthLeft == JSONCursor(at: c.start).depthLeft
            return "\(c.offset) \(depth) \(read.has(0)) \(String(decoding: kept ?? [], as: UTF8.self))"
        }
        var ended = 0
        for first in members {
            for second in members + [""] {
                for third in members + [""] {
                    let list = [first, second, third].filter { !$0.isEmpty }.joined(separator: ",")
                    for end in ["}", " }", ",}", "", "]", "}}"] {
                        let text = "{\(list)\(end)"
                        let found = Way.allCases.map { way in outcome { try read(text, way) } }
                        #expect(found[0] == found[1], "\(text)")
                        #expect(found[2] == found[3], "\(text)")
                        #expect(found[4] == found[5], "\(text)")
                        if found[3].contains("true true") { ended += 1 }
                    }
                }
            }
        }
        #expect(ended > 40)
    }

    /// The look ahead keeps places where the values will be, and these objects are found out only behind them.
    @Test(arguments: [#"{"b":null,"a":null,"c":{}x}"#, #"{"b":null,"a":null,"b":1}"#, #"{"b":null,"a":null,"d" 1}"#])
    func `A look ahead that fails leaves no values behind`(text: String) {
        let rules = ObjectRules { fields in
            fields.text("a", nullable: true)
            fields.integer("b", nullable: true)
            fields.other("c", required: false)
        }
        var c = JSONCursor(at: memory.place(line: Array(text.utf8)))
        var (values, read) = (FieldValues4(), FieldsRead())
        #expect(throws: JSONFault.self) {
            while try c.nextField(rules, &read, values: &values) != nil { try c.skipValue() }
        }
        #expect(read.isNull(0) && read.isNull(1))
        #expect(c.optionalString(values.s0) == nil && values.s1.optionalInteger == nil)
    }

    @Test func `All rooms are as large as the zeros that they are made of, and hold nothing`() {
        #expect(FieldValues4().s3.optionalInteger == nil && FieldValues8().s7.optionalInteger == nil)
        #expect(FieldValues12().s11.optionalInteger == nil && FieldValues16().s15.optionalInteger == nil)
        #expect(FieldValues24().s23.optionalInteger == nil && FieldValues32().s31.optionalInteger == nil)
        #expect(FieldValues64().s63.optionalInteger == nil)
        #expect(!FieldsRead().has(0) && !FieldsRead().isNull(63))
    }

    /// What a reading came to: the value and where the text went on, or the fault.
    private func outcome(_ read: () throws -> String) -> String {
        do { return try read() } catch { return "\(error)" }
    }

    private func byRules(_ text: String, _ index: Int, keepsPlaces: Bool) throws -> String {
        let rule = Self.rules[index]
        let rules = Self.tables[index]
        var c = JSONCursor(at: memory.place(line: Array(text.utf8)))
        var values = FieldValues8()
        var places = [FieldPlace](repeating: .absent, count: 1)
        var read = FieldsRead()
        while true {
            let field =
                keepsPlaces
                ? try c.nextField(rules, &read, places: &places) : try c.nextField(rules, &read, values: &values)
            guard field != nil else { break }
            try c.skipValue()
        }
        let value: String
        if read.isNull(0) {
            value = "null"
        } else if keepsPlaces {
            var probe = c.moved(to: c.start + Int(places[0].offset))
            value =
                switch rule.kind {
                case .other, .constant: ""
                case .text, .boundedText, .lowerHex: c.string(places[0].slice)
                case .bool: "\(places[0].isTrue)"
                case .timestamp: "\(try places[0].heldTimestamp ?? probe.timestamp())"
                case .uuid: "\(try probe.uuid())"
                case .integer: "\(try places[0].heldInteger ?? probe.integer())"
                case .number: "\(try probe.number())"
                }
        } else {
            value =
                switch rule.kind {
                case .other, .constant: ""
                case .text, .boundedText, .lowerHex: c.string(values.s0)
                case .bool: "\(values.s0.isTrue)"
                case .timestamp: "\(c.timestamp(values.s0))"
                case .uuid: "\(values.s0.uuid)"
                case .integer: "\(values.s0.integer)"
                case .number: "\(c.number(values.s0))"
                }
        }
        return "\(value) \(c.offset)"
    }

    private func plainly(_ text: String, _ rule: FieldRule) throws -> String {
        var c = JSONCursor(at: memory.place(line: Array(text.utf8)))
        var value = ""
        guard try c.beginObject() else { throw c.fault(.missingField) }
        repeat {
            if c.string(try c.memberName()) == rule.name {
                value = rule.isNullable && c.takeNull() ? "null" : try plainValue(&c, rule)
            } else {
                try c.skipValue()
            }
        } while try c.nextMember()
        return "\(value) \(c.offset)"
    }

    private func plainValue(_ c: inout JSONCursor, _ rule: FieldRule) throws -> String {
        switch rule.kind {
        case .other: try c.skipValue()
        case .constant:
            let slice = try c.text()
            guard c.string(slice).utf8.elementsEqual(rule.constant) else { throw c.violation(at: slice.offset) }
        case .timestamp: return "\(try c.timestamp())"
        case .uuid: return "\(try c.uuid())"
        case .integer: return "\(try c.integer(min: rule.least, max: rule.most))"
        case .bool: return "\(try c.bool())"
        case .number: return "\(try c.number())"
        case .text: return try c.string()
        case .boundedText: return c.string(try c.text(min: Int(rule.least), max: Int(rule.most)))
        case .lowerHex: return c.string(try c.text(lowerHex: Int(rule.least)))
        }
        return ""
    }
}
