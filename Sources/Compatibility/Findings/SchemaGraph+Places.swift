import JSONCore
import SchemaDocuments

extension SchemaGraph {
    /// Where a spot is in its file.
    func place(_ spot: Spot) -> Finding.Place {
        let origin = nodes[spot.node].origin
        var node = origin.node
        var pointer = origin.pointer
        if let keyword = spot.keyword, let value = origin[keyword] {
            node = value
            pointer = pointer.appending(keyword)
            if let name = spot.name {
                if let member = value.member(name) {
                    node = member.value
                    pointer = pointer.appending(name)
                } else if let index = value.array?.firstIndex(where: { $0.string.map { sameBytes($0, name) } ?? false }
                ),
                    let element = value.array?[index]
                {
                    node = element
                    pointer = pointer.appending(String(index))
                }
            }
        }
        return Finding.Place(
            path: origin.path,
            location: origin.document.source.location(of: node.span.lowerBound),
            pointer: pointer.description
        )
    }

    /// The names of the fields that tell the branches of unions apart, in all schemas that can be reached.
    func tags(from root: SchemaNode.ID) -> [String] {
        var names: [String] = []
        var open = [root]
        var seen = Set(open)
        while let id = open.popLast() {
            if let tag = tag(of: id), !names.contains(where: { sameBytes($0, tag.name) }) { names.append(tag.name) }
            var next = nodes[id].inPlace + nodes[id].properties.map(\.node) + nodes[id].prefix
            next += [nodes[id].items, nodes[id].additionalProperties].compactMap { $0 }
            for child in next where seen.insert(child).inserted { open.append(child) }
        }
        return names
    }
}
