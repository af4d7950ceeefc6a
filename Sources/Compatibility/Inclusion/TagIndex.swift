import JSONCore

/// The cases of a union by the only text that their tag may have, so that each branch meets its like and no others.
struct TagIndex {
    let tag: String
    private(set) var places: [ByteKey: [Int]] = [:]
    /// Cases that the tag does not tell from others.
    private(set) var others: [Int] = []

    init(_ tag: String, _ cases: [ValueCase], _ graph: SchemaGraph) {
        self.tag = tag
        for (place, given) in cases.enumerated() {
            if given.types.isSubset(of: .object),
                let text = given.objects.field(tag).flatMap({ graph.onlyText(of: $0.nodes) })
            {
                places[ByteKey(text), default: []].append(place)
            } else {
                others.append(place)
            }
        }
    }
}

extension Decision {
    /// The indexes of the cases of a conjunction, by those tags that tell some of them apart.
    func tagIndexes(of cases: [ValueCase], _ conjunction: Conjunction) -> [TagIndex] {
        // A few cases are met sooner than looked up.
        if cases.count < 4 { return [] }
        if let known = tagIndexes[conjunction] { return known }
        let made = tags.map { TagIndex($0, cases, graph) }.filter { !$0.places.isEmpty }
        tagIndexes[conjunction] = made
        return made
    }

    /// The places of the cases that may share a value with the part, in order; nil where no tag tells.
    func places(in indexes: [TagIndex], for part: ValueCase) -> [Int]? {
        guard part.types == .object else { return nil }
        for index in indexes where part.objects.requires(index.tag) {
            guard let nodes = part.objects.field(index.tag)?.nodes, let text = graph.onlyText(of: nodes) else {
                continue
            }
            return ((index.places[ByteKey(text)] ?? []) + index.others).sorted()
        }
        return nil
    }

    /// Whether some field that all of these cases require is another text in each list.
    func haveTag(_ lists: [[ValueCase]?]) -> Bool {
        guard lists.count > 2, let first = lists[0]?.first else { return false }
        return first.objects.fields.contains { field in
            if graph.onlyText(of: field.nodes) == nil { return false }
            var seen: Set<ByteKey> = []
            return lists.allSatisfy { list in
                guard let list else { return false }
                var own: Set<ByteKey> = []
                for given in list {
                    guard given.types == .object, given.objects.requires(field.name),
                        let text = given.objects.field(field.name).flatMap({ graph.onlyText(of: $0.nodes) }),
                        !seen.contains(ByteKey(text))
                    else { return false }
                    own.insert(ByteKey(text))
                }
                seen.formUnion(own)
                return true
            }
        }
    }
}
