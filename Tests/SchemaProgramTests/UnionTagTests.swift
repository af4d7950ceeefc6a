import SchemaProgram
import Testing

/// Unions that a tag decides mean what they would mean without the shortcut.
struct UnionTagTests {
    private static let a = #"{"type": "object", "properties": {"t": {"const": "a"}}, "required": ["t"]}"#
    private static let b =
        #"{"type": "object", "properties": {"t": {"const": "b"}, "n": {"type": "integer"}}, "required": ["t"]}"#
    private static let mayLack = #"{"properties": {"t": {"enum": ["b", "c"]}, "n": {"type": "integer"}}}"#
    private static let byParts = #"{"allOf": [{"required": ["t"]}, {"properties": {"t": {"const": "b"}}}]}"#

    @Test(arguments: [
        ([a, b], "{}", false), ([a, b], #"{"t": "a"}"#, true), ([a, b], #"{"t": "b", "n": "x"}"#, false),
        ([a, b], "7", false), ([a, mayLack], "{}", true), ([a, mayLack], #"{"n": "x"}"#, false),
        ([a, mayLack], #"{"t": "a"}"#, true), ([a, mayLack], #"{"t": "d"}"#, false),
        ([a, mayLack], #"{"t": 1}"#, false), ([a, byParts], "{}", false), ([a, byParts], #"{"t": "b"}"#, true),
        ([a, #"{"type": "null"}"#, b], "null", true), ([a, #"{"type": "null"}"#, b], #"{"t": "b"}"#, true),
        ([a, #"{"type": ["null", "string"]}"#, b], "{}", false),
        ([a, #"{"type": ["null", "object"]}"#, b], "{}", true), ([a, #"{"type": "null"}"#], #"{"t": "a"}"#, true),
    ])
    func `A tag changes no verdict`(_ branches: [String], _ instance: String, _ expected: Bool) throws {
        for keyword in ["oneOf", "anyOf"] {
            let program = try compile(#"{"\#(keyword)": [\#(branches.joined(separator: ","))]}"#)
            #expect(program.isValid(instance) == expected)
            #expect(program.violations(instance).isEmpty == expected)
            #expect(program.output(instance, .basic)["valid"] == .bool(expected))
        }
    }

    @Test
    func `Two alternatives that may lack the tag hold at once`() throws {
        let other = #"{"properties": {"t": {"const": "d"}}}"#
        let program = try compile(#"{"oneOf": [\#(Self.mayLack), \#(other)]}"#)
        #expect(!program.isValid("{}"))
        #expect(program.violations("{}").first?.message.contains("found 2") == true)
        #expect(try compile(#"{"anyOf": [\#(Self.mayLack), \#(other)]}"#).isValid("{}"))
    }
}
