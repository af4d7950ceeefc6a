import JSONCore

extension Decision {
    /// Values of these schemas that stand in records that somebody has: for rules that nothing made up here satisfies.
    func knownValues(of conjunction: Conjunction) -> [JSONValue] {
        var found: [JSONValue] = []
        for id in conjunction.ids {
            for value in knownValues[id] ?? [] where !found.contains(value) && evaluate(value, conjunction) != false {
                found.append(value)
            }
        }
        return found
    }

    /// The values of all schemas that can be reached from the root in the records that are valid for it.
    func gatherKnownValues() -> [SchemaNode.ID: [JSONValue]] {
        guard let root else { return [:] }
        var gathering = KnownValues()
        for record in records() where evaluate(record, Conjunction([root])) != false {
            gathering.gather(record, root, self)
        }
        return gathering.found
    }
}

private struct KnownValues {
    private(set) var found: [SchemaNode.ID: [JSONValue]] = [:]
    /// Steps that are left: a schema is met once for each value that it holds.
    private var rest = 100_000
    /// Values that are kept for each schema.
    private let limit = 4

    mutating func gather(_ value: JSONValue, _ root: SchemaNode.ID, _ decision: Decision) {
        var open = [(value, root)]
        while let (value, root) = open.popLast() {
            for id in inPlace(value, root, decision) {
                rest -= 1
                if rest < 0 { return }
                if found[id, default: []].count < limit, !found[id, default: []].contains(value) {
                    found[id, default: []].append(value)
                }
                open += children(of: value, decision.graph[id], decision)
            }
        }
    }

    /// The schemas that hold for a value together, of unions the branches that take it.
    private func inPlace(_ value: JSONValue, _ root: SchemaNode.ID, _ decision: Decision) -> [SchemaNode.ID] {
        var chain = [root]
        var seen = Set(chain)
        var next = 0
        while next < chain.count {
            let node = decision.graph[chain[next]]
            let certain = node.allOf + [node.reference].compactMap { $0 }
            let possible = node.inPlace.filter { !certain.contains($0) }
            for id in certain + possible.filter({ decision.evaluate(value, Conjunction([$0])) != false })
            where seen.insert(id).inserted {
                chain.append(id)
            }
            next += 1
        }
        return chain
    }

    private func children(
        of value: JSONValue,
        _ node: SchemaNode,
        _ decision: Decision
    ) -> [(JSONValue, SchemaNode.ID)] {
        var children: [(JSONValue, SchemaNode.ID)] = []
        for (index, element) in (value.array ?? []).enumerated() {
            let schema = index < node.prefix.count ? node.prefix[index] : node.items ?? node.unevaluatedItems
            if let schema { children.append((element, schema)) }
        }
        for member in value.object?.members ?? [] {
            var schemas = node.properties.filter { sameBytes($0.name, member.key) }.map(\.node)
            for (pattern, schema) in node.patternProperties where decision.matches(member.key, pattern) == true {
                schemas.append(schema)
            }
            if schemas.isEmpty {
                schemas = [node.additionalProperties, node.unevaluatedProperties].compactMap { $0 }
            }
            children += schemas.map { (member.value, $0) }
        }
        return children
    }
}
