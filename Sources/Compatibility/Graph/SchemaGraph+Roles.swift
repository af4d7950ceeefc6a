import JSONCore

/// What a reader takes beyond its schema.
struct ReaderTolerance: Hashable {
    /// Fields that the schema refuses by `additionalProperties: false` are passed over.
    var ignoresUnknownFields: Bool
    /// A variant whose tag the schema does not know is kept as it is.
    var keepsUnknownVariants: Bool
    /// What even an unknown variant of the record must have.
    var guaranteed: [String]
}

extension SchemaGraph {
    /// The schema of what a writer writes: objects have the names that are declared for them and no others.
    mutating func written(_ root: SchemaNode.ID) -> SchemaNode.ID {
        var copies = RoleCopies()
        let copy = copies.copy(root, &self)
        while let (id, place) = copies.open.popLast() {
            var node = nodes[id]
            node.isWritten = true
            // Alone, such a schema would seem to declare all fields that there are.
            let dependent = node.dependentSchemas
            copies.copyChildren(of: &node, &self)
            // What is asked of elements that a writer writes is asked of what it writes.
            if node.maxContains == nil { node.contains = node.contains.map { copies.copy($0, &self) } }
            node.dependentSchemas = dependent
            nodes[place] = node
        }
        return copy
    }

    /// The schema of what a reader takes, and schemas of which it takes what satisfies any.
    ///
    /// Where its tolerance changes nothing, the reader takes what the schema says and nothing is copied; so it is where
    /// the record is a union and only unknown variants of that are kept.
    mutating func accepted(
        _ root: SchemaNode.ID,
        _ tolerance: ReaderTolerance
    ) -> (schema: SchemaNode.ID, alternatives: [SchemaNode.ID]) {
        let kept = KeptUnions(from: root, self, tolerance)
        if !isLoosened(root, tolerance, kept) { return (root, [root]) }
        if let tags = kept.tags(of: root), !isLoosened(below: root, tolerance, kept) {
            let unknown = unknownVariant(tags, of: nodes[root], guaranteed: tolerance.guaranteed)
            var either = SchemaNode(nodes[root].origin)
            either.anyOf = [root, unknown]
            return (add(either), [root, unknown])
        }
        var copies = RoleCopies()
        let copy = copies.copy(root, &self)
        while let (id, place) = copies.open.popLast() {
            var node = loosened(nodes[id], tolerance, kept, &copies)
            if let tags = kept.tags(of: id) {
                var unknown = unknownVariant(tags, of: node, guaranteed: id == root ? tolerance.guaranteed : [])
                if !kept.isRecord(id) {
                    // What stands beside the union holds for unknown variants too. It stands apart from what makes them
                    // unknown: a union of which no branch holds has evaluated no field.
                    let beside = loosened(besideUnion(of: nodes[id], tags), tolerance, kept, &copies)
                    var both = SchemaNode(node.origin)
                    both.allOf = [add(beside), unknown]
                    unknown = add(both)
                }
                let known = add(node)
                node = SchemaNode(node.origin)
                node.anyOf = [known, unknown]
            }
            nodes[place] = node
        }
        return (copy, [copy])
    }

    /// A schema as a reader takes it, but for unknown variants of its own.
    private mutating func loosened(
        _ node: SchemaNode,
        _ tolerance: ReaderTolerance,
        _ kept: KeptUnions,
        _ copies: inout RoleCopies
    ) -> SchemaNode {
        var node = node
        node.isRead = false
        if tolerance.ignoresUnknownFields {
            if isFalse(node.additionalProperties) { node.additionalProperties = nil }
            if isFalse(node.unevaluatedProperties) { node.unevaluatedProperties = nil }
        }
        // What was told apart by the fields that it refuses no longer is.
        if !node.oneOf.isEmpty, node.oneOf.contains(where: { isLoosened($0, tolerance, kept) }) {
            if node.anyOf.isEmpty {
                node.anyOf = node.oneOf
            } else {
                var both = SchemaNode(node.origin)
                both.anyOf = node.oneOf
                node.allOf.append(add(both))
            }
            node.oneOf = []
        }
        copies.copyChildren(of: &node, &self)
        return node
    }

    /// What a schema says besides its union. Where it lists the tags, an unknown one is a word that is not listed, which
    /// readers keep as well.
    private mutating func besideUnion(of node: SchemaNode, _ tags: [UnionTag]) -> SchemaNode {
        var rest = node
        if rest.oneOf.isEmpty { rest.anyOf = [] } else { rest.oneOf = [] }
        for (index, property) in rest.properties.enumerated() {
            guard tags.contains(where: { sameBytes($0.name, property.name) }),
                let values = plainValues(of: property.node), values.allSatisfy({ $0.string != nil })
            else { continue }
            rest.properties[index].node = withoutList(property.node)
        }
        return rest
    }

    /// A schema that lists its values, itself or through references, without that list.
    private mutating func withoutList(_ id: SchemaNode.ID) -> SchemaNode.ID {
        var node = nodes[id]
        node.isRead = false
        if node.values != nil {
            node.values = nil
        } else if let reference = node.reference {
            node.reference = withoutList(reference)
        }
        return add(node)
    }

    private func isFalse(_ id: SchemaNode.ID?) -> Bool {
        id.map { nodes[$0].verdict == false } ?? false
    }

    private func isLoosened(_ schema: SchemaNode.ID, _ tolerance: ReaderTolerance, _ kept: KeptUnions) -> Bool {
        kept.tags(of: schema) != nil || isLoosened(below: schema, tolerance, kept)
    }

    /// Whether the tolerance changes anything but that unknown variants of this very schema are kept, and nothing leads
    /// back to it.
    private func isLoosened(
        below root: SchemaNode.ID,
        _ tolerance: ReaderTolerance,
        _ kept: KeptUnions
    ) -> Bool {
        let isUnion = kept.tags(of: root) != nil
        var open = [root]
        var seen = Set(open)
        while let id = open.popLast() {
            if isFalse(nodes[id].additionalProperties) || isFalse(nodes[id].unevaluatedProperties) {
                if tolerance.ignoresUnknownFields { return true }
            }
            if id != root, kept.tags(of: id) != nil { return true }
            for child in RoleCopies.children(of: nodes[id]) {
                if isUnion, child == root { return true }
                if seen.insert(child).inserted { open.append(child) }
            }
        }
        return false
    }

    private mutating func unknownVariant(
        _ tags: [UnionTag],
        of node: SchemaNode,
        guaranteed: [String]
    ) -> SchemaNode.ID {
        var object = SchemaNode(node.origin)
        object.types = .object
        for tag in tags {
            var known = SchemaNode(node.origin)
            known.values = tag.values.map { .string($0) }
            var name = SchemaNode(node.origin)
            name.types = .string
            name.not = add(known)
            object.required.append(tag.name)
            object.properties.append((tag.name, add(name)))
        }
        object.required += guaranteed.filter { name in !tags.contains { sameBytes(name, $0.name) } }
        return add(object)
    }
}

/// Copies of nodes made for a role, each made once.
private struct RoleCopies {
    var open: [(SchemaNode.ID, SchemaNode.ID)] = []
    private var made: [SchemaNode.ID: SchemaNode.ID] = [:]

    mutating func copy(_ id: SchemaNode.ID, _ graph: inout SchemaGraph) -> SchemaNode.ID {
        if let copy = made[id] { return copy }
        let copy = graph.add(graph[id])
        made[id] = copy
        open.append((id, copy))
        return copy
    }

    /// Under `not`, `if`, `propertyNames` and `contains` a schema is a question and not what is read, so it stays as it is.
    mutating func copyChildren(of node: inout SchemaNode, _ graph: inout SchemaGraph) {
        func copied(_ ids: [SchemaNode.ID]) -> [SchemaNode.ID] { ids.map { copy($0, &graph) } }
        node.reference = node.reference.map { copy($0, &graph) }
        node.allOf = copied(node.allOf)
        node.anyOf = copied(node.anyOf)
        node.oneOf = copied(node.oneOf)
        node.prefix = copied(node.prefix)
        node.items = node.items.map { copy($0, &graph) }
        node.unevaluatedItems = node.unevaluatedItems.map { copy($0, &graph) }
        node.properties = node.properties.map { ($0.name, copy($0.node, &graph)) }
        node.patternProperties = node.patternProperties.map { ($0.pattern, copy($0.node, &graph)) }
        node.additionalProperties = node.additionalProperties.map { copy($0, &graph) }
        node.unevaluatedProperties = node.unevaluatedProperties.map { copy($0, &graph) }
        node.dependentSchemas = node.dependentSchemas.map { ($0.name, copy($0.node, &graph)) }
        node.then = node.then.map { copy($0, &graph) }
        node.otherwise = node.otherwise.map { copy($0, &graph) }
    }

    static func children(of node: SchemaNode) -> [SchemaNode.ID] {
        var children = node.inPlace + node.prefix + node.properties.map(\.node) + node.patternProperties.map(\.node)
        children += [node.items, node.additionalProperties, node.unevaluatedItems, node.unevaluatedProperties]
            .compactMap { $0 }
        return children
    }
}
