import JSONCore

/// The field that tells the branches of a union apart, and the texts that it has.
struct UnionTag {
    var name: String
    var values: [String]
}

extension SchemaGraph {
    /// The tag of a union: a field for which each branch has texts of its own.
    func tag(of id: SchemaNode.ID) -> UnionTag? {
        let node = nodes[id]
        let branches = node.oneOf.isEmpty ? node.anyOf : node.oneOf
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
        var open = [branch]
        var seen = Set(open)
        while let id = open.popLast() {
            let node = nodes[id]
            for (name, property) in node.properties {
                guard let values = texts(of: property) else { continue }
                fields.append(UnionTag(name: name, values: values))
            }
            let next = node.allOf + [node.reference].compactMap { $0 }
            for id in next where seen.insert(id).inserted { open.append(id) }
        }
        return fields
    }

    private func texts(of property: SchemaNode.ID) -> [String]? {
        var id = property
        // A chain of references ends: one that leads back to itself is no schema.
        for _ in 0..<64 {
            if let values = nodes[id].values {
                let texts = values.compactMap(\.string)
                return texts.count == values.count && !texts.isEmpty ? texts : nil
            }
            guard let next = nodes[id].reference else { return nil }
            id = next
        }
        return nil
    }
}
