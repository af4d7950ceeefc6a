import Testing

@testable import JSONCore

/// The tag of a union, wherever it stands, and never what only looks like it.
struct TagTests {
    private let memory: GuardedMemory
    private let table = NameTable(tags: ["A", "B"])

    init() throws {
        memory = try #require(GuardedMemory())
    }

    @Test(arguments: [
        #"{"type":"B"}"#, #"{"x":1,"type":"B"}"#, #"{"x":1, "type": "B"}"#, #"{ "type" : "B" }"#,
        // The end of a longer name, with every distance to the vectors' ends.
        #"{"x\"type":"A","type":"B"}"#, #"{"x\"type":"A", "type": "B"}"#, #"{"\"type":"A","type":"B"}"#,
        #"{"a long name before it all\"type":"A","type":"B"}"#, #"{"x\\\"type":"A","type":"B"}"#,
        // In a text, and in an object inside.
        #"{"x":"\"type\":\"A\"","type":"B"}"#, #"{"x":{"type":"A"},"type":"B"}"#, #"{"x":["type"],"type":"B"}"#,
        #"{"x":"type","type":"B"}"#, #"{"x":"","type":"B"}"#, #"{"\u0074ype":"B"}"#,
    ])
    func `A tag is the member of its whole name`(_ text: String) throws {
        var c = JSONCursor(at: memory.place(line: Array(text.utf8)))
        #expect(try c.tag("type", in: table) == 1, "\(text)")
    }

    @Test(arguments: [1, 5, 7, 8, 28, 29, 30, 31, 32, 33, 64, 100])
    func `Tags of any length are told apart, however they are written`(_ count: Int) throws {
        let names = ["x", "y", "z"].map { String(repeating: "com.example.", count: 9).prefix(count - 1) + $0 }
        let table = NameTable(names.map { String($0) })
        for (index, name) in names.enumerated() {
            let escaped = name.dropLast() + [#"\u0078"#, #"\u0079"#, #"\u007A"#][index]
            for text in [
                #"{"type":"\#(name)"}"#, #"{ "type" : "\#(name)" }"#, #"{"a":1,"type":"\#(name)"}"#,
                #"{"type":"\#(escaped)"}"#, #"{"type":"\#(name)","b":"\#(name)"}"#,
            ] {
                var c = JSONCursor(at: memory.place(line: Array(text.utf8)))
                #expect(try c.tag("type", in: table) == index, "\(text)")
            }
            for text in [#"{"type":"\#(name)1"}"#, #"{"type":"\#(name.dropLast())"}"#, #"{"type":"\#(name)\\"}"#] {
                var c = JSONCursor(at: memory.place(line: Array(text.utf8)))
                #expect(try c.tag("type", in: table) == NameTable.unknown, "\(text)")
            }
        }
    }
}
