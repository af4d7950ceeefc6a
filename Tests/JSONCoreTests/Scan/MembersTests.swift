import Testing

@testable import JSONCore

/// Members read by their fields, in the usual order and in any other, against a plain reading of the object.
struct MembersTests {
    private let memory: GuardedMemory

    init() throws {
        memory = try #require(GuardedMemory())
    }

    @Test(arguments: [3, 12, 64, 65, 90])
    func `Members are found in any order`(_ count: Int) throws {
        let seed = UInt64.random(in: 0 ... .max)
        var random = RandomSource(seed: seed)
        let names = (0..<count).map { "field\($0 % 7 == 0 ? "_with_a_long_name_" : "")\($0)" }
        let values = [
            "1", "-2.5", "true", "null", #""text""#, #""with \"escapes\\""#, #""""#, #"{"field1":"x","y":[]}"#,
            "[1,\"a\"]",
            "\"\(String(repeating: "long ", count: 20))\"", "{}", #""a,""#,
        ]
        for round in 0..<400 {
            var members = names.filter { _ in Int.random(in: 0..<3, using: &random) > 0 }
            members += ["other", "field", "field1x", #"other\"field1"#].prefix(round % 5)
            if round % 3 > 0 { members.shuffle(using: &random) }
            let colon = round % 5 == 0 ? ": " : ":"
            let comma = round % 5 == 1 ? " , " : round % 5 == 0 ? ", " : ","
            let written = members.map { (name: $0, value: values[Int.random(in: 0..<values.count, using: &random)]) }
            let text = "{" + written.map { "\"\($0.name)\"\(colon)\($0.value)" }.joined(separator: comma) + "}"
            let read = try read(text, names)
            let fields = Dictionary(
                uniqueKeysWithValues: written.filter { names.contains($0.name) }.map { ($0.name, $0.value) }
            )
            #expect(read.fields == fields, "seed \(seed), round \(round): \(text)")
            #expect(read.others == written.filter { !names.contains($0.name) }.map(\.value), "seed \(seed): \(text)")
        }
    }

    @Test(arguments: [
        #"{"b":1,"a":2,"b":3}"#, #"{"c":1,"a":2"#, #"{"c":1,"a":2,}"#, #"{"c":1 "a":2}"#, #"{"c":1,"a" 2}"#,
        #"{"c":1,,"a":2}"#,
        #"{"c":1,"a":2}}"#, #"{"c":1,"a":2},"b":3}"#, #"{"c":"x,"a":2}"#, #"{"c":"x"y,"a":2}"#, #"{"c":1x,"a":2}"#,
        #"{"c":{"b":1,"a":2}"#, #"{"c":[,"a":2}"#, #"{"c":1,\"a":2}"#, #"{"c":1,"a":"2}"#, #"{"c":"1\","a":2}"#,
        #"{"c":1;"a":2}"#,
        #"{"c":1,"a":}"#, #"{"c":,"a":1}"#, #"{"c":1,"\u0063":2}"#, #"{"c":1,"x":2,"a":3]"#, #"{"c":1,"x""a":3}"#,
        #"{"c":1}"a":2}"#, #"{0"c":1}"#, #"{["c":1,"a":2}"#, #"{,"c":1,"a":2}"#,
    ])
    func `What is no object is refused in any order`(_ text: String) {
        #expect(throws: (any Error).self, "\(text)") { try read(text, ["a", "b", "c", "d"]) }
    }

    private struct Members {
        var fields: [String: String] = [:]
        var others: [String] = []
    }

    private func read(_ text: String, _ names: [String]) throws -> Members {
        let start = memory.place(line: Array(text.utf8))
        var c = JSONCursor(at: start)
        var rules = FieldRules()
        for _ in names.prefix(64) { rules.other("", required: false) }
        let members =
            names.count <= 64
            ? try few(&c, ObjectRules(names: names, rules.rules)) : try many(&c, NameTable(names))
        try c.expectEnd()
        if c.offset != text.utf8.count { throw c.fault(.trailingBytes) }
        return members
    }

    private func few(_ c: inout JSONCursor, _ rules: ObjectRules) throws -> Members {
        var members = Members()
        var values = FieldValues64()
        var read = FieldsRead()
        while let index = try c.nextField(rules, &read, values: &values) {
            try keep(index, &c, rules.names, &members)
            if index >= 0 { #expect(read.has(index)) }
        }
        return members
    }

    private func many(_ c: inout JSONCursor, _ table: NameTable) throws -> Members {
        var members = Members()
        var seen = ManyFieldsSeen()
        var more = try c.beginObject()
        while more {
            let index = try c.field(table, &seen)
            try keep(index, &c, table, &members)
            if index >= 0 { #expect(seen.contains(index)) }
            more = try c.nextMember(&seen)
        }
        return members
    }

    private func keep(_ index: Int, _ c: inout JSONCursor, _ table: NameTable, _ members: inout Members) throws {
        let first = c.p
        try c.skipValue()
        let value = String(decoding: UnsafeBufferPointer(start: first, count: c.p - first), as: UTF8.self)
        if index >= 0 { members.fields[table.names[index]] = value } else { members.others.append(value) }
    }
}
