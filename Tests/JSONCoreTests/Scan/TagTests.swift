import Testing

@testable import JSONCore

/// The tag of a union, wherever it stands, and never what only looks like it.
struct TagTests {
    private let memory: GuardedMemory
    private let table = NameTable(["A", "B"])

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
}
