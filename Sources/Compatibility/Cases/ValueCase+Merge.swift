import JSONCore
import SchemaDocuments

extension ValueCase {
    /// Both at once; nil when that is plainly no value at all.
    func merged(with other: ValueCase, _ graph: SchemaGraph) -> ValueCase? {
        let types = types.intersection(other.types)
        if types.isEmpty { return nil }
        // Branches of a union are mostly apart by their tags: seen here, nothing has to be copied for it.
        if types == .object, objects.haveOtherTag(than: other.objects, graph) { return nil }
        var result = self
        result.types = types
        if let theirs = other.values {
            result.values = values.map { $0.filter { theirs.contains($0) } } ?? theirs
        }
        result.numbers.narrow(to: other.numbers)
        result.texts.narrow(to: other.texts)
        result.arrays.narrow(to: other.arrays)
        if !result.objects.narrow(to: other.objects, graph) {
            result.types.remove(.object)
            if result.types.isEmpty { return nil }
        }
        for id in other.negations where !result.negations.contains(id) { result.negations.append(id) }
        for text in other.mysteries where !result.mysteries.contains(text) { result.mysteries.append(text) }
        for id in other.sources where !result.sources.contains(id) { result.sources.append(id) }
        if let values = result.values {
            let types = result.types
            result.values = values.filter { types.contains(JSONTypes(of: $0)) }
            if result.values?.isEmpty ?? false { return nil }
        }
        return result
    }
}

extension TextRules {
    mutating func narrow(to other: TextRules) {
        minLength = max(minLength, other.minLength)
        maxLength = smaller(maxLength, other.maxLength)
        for pattern in other.patterns where !patterns.contains(where: { sameBytes($0, pattern) }) {
            patterns.append(pattern)
        }
        for format in other.formats where !formats.contains(format) { formats.append(format) }
    }
}

extension ArrayRules {
    mutating func narrow(to other: ArrayRules) {
        lists += other.lists
        minItems = max(minItems, other.minItems)
        maxItems = smaller(maxItems, other.maxItems)
        isUnique = isUnique || other.isUnique
        contents += other.contents
    }
}

extension ObjectRules {
    /// False when a field would have to be two things at once.
    mutating func narrow(to other: ObjectRules, _ graph: SchemaGraph) -> Bool {
        for name in other.required { require(name) }
        for field in other.fields {
            if requires(field.name), let mine = self.field(field.name), areApart(mine.nodes, field.nodes, graph) {
                return false
            }
            add(field.name, field.nodes)
        }
        // A field that both have listed may be required by either.
        for name in other.required {
            guard let nodes = field(name)?.nodes, nodes.count > 1 else { continue }
            if areApart([nodes[0]], Array(nodes.dropFirst()), graph) { return false }
        }
        patterns += other.patterns
        closures += other.closures
        for id in other.names where !names.contains(id) { names.append(id) }
        minProperties = max(minProperties, other.minProperties)
        maxProperties = smaller(maxProperties, other.maxProperties)
        dependentRequired += other.dependentRequired
        dependentSchemas += other.dependentSchemas
        return true
    }

    /// Whether a field that one of the two requires is one text here and another one there.
    func haveOtherTag(than other: ObjectRules, _ graph: SchemaGraph) -> Bool {
        fields.contains { mine in
            guard let value = graph.onlyText(of: mine.nodes), requires(mine.name) || other.requires(mine.name),
                let theirs = other.field(mine.name), let text = graph.onlyText(of: theirs.nodes)
            else { return false }
            return !sameBytes(value, text)
        }
    }

    private func areApart(_ a: [SchemaNode.ID], _ b: [SchemaNode.ID], _ graph: SchemaGraph) -> Bool {
        for left in a {
            guard let values = graph.plainValues(of: left) else { continue }
            for right in b {
                if let others = graph.plainValues(of: right), !values.contains(where: { others.contains($0) }) {
                    return true
                }
            }
        }
        return false
    }
}

extension SchemaGraph {
    /// The text that one of these schemas lists as its only value.
    func onlyText(of ids: [SchemaNode.ID]) -> String? {
        for id in ids {
            if let values = plainValues(of: id), values.count == 1, let text = values[0].string { return text }
        }
        return nil
    }

    /// The values that a schema lists itself or through references, without a look at its other rules.
    func plainValues(of id: SchemaNode.ID) -> [JSONValue]? {
        firstAnswer(from: id) { $0.values }
    }
}

func smaller(_ a: Int?, _ b: Int?) -> Int? {
    guard let a else { return b }
    return b.map { min(a, $0) } ?? a
}
