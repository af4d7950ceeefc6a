import JSONCore
import SchemaDocuments
import SchemaProgram

extension ProgramBuilder {
    mutating func numbers(of schema: SchemaPosition, into block: inout BlockDraft) throws(Diagnostic) {
        let keywords: [(String, Opcode)] = [
            ("minimum", .minimum), ("maximum", .maximum), ("exclusiveMinimum", .exclusiveMinimum),
            ("exclusiveMaximum", .exclusiveMaximum), ("multipleOf", .multipleOf),
        ]
        for (keyword, opcode) in keywords {
            guard let node = schema[keyword] else { continue }
            guard let value = node.number else { throw invalidKeyword(node, of: schema, "\(keyword) is a number") }
            if opcode == .multipleOf, value <= JSONNumber(0 as Int64) {
                throw invalidKeyword(node, of: schema, "multipleOf is more than 0")
            }
            let operands = number(node, value, of: schema)
            block.add(Instruction(opcode, location(keyword, of: schema, in: block), operands))
        }
    }

    /// The bounds of lengths and sizes.
    mutating func counts(of schema: SchemaPosition, into block: inout BlockDraft) throws(Diagnostic) {
        let keywords: [(String, Opcode)] = [
            ("minLength", .minLength), ("maxLength", .maxLength), ("minItems", .minItems), ("maxItems", .maxItems),
            ("minProperties", .minProperties), ("maxProperties", .maxProperties),
        ]
        for (keyword, opcode) in keywords {
            guard let count = try count(keyword, of: schema) else { continue }
            block.add(Instruction(opcode, location(keyword, of: schema, in: block), [.word(count)]))
        }
        if let node = schema["uniqueItems"] {
            guard let flag = node.bool else { throw invalidKeyword(node, of: schema, "uniqueItems is true or false") }
            if flag { block.add(Instruction(.uniqueItems, location("uniqueItems", of: schema, in: block))) }
        }
    }

    /// `pattern`, and `format` where it is an assertion.
    mutating func strings(of schema: SchemaPosition, into block: inout BlockDraft) throws(Diagnostic) {
        if schema.vocabularies.contains(.validation), let node = schema["pattern"] {
            guard let source = node.string else {
                throw invalidKeyword(node, of: schema, "pattern is a string that holds a regular expression")
            }
            let operands = try pattern(source, at: node, of: schema)
            block.add(Instruction(.pattern, location("pattern", of: schema, in: block), operands))
        }
        let formats: Vocabularies = [.formatAnnotation, .formatAssertion]
        let asserts =
            schema.vocabularies.contains(.formatAssertion)
            || options.assertsFormats && !schema.vocabularies.isDisjoint(with: formats)
        if asserts, let node = schema["format"] {
            guard let name = node.string else { throw invalidKeyword(node, of: schema, "format is a string") }
            if ProgramFormat(name: name) != nil {
                block.add(Instruction(.format, location("format", of: schema, in: block), [.word(format(name))]))
            }
        }
    }
}
