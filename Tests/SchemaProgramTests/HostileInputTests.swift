import Foundation
import JSONCore
import SchemaCompiler
import SchemaDocuments
import SchemaProgram
import Testing

/// What must end soon, within bounded memory, with a verdict or a clear error.
struct HostileInputTests {
    /// Each level refers to ten schemas of the next: ten to the tenth evaluations, were none remembered.
    private func bomb(_ keyword: String, distinct: Bool) -> String {
        var definitions: [String] = []
        for level in 0..<10 {
            for copy in 0..<(distinct ? 10 : 1) {
                let references = (0..<10).map { "{\"$ref\": \"#/$defs/l\(level + 1)c\(distinct ? $0 : 0)\"}" }
                definitions.append("\"l\(level)c\(copy)\": {\"\(keyword)\": [\(references.joined(separator: ","))]}")
            }
        }
        for copy in 0..<10 { definitions.append("\"l10c\(copy)\": {\"type\": \"string\"}") }
        return "{\"$ref\": \"#/$defs/l0c0\", \"$defs\": {\(definitions.joined(separator: ","))}}"
    }

    @Test(arguments: ["allOf", "anyOf", "oneOf"], [false, true])
    func `A bomb of references is evaluated in no time`(_ keyword: String, _ distinct: Bool) throws {
        let program = try compile(bomb(keyword, distinct: distinct))
        #expect(program.serialized.utf8.count < 400_000)
        #expect(program.isValid("\"text\"") == (keyword != "oneOf"))
        #expect(!program.isValid("7"))
        #expect(!program.violations("7").isEmpty)
    }

    @Test(arguments: [
        ##"{"$ref": "#"}"##,
        ##"{"$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"allOf": [{"$ref": "#/$defs/a"}]}}, "$ref": "#/$defs/a"}"##,
        ##"{"anyOf": [{"type": "null"}, {"not": {"$ref": "#"}}]}"##, ##"{"if": true, "then": {"$ref": "#"}}"##,
        ##"{"dependentSchemas": {"a": {"$ref": "#"}}}"##,
    ])
    func `A schema that leads back to itself for the same value is refused`(_ schema: String) {
        let fault = #expect(throws: Diagnostic.self) { try compile(schema) }
        #expect(fault?.id == "schema-ref-cycle")
        #expect(fault?.location != nil)
    }

    @Test
    func `Recursion that steps into the value is fine`() throws {
        let program = try compile(
            ##"{"type": "object", "properties": {"next": {"$ref": "#"}}, "additionalProperties": false}"##
        )
        func chain(_ depth: Int) -> String {
            String(repeating: "{\"next\":", count: depth) + "{}" + String(repeating: "}", count: depth)
        }
        #expect(program.isValid(chain(511)))
        #expect(!program.isValid(chain(512)))
        let violations = program.violations(chain(100_000))
        #expect(violations.map(\.message) == [JSONFault.Kind.tooDeep.message])
        #expect(violations.map(\.offset) == [512 * 8])
    }

    /// The stack of a thread that a queue or a task runs on, where frames of a debug build are the largest.
    @Test(arguments: ["properties", "allOf", "anyOf", "if"])
    func `Any depth is explained on a small stack`(_ way: String) throws {
        let step = ##"{"type": "object", "properties": {"next": {"$ref": "#"}}}"##
        let schema =
            switch way {
            case "properties": step
            case "if": ##"{"if": {"type": "object"}, "then": \##(step), "else": false}"##
            default: ##"{"\##(way)": [\##(step)]}"##
            }
        let program = try compile(schema)
        nonisolated(unsafe) var depths: [Int] = []
        let ended = DispatchSemaphore(value: 0)
        let thread = Thread {
            for depth in 1...300 {
                let text = String(repeating: "{\"next\":", count: depth) + "7" + String(repeating: "}", count: depth)
                let violations = program.violations(text)
                if violations.last?.instanceLocation == String(repeating: "/next", count: depth) {
                    depths.append(violations.count)
                }
            }
            ended.signal()
        }
        thread.stackSize = 512 << 10
        thread.start()
        ended.wait()
        #expect(depths == Array(repeating: 1, count: 300))
    }

    @Test
    func `A dynamic reference that never ends is given up`() throws {
        let program = try compile(
            ##"{"$id": "https://a.example/", "$dynamicAnchor": "x", "$defs": {"b": {"$id": "b", "$dynamicAnchor": "x", "$dynamicRef": "#x"}}, "$ref": "b"}"##
        )
        #expect(!program.isValid("1"))
        #expect(program.violations("1").count == 1)
    }

    @Test
    func `A schema nested 100,000 levels deep is refused with its place`() {
        let depth = 100_000
        let schema = String(repeating: "{\"not\":", count: depth) + "{}" + String(repeating: "}", count: depth)
        let fault = #expect(throws: Diagnostic.self) { try compile(schema) }
        #expect(fault?.location?.column == 512 * 7 + 1)
    }

    @Test(arguments: [
        ("\u{22}\\ud800\u{22}", JSONFault.Kind.loneSurrogate), ("1e400", nil), ("{\"a\":1,\"a\":2}", .duplicateKey),
        ("[1,]", .unexpectedByte), ("", .unexpectedEnd), ("nul", .unexpectedByte), ("\"\u{1}\"", .controlCharacter),
    ])
    func `A text that is no JSON has one violation that says why and where`(_ text: String, _ kind: JSONFault.Kind?)
        throws
    {
        let program = try compile(#"{"type": ["number", "string", "object", "array"]}"#)
        #expect(program.violations(text).map(\.message) == (kind.map { [$0.message] } ?? []))
        #expect(program.isValid(text) == (kind == nil))
    }

    @Test
    func `Invalid UTF-8 is refused where it stands`() throws {
        let program = try compile("true")
        let bytes: [UInt8] = [0x5B, 0x22, 0x61, 0xFF, 0x22, 0x5D]
        let violations = bytes.withUnsafeBufferPointer { program.violations($0) }
        #expect(violations.map(\.offset) == [3])
    }

    @Test
    func `Numbers of any size compare exactly`() throws {
        let program = try compile(#"{"maximum": 1e400, "multipleOf": 1e-7}"#)
        #expect(program.isValid("1e400"))
        #expect(!program.isValid("1.0000000000000000000000000000000000000000001e400"))
        #expect(!program.isValid("0.00000001"))
        #expect(try compile(#"{"multipleOf": 0.01}"#).isValid("4.02"))
        #expect(try compile(#"{"type": "integer"}"#).isValid("1e308"))
    }

    @Test
    func `Many different elements are told apart in time`() throws {
        let program = try compile(#"{"uniqueItems": true, "items": {"type": ["object", "integer"]}}"#)
        let elements = (0..<50_000).map { $0 % 2 == 0 ? "\($0)" : "{\"a\":\($0)}" }
        #expect(program.isValid("[" + elements.joined(separator: ",") + "]"))
        #expect(!program.isValid("[" + elements.joined(separator: ",") + ",40000.0]"))
    }
}
