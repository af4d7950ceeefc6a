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

    /// The number of a place, and whether it was given just now.
    mutating func number(of position: SchemaPosition) -> (id: SchemaNode.ID, isNew: Bool) {
        if let id = known[position] { return (id, false) }
        let id = add(SchemaNode(position))
        known[position] = id
        return (id, true)
    }
}
