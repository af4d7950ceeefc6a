import JSONCore
import SchemaDocuments
import SchemaProgram

extension ProgramBuilder {
    /// `type`, `const` and `enum`.
    mutating func types(of schema: SchemaPosition, into block: inout BlockDraft) throws(Diagnostic) {
        if let node = schema["type"] {
            var mask: UInt32 = 0
            for type in node.array ?? [node] {
                guard let bits = type.string.flatMap(kinds) else {
                    throw invalidKeyword(
                        type,
                        of: schema,
                        "type is null, boolean, integer, number, string, array, object, or a list of those"
                    )
                }
                mask |= bits
            }
            if mask & 16 != 0 { mask &= ~KindMask.integral }
            block.restrict(mask)
            block.add(Instruction(.kinds, location("type", of: schema, in: block), [.word(mask)]))
        }
        if let node = schema["const"] {
            block.restrict(kinds(of: node))
            let location = location("const", of: schema, in: block)
            if let text = node.string {
                block.add(Instruction(.constText, location, name(text)))
            } else {
                block.add(Instruction(.constValue, location, [.word(constant(node, of: schema))]))
            }
        }
        if let node = schema["enum"] {
            guard let elements = node.array else { throw invalidKeyword(node, of: schema, "enum is a list of values") }
            block.restrict(elements.reduce(0) { $0 | kinds(of: $1) })
            let texts = unique(elements.compactMap(\.string))
            let others = elements.filter { $0.string == nil }
            var operands = slots(texts) + [.word(UInt32(texts.count)), .word(UInt32(others.count))]
            for text in texts { operands += name(text) }
            for other in others { operands.append(.word(constant(other, of: schema))) }
            block.add(Instruction(.enumeration, location("enum", of: schema, in: block), operands))
        }
    }

    private func kinds(_ type: String) -> UInt32? {
        switch type {
        case "null": KindMask.null
        case "boolean": KindMask.boolean
        case "integer": KindMask.integer
        case "number": KindMask.number
        case "string": KindMask.string
        case "array": KindMask.array
        case "object": KindMask.object
        default: nil
        }
    }

    /// The kinds of the values that equal this one.
    private func kinds(of node: JSONNode) -> UInt32 {
        switch node.content {
        case .null: KindMask.null
        case .bool: KindMask.boolean
        case .number: KindMask.number
        case .string: KindMask.string
        case .array: KindMask.array
        case .object: KindMask.object
        }
    }

    func unique(_ texts: [String]) -> [String] {
        var seen: Set<ByteKey> = []
        return texts.filter { seen.insert(ByteKey($0)).inserted }
    }
}
