import JSONCore
import SchemaCompiler
import SchemaDocuments
import SchemaProgram
import Testing

private let schema = """
    {"$id": "https://example.com/s", "type": "object", "required": ["kind"], "properties": {
      "kind": {"enum": ["a", "b", 3, null]}, "id": {"format": "uuid"}, "n": {"minimum": 0.5, "multipleOf": 0.01},
      "list": {"prefixItems": [{"type": "integer"}], "items": {"$ref": "#"}, "contains": {"const": 1}, "uniqueItems": true}},
     "patternProperties": {"^x-[a-z]+$": {"maxLength": 4}}, "propertyNames": {"maxLength": 8},
     "dependentRequired": {"id": ["n"]}, "dependentSchemas": {"n": {"minProperties": 2}},
     "oneOf": [{"properties": {"kind": {"const": "a"}}}, {"properties": {"kind": {"const": "b"}}}, {"not": {"required": ["id"]}}],
     "anyOf": [{"properties": {"kind": {"const": "a"}}}, {"properties": {"kind": {"const": "b"}}}],
     "if": {"required": ["list"]}, "then": {"maxProperties": 3}, "unevaluatedProperties": {"$dynamicRef": "#meta"},
     "$defs": {"m": {"$dynamicAnchor": "meta", "type": "string"}}}
    """

private let instances = [
    #"{"kind":"a","id":"123e4567-e89b-12d3-a456-426614174000","n":1.25}"#, #"{"kind":"b","list":[1,{"kind":"a"}]}"#,
    #"{"kind":"a","x-abc":"toolong"}"#, #"{"kind":"a","other":"text"}"#, #"{"kind":"a","other":7}"#, "[]", "3",
]

struct ProgramTextTests {
    @Test
    func `A program reads back from its literal`() throws {
        let program = try compile(schema)
        let text = program.serialized
        #expect(text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") })
        let loaded = Program(serialized: text)
        #expect(loaded.isUsable && loaded.serialized == text)
        for instance in instances {
            #expect(program.isValid(instance) == loaded.isValid(instance))
            #expect(program.violations(instance) == loaded.violations(instance))
        }
    }

    @Test
    func `A damaged literal takes no value and says so`() throws {
        let bytes = Array(try compile(schema).serialized.utf8)
        var numbers = SeededNumbers(seed: 11)
        for _ in 0..<500 {
            let damaged = mutated(bytes, &numbers)
            if damaged == bytes { continue }
            let program = Program(serialized: String(decoding: damaged, as: UTF8.self))
            #expect(!program.isUsable)
            #expect(!program.isValid("{}"))
            #expect(program.violations("{}").count == 1)
        }
        #expect(!Program(table: "").isUsable)
        #expect(!Program(table: "x").isUsable)
    }

    /// The checksum keeps accidents away; here the words themselves are wrong, so that the verifier has to see it.
    @Test
    func `No image can lead evaluation out of its memory`() throws {
        var registry = SchemaRegistry()
        let source = JSONSource(path: "schema.json", bytes: Array(schema.utf8))
        let document = try registry.add(source, as: "file:///schema.json")
        let image = try compileImage(document.rootPosition, in: &registry, CompileOptions(assertsFormats: true))
        var numbers = SeededNumbers(seed: 5)
        var usable = 0
        for _ in 0..<4000 {
            var image = image
            for _ in 0..<Int.random(in: 1...2, using: &numbers) {
                let at = Int.random(in: 0..<image.code.count, using: &numbers)
                switch Int.random(in: 0..<4, using: &numbers) {
                case 0: image.code[at] = UInt32.random(in: 0...UInt32(image.code.count), using: &numbers)
                case 1: image.code[at] = image.code[Int.random(in: 0..<image.code.count, using: &numbers)]
                case 2: image.code[at] ^= 1 << UInt32.random(in: 0..<32, using: &numbers)
                default: image.code[at] = UInt32(truncatingIfNeeded: numbers.next())
                }
            }
            let program = Program(image)
            if program.isUsable { usable += 1 }
            for instance in instances { _ = program.isValid(instance) }
            _ = program.violations(instances[4])
        }
        #expect(usable > 100, "some changes do no harm")
    }

    @Test
    func `Opcodes lie in memory as their raw values say`() {
        for opcode in Opcode.allCases {
            #expect(Opcode.of(UInt32(opcode.rawValue)) == opcode)
        }
        #expect(Opcode.allCases.map(\.rawValue) == Array(0..<UInt8(Opcode.allCases.count)))
    }
}
