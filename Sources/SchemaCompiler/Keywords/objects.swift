import JSONCore
import SchemaDocuments
import SchemaProgram

extension ProgramBuilder {
    mutating func objects(of schema: SchemaPosition, into block: inout BlockDraft) throws(Diagnostic) {
        try members(of: schema, into: &block)
        if schema.vocabularies.contains(.applicator) {
            if let names = try subschema("propertyNames", of: schema) {
                block.add(
                    Instruction(.propertyNames, location("propertyNames", of: schema, in: block), [child(names)])
                )
            }
            if schema.dialect != .draft07 {
                try dependentSchemas("dependentSchemas", try map("dependentSchemas", of: schema), schema, &block)
            }
        }
        if schema.dialect != .draft07, schema.vocabularies.contains(.validation), let node = schema["dependentRequired"]
        {
            guard let members = node.members else {
                throw invalidKeyword(node, of: schema, "dependentRequired is an object of lists of names")
            }
            try dependentRequired("dependentRequired", members, schema, &block)
        }
        // Both in one before 2019-09, and taken in later drafts as well, as their appendix allows.
        if schema.vocabularies.contains(.applicator) {
            let entries = try map("dependencies", of: schema)
            try dependentRequired("dependencies", entries.map(\.0).filter { $0.value.array != nil }, schema, &block)
            try dependentSchemas("dependencies", entries.filter { $0.0.value.array == nil }, schema, &block)
        }
    }

    private mutating func dependentSchemas(
        _ keyword: String,
        _ entries: [(JSONNode.Member, SchemaPosition)],
        _ schema: SchemaPosition,
        _ block: inout BlockDraft
    ) throws(Diagnostic) {
        if entries.isEmpty { return }
        var operands: [Instruction.Operand] = [.word(UInt32(entries.count))]
        for (member, position) in entries { operands += name(member.key) + [branch(position, of: schema)] }
        block.add(Instruction(.dependentSchemas, location(keyword, of: schema, in: block), operands))
    }

    private mutating func dependentRequired(
        _ keyword: String,
        _ entries: [JSONNode.Member],
        _ schema: SchemaPosition,
        _ block: inout BlockDraft
    ) throws(Diagnostic) {
        if entries.isEmpty { return }
        var operands: [Instruction.Operand] = [.word(UInt32(entries.count))]
        for member in entries {
            let names = try names(member.value, keyword, of: schema)
            operands += name(member.key) + [.word(UInt32(names.count))] + names.flatMap { name($0) }
        }
        block.add(Instruction(.dependentRequired, location(keyword, of: schema, in: block), operands))
    }

    /// `properties`, `patternProperties`, `additionalProperties` and `required`, in one instruction where there is
    /// more than `required`.
    private mutating func members(of schema: SchemaPosition, into block: inout BlockDraft) throws(Diagnostic) {
        var required: [String] = []
        if schema.vocabularies.contains(.validation), let node = schema["required"] {
            required = unique(try names(node, "required", of: schema))
        }
        var properties: [(JSONNode.Member, SchemaPosition)] = []
        var patterns: [(JSONNode.Member, SchemaPosition)] = []
        var additional: (keyword: String, schema: SchemaPosition)?
        if schema.vocabularies.contains(.applicator) {
            properties = try map("properties", of: schema)
            patterns = try map("patternProperties", of: schema)
            if let found = try subschema("additionalProperties", of: schema) {
                additional = ("additionalProperties", found)
            } else if let found = try plainUnevaluatedProperties(of: schema) {
                additional = ("unevaluatedProperties", found)
            }
        }
        if properties.isEmpty, patterns.isEmpty, additional == nil {
            return addRequired(required, schema, &block)
        }
        // Names that are required come first: the first 64 have a bit each.
        let requiredKeys = Set(required.map(ByteKey.init))
        var entries = properties.filter { requiredKeys.contains(ByteKey($0.0.key)) }.map { ($0.0.key, Optional($0.1)) }
        let known = Set(properties.map { ByteKey($0.0.key) })
        entries += required.filter { !known.contains(ByteKey($0)) }.map { ($0, nil) }
        let inBits = min(entries.count, 64)
        addRequired(entries.dropFirst(inBits).map(\.0), schema, &block)
        entries += properties.filter { !requiredKeys.contains(ByteKey($0.0.key)) }.map { ($0.0.key, Optional($0.1)) }

        let bits: UInt64 = inBits == 64 ? .max : (1 << UInt64(inBits)) - 1
        var operands: [Instruction.Operand] = [.word(UInt32(patterns.count)), .word(UInt32(entries.count))]
        operands.append(additional.map { child($0.schema) } ?? .noChild)
        operands += [
            .word(location("patternProperties", of: schema, in: block)),
            .word(location(additional?.keyword ?? "additionalProperties", of: schema, in: block)),
            .word(location("required", of: schema, in: block)),
            .word(UInt32(truncatingIfNeeded: bits)), .word(UInt32(truncatingIfNeeded: bits >> 32)),
        ]
        operands += slots(entries.map(\.0))
        for (key, position) in entries { operands += name(key) + [position.map { child($0) } ?? .noChild] }
        for (member, position) in patterns {
            let place = JSONNode(.string(member.key), span: member.keySpan)
            operands += try pattern(member.key, at: place, of: schema) + [child(position)]
        }
        block.add(Instruction(.members, location("properties", of: schema, in: block), operands))
    }

    private mutating func addRequired(_ names: [String], _ schema: SchemaPosition, _ block: inout BlockDraft) {
        if names.isEmpty { return }
        let operands: [Instruction.Operand] = [.word(UInt32(names.count))] + names.flatMap { name($0) }
        block.add(Instruction(.required, location("required", of: schema, in: block), operands))
    }
}
