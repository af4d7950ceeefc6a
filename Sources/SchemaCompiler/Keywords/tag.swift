import JSONCore
import SchemaDocuments

/// A property whose value says which alternative of a union an object is.
struct UnionTag {
    var property: String
    var values: [(text: String, branch: Int)]
    /// Whether every alternative for objects requires it.
    var isRequired: Bool
}

extension ProgramBuilder {
    /// The tag of a union: a property that every alternative for objects restricts to strings of its own. Beside those
    /// there may be alternatives that no object meets, such as null.
    mutating func tag(of alternatives: [SchemaPosition]) -> UnionTag? {
        var forObjects: [(branch: Int, schema: SchemaPosition)] = []
        for (branch, alternative) in alternatives.enumerated() where !refusesObjects(alternative, depth: 8) {
            forObjects.append((branch, alternative))
        }
        guard forObjects.count > 1, let first = forObjects.first else { return nil }
        for candidate in taggedProperties(of: first.schema, depth: 8) {
            var values: [(text: String, branch: Int)] = candidate.texts.map { ($0, first.branch) }
            var isTag = true
            for (branch, alternative) in forObjects.dropFirst() {
                let same = taggedProperties(of: alternative, depth: 8).first { sameBytes($0.name, candidate.name) }
                guard let same else {
                    isTag = false
                    break
                }
                values += same.texts.map { ($0, branch) }
            }
            if isTag, unique(values.map(\.text)).count == values.count {
                var isRequired = true
                for (_, alternative) in forObjects where !requires(candidate.name, alternative, depth: 8) {
                    isRequired = false
                }
                return UnionTag(property: candidate.name, values: values, isRequired: isRequired)
            }
        }
        return nil
    }

    /// Whether a schema says by its type alone that no object is valid.
    private mutating func refusesObjects(_ schema: SchemaPosition, depth: Int) -> Bool {
        if depth == 0 { return false }
        if schema.vocabularies.contains(.validation), let type = schema["type"] {
            return !(type.array ?? [type]).contains { $0.string == "object" }
        }
        return target(of: schema).map { refusesObjects($0, depth: depth - 1) } ?? false
    }

    private mutating func requires(_ name: String, _ schema: SchemaPosition, depth: Int) -> Bool {
        if depth == 0 { return false }
        if schema.vocabularies.contains(.validation), let names = schema["required"]?.array,
            names.contains(where: { $0.string.map { sameBytes($0, name) } ?? false })
        {
            return true
        }
        if schema.vocabularies.contains(.applicator) {
            for part in schema.children(inList: "allOf") where requires(name, part, depth: depth - 1) { return true }
        }
        return target(of: schema).map { requires(name, $0, depth: depth - 1) } ?? false
    }

    /// Properties that a schema restricts to some strings, through references and `allOf`.
    private mutating func taggedProperties(of schema: SchemaPosition, depth: Int) -> [(name: String, texts: [String])] {
        if depth == 0 { return [] }
        var found: [(name: String, texts: [String])] = []
        if schema.vocabularies.contains(.applicator) {
            for (member, property) in schema.children(inMap: "properties") {
                if let texts = texts(of: property, depth: depth) { found.append((member.key, texts)) }
            }
            for part in schema.children(inList: "allOf") { found += taggedProperties(of: part, depth: depth - 1) }
        }
        if let target = target(of: schema) { found += taggedProperties(of: target, depth: depth - 1) }
        return found
    }

    private mutating func texts(of schema: SchemaPosition, depth: Int) -> [String]? {
        if depth == 0 { return nil }
        if schema.vocabularies.contains(.validation) {
            if let text = schema["const"]?.string { return [text] }
            if let elements = schema["enum"]?.array {
                let texts = elements.compactMap(\.string)
                if texts.count == elements.count { return unique(texts) }
            }
        }
        return target(of: schema).flatMap { texts(of: $0, depth: depth - 1) }
    }

    /// Where `$ref` leads; a reference that leads nowhere is reported when it is compiled.
    private mutating func target(of schema: SchemaPosition) -> SchemaPosition? {
        guard let text = schema["$ref"]?.string else { return nil }
        do {
            return try registry.resolve(text, from: schema)
        } catch {
            return nil
        }
    }
}
