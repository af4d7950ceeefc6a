import JSONCore
import SchemaDocuments

/// The unions whose unknown variants are kept by those who read by a schema, with the fields in which such a variant
/// has to be unknown.
///
/// Types keep a variant where they choose by a tag, which every branch requires to be one text. What else could tell
/// branches apart is tried in order, and then a variant that none of them knows is refused. That holds for the whole of
/// what a union stands among: a base may require the tag for its branches.
struct KeptUnions {
    private let graph: SchemaGraph
    private let tolerance: ReaderTolerance
    private var found: [SchemaNode.ID: [UnionTag]] = [:]
    private var refused: Set<SchemaNode.ID> = []
    /// Unions that are the record itself.
    private var records: Set<SchemaNode.ID> = []
    private var open: [Place] = []
    /// Places within the record, whose turn comes when all unions are known that are the record.
    private var later: [Place] = []
    private var seen: Set<Place> = []
    /// Whether there were too many places to look at, so that no union counts as one whose unknown variants are kept.
    private(set) var gaveUp = false

    /// A schema, and what holds for its value besides.
    private struct Place: Hashable {
        var schema: SchemaNode.ID
        var required: Set<ByteKey> = []
        var types = JSONTypes.all
        /// Whether something around it refuses the fields that no branch has evaluated, which an unknown variant has.
        var isClosed = false
        /// False in a branch of a union that is not decided by a tag.
        var mayKeep = true
        var isNested: Bool
    }

    init(from root: SchemaNode.ID, _ graph: SchemaGraph, _ tolerance: ReaderTolerance) {
        self.graph = graph
        self.tolerance = tolerance
        guard tolerance.keepsUnknownVariants else { return }
        // What holds around a schema is mostly the same wherever it stands. Where each union adds to it, there may be as
        // many places as there are ways through all of them.
        let limit = 1_000 + 8 * graph.nodes.count
        enter(Place(schema: root, isNested: false))
        while let place = open.popLast() ?? later.popLast() {
            if seen.count > limit {
                gaveUp = true
                return
            }
            visit(place)
        }
    }

    /// Nil where readers keep no unknown variant, and where that cannot be told.
    func tags(of id: SchemaNode.ID) -> [UnionTag]? { gaveUp || refused.contains(id) ? nil : found[id] }

    /// Whether a union is the record itself, which is kept as a line whatever else is wrong with it.
    func isRecord(_ id: SchemaNode.ID) -> Bool { records.contains(id) }

    private mutating func enter(_ place: Place) {
        guard seen.insert(place).inserted else { return }
        if place.isNested { later.append(place) } else { open.append(place) }
    }

    private mutating func visit(_ place: Place) {
        let chain = graph.inPlaceChain(of: place.schema)
        let around = joined(place, chain)
        for id in chain {
            let node = graph[id]
            var inside = around
            inside.isClosed = place.isClosed || chain.contains { isClosing($0) }
            for branch in node.then.asList + node.otherwise.asList + node.dependentSchemas.map(\.node) {
                inside.schema = branch
                enter(inside)
            }
            var beside = around
            beside.isClosed = place.isClosed || chain.contains { $0 != id && isClosing($0) }
            if !node.oneOf.isEmpty || !node.anyOf.isEmpty { visitUnion(id, beside, inside) }
            // One of the two is chosen by; the other only restricts.
            if !node.oneOf.isEmpty {
                inside.mayKeep = false
                for branch in node.anyOf {
                    inside.schema = branch
                    enter(inside)
                }
            }
            let values = node.prefix + node.properties.map(\.node) + node.patternProperties.map(\.node)
            let others = [node.items, node.additionalProperties, node.unevaluatedItems, node.unevaluatedProperties]
            for value in values + others.compactMap({ $0 }) { enter(Place(schema: value, isNested: true)) }
        }
    }

    private mutating func visitUnion(_ id: SchemaNode.ID, _ place: Place, _ inside: Place) {
        let branches = graph.branchesBesideNull(of: id)
        var inside = inside
        if branches.count == 1 {
            inside.schema = branches[0]
            enter(inside)
            return
        }
        let parts = branches.map { flattened($0, in: id, place.required) }
        let tags = place.mayKeep && !place.isClosed ? self.tags(of: parts.flatMap { $0 }, place) : []
        if !place.isNested { records.insert(id) }
        if !place.isNested || !records.contains(id) {
            // One schema may stand in several places, and is one thing in the graph.
            if tags.isEmpty || found[id].map({ $0 != tags }) ?? false { refused.insert(id) }
            found[id] = tags
        }
        inside.isNested = true
        inside.required = place.required
        for (branch, parts) in zip(branches, parts) {
            inside.schema = branch
            inside.mayKeep = !tags.isEmpty && parts.count == 1
            enter(inside)
        }
    }

    /// The chains of a branch: where it is a union of the same kind and without a tag of its own, those of its branches,
    /// since types choose among all of them at once.
    private func flattened(
        _ branch: SchemaNode.ID,
        in union: SchemaNode.ID,
        _ required: Set<ByteKey>
    ) -> [[SchemaNode.ID]] {
        let chain = graph.inPlaceChain(of: branch)
        let unions = chain.filter { !graph[$0].oneOf.isEmpty || !graph[$0].anyOf.isEmpty }
        guard unions.count == 1, constants(of: chain, required).isEmpty,
            graph[unions[0]].oneOf.isEmpty == graph[union].oneOf.isEmpty
        else { return [chain] }
        let parts = graph.branchesBesideNull(of: unions[0]).map { chain + graph.inPlaceChain(of: $0) }
        return parts.count > 1 ? parts : [chain]
    }

    private func tags(of branches: [[SchemaNode.ID]], _ place: Place) -> [UnionTag] {
        let kinds = branches.map { joined(place, $0).types }
        // What may be of any type has no type of its own, and the program alone decides.
        let areObjects = kinds.allSatisfy { $0.subtracting(.null) == .object }
        guard areObjects || kinds.contains(.all) else { return [] }
        let constants = branches.map { self.constants(of: $0, place.required) }
        let tags = graph.tags(of: branches)
        let isChosenBy = tags.filter { tag in
            constants.allSatisfy { names in names.contains { sameBytes($0, tag.name) } }
        }
        guard let first = isChosenBy.first else { return [] }
        // The record is told by one field. Within it, types and the program may each go by another one of several.
        return place.isNested ? tags : [first]
    }

    /// The fields that are required to be one text.
    private func constants(of chain: [SchemaNode.ID], _ required: Set<ByteKey>) -> [String] {
        let required = chain.reduce(required) { $0.union(graph[$1].required.map { ByteKey($0) }) }
        return chain.flatMap { graph[$0].properties }
            .filter { required.contains(ByteKey($0.name)) && graph.onlyText(of: [$0.node]) != nil }.map(\.name)
    }

    private func joined(_ place: Place, _ chain: [SchemaNode.ID]) -> Place {
        var result = place
        for id in chain {
            result.required.formUnion(graph[id].required.map { ByteKey($0) })
            if let types = graph[id].types { result.types.formIntersection(types) }
        }
        return result
    }

    private func isClosing(_ id: SchemaNode.ID) -> Bool {
        guard let rest = graph[id].unevaluatedProperties else { return false }
        return !(tolerance.ignoresUnknownFields && graph[rest].verdict == false)
    }
}

extension Optional {
    fileprivate var asList: [Wrapped] { map { [$0] } ?? [] }
}
