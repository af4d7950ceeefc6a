import JSONCore
import SchemaDocuments

/// The schemas of both sides, numbered, so that a schema that refers to itself is a finite thing.
struct SchemaGraph {
    var nodes: [SchemaNode] = []
    private var known: [SchemaPosition: SchemaNode.ID] = [:]

    // Lent and not copied: a node holds much, and mostly one thing of it is asked for.
    subscript(id: SchemaNode.ID) -> SchemaNode {
        _read { yield nodes[id] }
    }

    mutating func add(_ node: SchemaNode) -> SchemaNode.ID {
        nodes.append(node)
        return nodes.count - 1
    }

    /// The first answer of a schema, of the one that it refers to, and so on; nil where none has one.
    @inline(__always)
    func firstAnswer<Answer>(from id: SchemaNode.ID, _ answer: (SchemaNode) -> Answer?) -> Answer? {
        var id = id
        // A chain that leads back to itself is no schema, and is followed no further than all schemas.
        for _ in nodes.indices {
            if let found = answer(nodes[id]) { return found }
            guard let next = nodes[id].reference else { return nil }
            id = next
        }
        return nil
    }

    /// The schema and those that hold for the same value with it: what it refers to, and all of `allOf`.
    func inPlaceChain(of id: SchemaNode.ID) -> [SchemaNode.ID] {
        var chain = [id]
        var seen = Set(chain)
        var index = 0
        while index < chain.count {
            let id = chain[index]
            for next in nodes[id].allOf + [nodes[id].reference].compactMap({ $0 }) where seen.insert(next).inserted {
                chain.append(next)
            }
            index += 1
        }
        return chain
    }

    /// Whether what the first schema takes is taken by the second because both are the same text, which is what most
    /// schemas of two versions are. A text with references may be the same and mean something else.
    func isUnchanged(_ narrow: SchemaNode.ID, _ wide: SchemaNode.ID) -> Bool {
        // What is written is less than what stands there.
        guard nodes[narrow].isRead, nodes[wide].isRead, !nodes[wide].isWritten else { return false }
        return nodes[narrow].origin.hasSameText(as: nodes[wide].origin)
    }

    /// The number of a place, and whether it was given just now.
    mutating func number(of position: SchemaPosition) -> (id: SchemaNode.ID, isNew: Bool) {
        if let id = known[position] { return (id, false) }
        let id = add(SchemaNode(position))
        known[position] = id
        return (id, true)
    }
}

extension SchemaPosition {
    fileprivate func hasSameText(as other: SchemaPosition) -> Bool {
        guard node.span.count == other.node.span.count, dialect == other.dialect, vocabularies == other.vocabularies,
            document.source.bytes[node.span].elementsEqual(other.document.source.bytes[other.node.span])
        else { return false }
        return !hasReferences
    }

    private var hasReferences: Bool {
        var open = [node]
        while let node = open.popLast() {
            for member in node.members ?? [] {
                if ["$ref", "$dynamicRef", "$recursiveRef"].contains(where: { sameBytes($0, member.key) }) {
                    return true
                }
                open.append(member.value)
            }
            open += node.array ?? []
        }
        return false
    }
}
