import JSONCore
import SchemaDocuments
import SchemaProgram

extension ProgramBuilder {
    /// Keywords that put the same value before other schemas.
    mutating func branches(of schema: SchemaPosition, into block: inout BlockDraft) throws(Diagnostic) {
        try allOf(of: schema, into: &block)
        for (keyword, opcode) in [("anyOf", Opcode.anyOf), ("oneOf", Opcode.oneOf)] {
            let alternatives = try list(keyword, of: schema)
            if schema[keyword] == nil { continue }
            let location = location(keyword, of: schema, in: block)
            var children: [Instruction.Operand] = []
            for alternative in alternatives { children.append(branch(alternative, of: schema)) }
            guard let tag = tag(of: alternatives) else {
                block.add(Instruction(opcode, location, [.word(UInt32(children.count))] + children))
                continue
            }
            let flags = (opcode == .oneOf ? UnionFlags.isOneOf : 0) | (tag.isRequired ? 0 : UnionFlags.mayLackTag)
            var operands: [Instruction.Operand] = [.word(flags)] + name(tag.property)
            operands += slots(tag.values.map(\.text))
            operands += [.word(UInt32(tag.values.count)), .word(UInt32(children.count))]
            for value in tag.values { operands += name(value.text) + [.word(UInt32(value.branch))] }
            block.add(Instruction(.taggedUnion, location, operands + children))
        }
        if let refused = try subschema("not", of: schema) {
            block.add(Instruction(.negation, location("not", of: schema, in: block), [branch(refused, of: schema)]))
        }
        try conditional(of: schema, into: &block)
    }

    private mutating func allOf(of schema: SchemaPosition, into block: inout BlockDraft) throws(Diagnostic) {
        let parts = try list("allOf", of: schema)
        if parts.isEmpty { return }
        if parts.allSatisfy({ mayInline($0, into: block, of: schema) }) {
            for (place, part) in parts.enumerated() {
                try inline(part, step: "/allOf/\(place)", of: schema, into: &block)
            }
            return
        }
        var operands: [Instruction.Operand] = [.word(UInt32(parts.count))]
        for part in parts { operands.append(branch(part, of: schema)) }
        block.add(Instruction(.allOf, location("allOf", of: schema, in: block), operands))
    }

    private mutating func conditional(of schema: SchemaPosition, into block: inout BlockDraft) throws(Diagnostic) {
        guard let condition = try subschema("if", of: schema) else { return }
        let then = try subschema("then", of: schema)
        let otherwise = try subschema("else", of: schema)
        // Alone it changes no verdict, but what it evaluates counts where `unevaluated*` asks.
        if then == nil, otherwise == nil, schema.dialect == .draft07 { return }
        var operands = [branch(condition, of: schema)]
        operands.append(then.map { branch($0, of: schema) } ?? .noChild)
        operands.append(otherwise.map { branch($0, of: schema) } ?? .noChild)
        operands += [
            .word(location("then", of: schema, in: block)), .word(location("else", of: schema, in: block)),
        ]
        block.add(Instruction(.conditional, location("if", of: schema, in: block), operands))
    }
}
