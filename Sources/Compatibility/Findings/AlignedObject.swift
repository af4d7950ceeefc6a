import JSONCore
import SchemaDocuments

/// The fields that a schema declares for its object, whichever of its parts in place declares them.
struct AlignedObject {
    struct Field {
        var name: String
        var node: SchemaNode.ID
    }

    private(set) var fields: [Field] = []
    private var required: Set<ByteKey> = []
    private var places: [ByteKey: Int] = [:]

    func field(_ name: String) -> Field? { places[ByteKey(name)].map { fields[$0] } }
    func requires(_ name: String) -> Bool { required.contains(ByteKey(name)) }

    init(_ root: SchemaNode.ID, _ graph: SchemaGraph) {
        for place in graph.chainBesideNull(of: root) {
            for (name, property) in graph[place].properties where places[ByteKey(name)] == nil {
                places[ByteKey(name)] = fields.count
                fields.append(Field(name: name, node: property))
            }
            for name in graph[place].required { required.insert(ByteKey(name)) }
        }
    }
}

/// Two objects that are the same thing before and after.
struct AlignedPair {
    var old: AlignedObject
    var new: AlignedObject
    /// The tag value of the variant and the fields on the way, for people and for fingerprints.
    var path: [String]

    func subject(_ name: String) -> String { (path + [name]).joined(separator: ".") }
}

/// Walks both schemas along equal names, branches of unions along their tags.
func alignedObjects(_ old: SchemaNode.ID, _ new: SchemaNode.ID, _ graph: SchemaGraph) -> [AlignedPair] {
    var pairs: [AlignedPair] = []
    var open: [(old: SchemaNode.ID, new: SchemaNode.ID, path: [String])] = [(old, new, [])]
    var seen: Set<Visit> = [Visit(old: old, new: new)]
    func enter(_ a: SchemaNode.ID, _ b: SchemaNode.ID, _ path: [String]) {
        // The schemas of plain fields, which are most, have no fields of their own.
        guard graph[a].hasSubschemas, graph[b].hasSubschemas else { return }
        if seen.insert(Visit(old: a, new: b)).inserted { open.append((a, b, path)) }
    }
    var next = 0
    while next < open.count {
        let (a, b, path) = open[next]
        next += 1
        let before = AlignedObject(a, graph)
        let after = AlignedObject(b, graph)
        pairs.append(AlignedPair(old: before, new: after, path: path))
        for field in before.fields {
            if let other = after.field(field.name) { enter(field.node, other.node, path + [field.name]) }
        }
        for (left, right) in zip(graph.elements(of: a), graph.elements(of: b)) { enter(left, right, path) }
        for (left, right) in zip(graph.mapValues(of: a), graph.mapValues(of: b)) { enter(left, right, path + ["*"]) }
        for (pattern, left) in graph.namedByPatterns(in: a) {
            for (other, right) in graph.namedByPatterns(in: b) where sameBytes(pattern, other) {
                enter(left, right, path + [pattern])
            }
        }
        let entries = graph.taggedBranches(of: b).map { (ByteKey($0.value), $0.branch) }
        let branches = Dictionary(entries, uniquingKeysWith: { first, _ in first })
        for (value, branch) in graph.taggedBranches(of: a) {
            if let other = branches[ByteKey(value)] { enter(branch, other, path + [value]) }
        }
    }
    return pairs
}

private struct Visit: Hashable {
    var old: SchemaNode.ID
    var new: SchemaNode.ID
}

extension SchemaGraph {
    fileprivate func elements(of id: SchemaNode.ID) -> [SchemaNode.ID] {
        chainBesideNull(of: id).compactMap { nodes[$0].items }
    }

    fileprivate func mapValues(of id: SchemaNode.ID) -> [SchemaNode.ID] {
        chainBesideNull(of: id).compactMap { nodes[$0].additionalProperties }
    }

    fileprivate func namedByPatterns(in id: SchemaNode.ID) -> [(pattern: String, node: SchemaNode.ID)] {
        chainBesideNull(of: id).flatMap { nodes[$0].patternProperties }
    }

    /// The schemas that hold for the same value, also where it may be null instead.
    fileprivate func chainBesideNull(of id: SchemaNode.ID) -> [SchemaNode.ID] {
        var chain = inPlaceChain(of: id)
        var seen = Set(chain)
        var next = 0
        while next < chain.count {
            if let branch = branchBesideNull(of: chain[next]) {
                chain += inPlaceChain(of: branch).filter { seen.insert($0).inserted }
            }
            next += 1
        }
        return chain
    }

    /// The only branch of a union that is not null.
    private func branchBesideNull(of id: SchemaNode.ID) -> SchemaNode.ID? {
        let branches = (nodes[id].oneOf.isEmpty ? nodes[id].anyOf : nodes[id].oneOf).filter { branch in
            firstAnswer(from: branch) { $0.types } != .null && plainValues(of: branch) != [.null]
        }
        return branches.count == 1 ? branches[0] : nil
    }

    /// The branches of the schema's unions, by their tags.
    func taggedBranches(of id: SchemaNode.ID) -> [(value: String, branch: SchemaNode.ID)] {
        chainBesideNull(of: id).flatMap { id -> [(String, SchemaNode.ID)] in
            guard let tag = tag(of: id) else { return [] }
            let branches = nodes[id].oneOf.isEmpty ? nodes[id].anyOf : nodes[id].oneOf
            return branches.flatMap { branch in
                texts(of: tag.name, in: branch).map { ($0, branch) }
            }
        }
    }

    private func texts(of name: String, in branch: SchemaNode.ID) -> [String] {
        for id in inPlaceChain(of: branch) {
            guard let property = nodes[id].properties.first(where: { sameBytes($0.name, name) }) else { continue }
            if let values = plainValues(of: property.node) { return values.compactMap(\.string) }
        }
        return []
    }
}
