import JSONCore

/// The field that tells the branches of a union apart, and the texts that it has.
struct UnionTag: Hashable {
    var name: String
    var values: [String]
}

extension SchemaGraph {
    /// The tag of a union: a field for which each branch that is not null has texts of its own.
    func tag(of id: SchemaNode.ID) -> UnionTag? {
        tags(of: branchesBesideNull(of: id).map { inPlaceChain(of: $0) }).first
    }

    /// The fields for which each of these branches has texts of its own.
    func tags(of branches: [[SchemaNode.ID]]) -> [UnionTag] {
        guard branches.count > 1 else { return [] }
        let fields = branches.map { textFields(of: $0) }
        return fields[0].compactMap { field in
            var values: [String] = []
            var seen: Set<ByteKey> = []
            let isTag = fields.allSatisfy { others in
                guard let other = others.first(where: { sameBytes($0.name, field.name) }) else { return false }
                values += other.values
                return other.values.allSatisfy { seen.insert(ByteKey($0)).inserted }
            }
            return isTag ? UnionTag(name: field.name, values: values) : nil
        }
    }

    /// The branches of a union, without those whose type is null alone.
    func branchesBesideNull(of id: SchemaNode.ID) -> [SchemaNode.ID] {
        let branches = nodes[id].oneOf.isEmpty ? nodes[id].anyOf : nodes[id].oneOf
        return branches.filter { branch in firstAnswer(from: branch) { $0.types } != .null }
    }

    /// The fields that can only be one of some texts, of schemas that hold for one value together.
    private func textFields(of chain: [SchemaNode.ID]) -> [UnionTag] {
        var fields: [UnionTag] = []
        for id in chain {
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
