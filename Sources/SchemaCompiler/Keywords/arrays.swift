import JSONCore
import SchemaDocuments
import SchemaProgram

extension ProgramBuilder {
    mutating func arrays(of schema: SchemaPosition, into block: inout BlockDraft) throws(Diagnostic) {
        guard schema.vocabularies.contains(.applicator) else { return }
        switch schema.dialect {
        case .draft2020:
            let prefix = try list("prefixItems", of: schema)
            let rest = try subschema("items", of: schema)
            elements("prefixItems", prefix, "items", rest, schema, &block)
        case .draft07, .draft2019:
            guard let items = schema["items"] else { break }
            if items.array != nil {
                let prefix = try list("items", of: schema)
                let rest = try subschema("additionalItems", of: schema)
                elements("items", prefix, "additionalItems", rest, schema, &block)
            } else {
                elements("items", [], "items", try subschema("items", of: schema), schema, &block)
            }
        }
        try contains(of: schema, into: &block)
    }

    private mutating func elements(
        _ prefixKeyword: String,
        _ prefix: [SchemaPosition],
        _ restKeyword: String,
        _ rest: SchemaPosition?,
        _ schema: SchemaPosition,
        _ block: inout BlockDraft
    ) {
        if prefix.isEmpty, rest == nil { return }
        var operands: [Instruction.Operand] = [
            rest.map { child($0) } ?? .noChild, .word(location(restKeyword, of: schema, in: block)),
            .word(UInt32(prefix.count)),
        ]
        for position in prefix { operands.append(child(position)) }
        block.add(Instruction(.elements, location(prefixKeyword, of: schema, in: block), operands))
    }

    private mutating func contains(of schema: SchemaPosition, into block: inout BlockDraft) throws(Diagnostic) {
        guard let wanted = try subschema("contains", of: schema) else { return }
        var least: UInt32 = 1
        var most = UInt32.max
        if schema.dialect != .draft07, schema.vocabularies.contains(.validation) {
            least = try count("minContains", of: schema) ?? 1
            most = try count("maxContains", of: schema) ?? .max
        }
        let own = location("contains", of: schema, in: block)
        let operands: [Instruction.Operand] = [
            // What `contains` finds counts as evaluated since 2020-12.
            .word(schema.dialect == .draft2020 ? 1 : 0), child(wanted), .word(least), .word(most),
            .word(schema["minContains"] == nil ? own : location("minContains", of: schema, in: block)),
            .word(schema["maxContains"] == nil ? own : location("maxContains", of: schema, in: block)),
        ]
        block.add(Instruction(.contains, own, operands))
    }
}
