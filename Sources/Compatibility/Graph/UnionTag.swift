import JSONCore

/// The field that tells the branches of a union apart, and the texts that it has.
struct UnionTag {
    var name: String
    var values: [String]
}

extension SchemaGraph {
    /// The tag of a union: a field for which each branch has texts of its own.
    func tag(of id: SchemaNode.ID) -> UnionTag? {
        let branches = nodes[id].oneOf.isEmpty ? nodes[id].anyOf : nodes[id].oneOf
        guard branches.count > 1 else { return nil }
        let fields = branches.map { textFields(of: $0) }
        for field in fields[0] {
            var values: [String] = []
            var seen: Set<ByteKey> = []
            let isTag = fields.allSatisfy { others in
                guard let other = others.first(where: { sameBytes($0.name, field.name) }) else { return false }
                values += other.values
                return other.values.allSatisfy { seen.insert(ByteKey($0)).inserted }
            }
            if isTag { return UnionTag(name: field.name, values: values) }
        }
        return nil
    }

    /// The fields of a branch that can only be one of some texts.
    private func textFields(of branch: SchemaNode.ID) -> [UnionTag] {
        var fields: [UnionTag] = []
        for id in inPlaceChain(of: branch) {
            for (name, property) in nodes[id].properties {
                guard let values = texts(of: property) else { continue }
                fields.append(UnionTag(name: name, values: values))
            }
        }
        return fields
    }

    private func texts(of property: SchemaNode.ID) -> [String]? {
        guard let values = plainValues(of: property) else { return nil }
        let texts = values.compactMap(\.string)
        return texts.count == values.count && !texts.isEmpty ? texts : nil
    }
}
