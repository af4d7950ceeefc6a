import JSONCore
import SchemaDocuments

/// A property whose value says which alternative of a union an object is.
struct UnionTag {
    var property: String
    var values: [(text: String, branch: Int)]
}

extension ProgramBuilder {
    /// The tag of a union: a property that every alternative restricts to strings of its own.
    mutating func tag(of alternatives: [SchemaPosition]) -> UnionTag? {
        guard alternatives.count > 1, let first = alternatives.first else { return nil }
        for candidate in taggedProperties(of: first, depth: 8) {
            var values: [(text: String, branch: Int)] = candidate.texts.map { ($0, 0) }
            var isTag = true
            for (branch, alternative) in alternatives.enumerated().dropFirst() {
                let same = taggedProperties(of: alternative, depth: 8).first { sameBytes($0.name, candidate.name) }
                guard let same else {
                    isTag = false
                    break
                }
                values += same.texts.map { ($0, branch) }
            }
            if isTag, unique(values.map(\.text)).count == values.count {
                return UnionTag(property: candidate.name, values: values)
            }
        }
        return nil
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
