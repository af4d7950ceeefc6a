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
            if ProgramFormat(formatKeyword: name) != nil {
                block.add(Instruction(.format, location("format", of: schema, in: block), [.word(format(name))]))
            }
        }
    }

    /// `contentEncoding` and `contentMediaType` where draft-07 lets them be assertions: what a string encodes has to be
    /// readable, and be JSON where the media type says so. Other encodings and media types are not looked into.
    mutating func content(of schema: SchemaPosition, into block: inout BlockDraft) {
        guard options.assertsContent, schema.dialect == .draft07 else { return }
        let encoding = schema["contentEncoding"]?.string.map(lowercased)
        if encoding == "base64" {
            let format = format(ProgramFormat.base64.name)
            block.add(Instruction(.format, location("contentEncoding", of: schema, in: block), [.word(format)]))
        }
        let essence = schema["contentMediaType"]?.string?.split(separator: ";").first.map { lowercased(String($0)) }
        guard essence == "application/json", encoding == nil || encoding == "base64" else { return }
        let format = format((encoding == nil ? ProgramFormat.json : .jsonInBase64).name)
        block.add(Instruction(.format, location("contentMediaType", of: schema, in: block), [.word(format)]))
    }
}

private func lowercased(_ text: String) -> String {
    String(decoding: text.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
}
