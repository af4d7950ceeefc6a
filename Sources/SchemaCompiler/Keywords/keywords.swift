import JSONCore
import SchemaDocuments
import SchemaProgram

extension ProgramBuilder {
    /// Compiles all keywords of a schema into a block: its own, or that of a schema which refers to it.
    mutating func keywords(of schema: SchemaPosition, into block: inout BlockDraft) throws(Diagnostic) {
        _ = resource(schema.resource)
        switch schema.node.content {
        case .bool(true): return
        case .bool(false):
            block.add(Instruction(.never, location("", of: schema, in: block)))
            return
        case .object: break
        case .null, .number, .string, .array:
            throw invalidKeyword(schema.node, of: schema, "a schema is an object, true or false")
        }
        let tracks =
            mayLeaveUnevaluated(schema) && (schema["unevaluatedProperties"] != nil || schema["unevaluatedItems"] != nil)
        if tracks { block.add(Instruction(.tracked, location("", of: schema, in: block))) }
        try references(of: schema, into: &block)
        if schema.vocabularies.contains(.validation) {
            try types(of: schema, into: &block)
            try numbers(of: schema, into: &block)
            try counts(of: schema, into: &block)
        }
        try strings(of: schema, into: &block)
        content(of: schema, into: &block)
        try objects(of: schema, into: &block)
        try arrays(of: schema, into: &block)
        if schema.vocabularies.contains(.applicator) { try branches(of: schema, into: &block) }
        if mayLeaveUnevaluated(schema) { try unevaluated(of: schema, into: &block) }
        if options.keepsAnnotations { annotations(of: schema, into: &block) }
    }

    /// A subschema under a keyword, which is refused when it is none.
    func subschema(_ keyword: String, of schema: SchemaPosition) throws(Diagnostic) -> SchemaPosition? {
        guard let found = schema.child(keyword) else { return nil }
        switch found.node.content {
        case .bool, .object: return found
        case .null, .number, .string, .array:
            throw invalidKeyword(found.node, of: schema, "\(keyword) is a schema: an object, true or false")
        }
    }

    /// The value of a keyword that is a count; nil when it is absent. Counts beyond 32 bits are as good as that.
    func count(_ keyword: String, of schema: SchemaPosition) throws(Diagnostic) -> UInt32? {
        guard let node = schema[keyword] else { return nil }
        guard let number = node.number, number.isInteger, number >= JSONNumber(0 as Int64) else {
            throw invalidKeyword(node, of: schema, "\(keyword) is an integer that is not negative")
        }
        return number.uint64.flatMap { UInt32(exactly: $0) } ?? .max
    }

    func names(_ node: JSONNode, _ keyword: String, of schema: SchemaPosition) throws(Diagnostic) -> [String] {
        var names: [String] = []
        guard let elements = node.array else {
            throw invalidKeyword(node, of: schema, "\(keyword) is a list of names")
        }
        for element in elements {
            guard let name = element.string else {
                throw invalidKeyword(element, of: schema, "\(keyword) is a list of names")
            }
            names.append(name)
        }
        return names
    }

    func map(_ keyword: String, of schema: SchemaPosition) throws(Diagnostic) -> [(JSONNode.Member, SchemaPosition)] {
        guard let node = schema[keyword] else { return [] }
        guard node.members != nil else {
            throw invalidKeyword(node, of: schema, "\(keyword) is an object of schemas")
        }
        return schema.children(inMap: keyword).map { ($0.member, $0.position) }
    }

    func list(_ keyword: String, of schema: SchemaPosition) throws(Diagnostic) -> [SchemaPosition] {
        guard let node = schema[keyword] else { return [] }
        guard node.array != nil else {
            throw invalidKeyword(node, of: schema, "\(keyword) is a list of schemas")
        }
        return schema.children(inList: keyword)
    }
}
