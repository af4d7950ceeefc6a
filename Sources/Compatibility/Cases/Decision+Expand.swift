import JSONCore

extension Decision {
    /// The ways to satisfy all of these schemas; nil when there are too many to be written out.
    func cases(of conjunction: Conjunction) -> [ValueCase]? {
        if let known = conjunctions[conjunction] { return known }
        let before = metOpen
        // Nothing is to be merged with the first schema.
        var cases: [ValueCase]? = conjunction.ids.isEmpty ? [ValueCase()] : nil
        var isFirst = true
        func add(_ id: SchemaNode.ID) {
            let more = expansion(of: id)
            cases = isFirst ? more.map { plausible($0) } : product(cases, more)
            isFirst = false
        }
        // A writer's object has the fields that all of its schemas together declare.
        let written = conjunction.ids.filter { graph[$0].isWritten }
        for id in written { add(id) }
        if !written.isEmpty { cases = cases?.map { closedForWriters($0) } }
        for id in conjunction.ids where !graph[id].isWritten { add(id) }
        if cases != nil || metOpen == before { conjunctions[conjunction] = .some(cases) }
        return cases
    }

    /// The cases that merging would keep.
    private func plausible(_ cases: [ValueCase]) -> [ValueCase] {
        func isPlausible(_ given: ValueCase) -> Bool { !given.types.isEmpty && !(given.values?.isEmpty ?? false) }
        return cases.allSatisfy(isPlausible) ? cases : cases.filter(isPlausible)
    }

    func product(_ left: [ValueCase]?, _ right: [ValueCase]?) -> [ValueCase]? {
        guard let left, let right, spend(left.sizes * right.count + right.sizes * left.count) else { return nil }
        var result: [ValueCase] = []
        for a in left {
            for b in right {
                if let merged = a.merged(with: b, graph) { result.append(merged) }
            }
            if result.count > caseLimit { return nil }
        }
        return result
    }

    /// The ways to satisfy one schema, whatever the place that refers to it adds.
    func expansion(of id: SchemaNode.ID) -> [ValueCase]? {
        if let known = expansions[id] { return known }
        // A schema that leads back to itself for the same value is none; the compiler says so.
        guard expanding.insert(id).inserted else {
            metOpen += 1
            return nil
        }
        let before = metOpen
        let cases = expand(id)
        expanding.remove(id)
        // An answer that broke off at a schema still open is that question's and not this schema's.
        if cases != nil || metOpen == before { expansions[id] = .some(cases) }
        return cases
    }

    private func expand(_ id: SchemaNode.ID) -> [ValueCase]? {
        let node = graph[id]
        if node.verdict == false { return [] }
        var cases: [ValueCase]? = [keywords(of: node, id)]
        var isCertain = node.dependentSchemas.isEmpty
        if let reference = node.reference { cases = product(cases, expansion(of: reference)) }
        for branch in node.allOf { cases = product(cases, expansion(of: branch)) }
        if !node.anyOf.isEmpty {
            let lists = node.anyOf.map { expansion(of: $0) }
            if node.hasUnevaluated { isCertain = isCertain && areDisjoint(lists) }
            cases = product(cases, joined(lists))
        }
        if !node.oneOf.isEmpty { cases = exclusive(node.oneOf, within: cases) }
        if let condition = node.condition, node.then != nil || node.otherwise != nil || node.hasUnevaluated {
            let held = product(expansion(of: condition), node.then.map { expansion(of: $0) } ?? [ValueCase()])
            let failed = product(negation(of: condition), node.otherwise.map { expansion(of: $0) } ?? [ValueCase()])
            cases = product(cases, joined([held, failed]))
        }
        if let not = node.not { cases = product(cases, negation(of: not)) }
        if let rest = node.unevaluatedProperties { cases = cases?.map { close($0, with: rest, isCertain) } }
        if let rest = node.unevaluatedItems { cases = cases?.map { closeItems($0, with: rest, isCertain) } }
        return cases
    }

    private func joined(_ lists: [[ValueCase]?]) -> [ValueCase]? {
        var all: [ValueCase] = []
        for list in lists {
            guard let list else { return nil }
            all += list
            if all.count > caseLimit { return nil }
        }
        return all
    }

    /// `oneOf`: each branch without the others, which says nothing new where no two of them can hold together for a
    /// value that satisfies what stands beside them.
    private func exclusive(_ branches: [SchemaNode.ID], within beside: [ValueCase]?) -> [ValueCase]? {
        let lists = branches.map { product(beside, expansion(of: $0)) }
        if areDisjoint(lists) { return joined(lists) }
        var all: [ValueCase] = []
        for (index, list) in lists.enumerated() {
            guard var alone = list else { return nil }
            for (other, theirs) in zip(branches, lists).enumerated().filter({ $0.offset != index }).map(\.element) {
                if areDisjoint([alone, theirs]) { continue }
                guard let rest = product(alone, negation(of: other)) else { return nil }
                alone = rest
            }
            all += alone
        }
        return all.count > caseLimit ? nil : all
    }

    /// Whether no value is in two of these lists.
    private func areDisjoint(_ lists: [[ValueCase]?]) -> Bool {
        if haveTag(lists) { return spend(lists.count) }
        for (index, list) in lists.enumerated() {
            guard let list else { return false }
            for other in lists[(index + 1)...] {
                guard let other else { return false }
                for a in list {
                    for b in other where spend(a.size + b.size) {
                        if let both = a.merged(with: b, graph), !isEmpty(both) { return false }
                    }
                }
            }
        }
        return spend()
    }

    private func closedForWriters(_ given: ValueCase) -> ValueCase {
        var result = given
        var names = Set(given.objects.fields.map { ByteKey($0.name) })
        let isMap = given.objects.closures.contains { graph[$0.node].verdict == nil }
        if names.isEmpty || isMap { return given }
        for name in given.objects.required { names.insert(ByteKey(name)) }
        for (_, node) in given.objects.dependentSchemas {
            for (name, _) in graph[node].properties { names.insert(ByteKey(name)) }
        }
        result.objects.closures.append(
            .init(names: names, patterns: given.objects.patterns.map(\.pattern), node: nothing, isWriters: true)
        )
        return result
    }

    private func close(_ given: ValueCase, with rest: SchemaNode.ID, _ isCertain: Bool) -> ValueCase {
        // An `additionalProperties` in reach has evaluated whatever there is.
        if !given.objects.closures.isEmpty { return given }
        var result = given
        result.objects.closures.append(
            .init(
                names: Set(given.objects.fields.map { ByteKey($0.name) }),
                patterns: given.objects.patterns.map(\.pattern),
                node: rest,
                isCertain: isCertain && given.objects.dependentSchemas.isEmpty
            )
        )
        return result
    }

    private func closeItems(_ given: ValueCase, with rest: SchemaNode.ID, _ isCertain: Bool) -> ValueCase {
        if given.arrays.lists.contains(where: { $0.rest != nil }) { return given }
        var result = given
        let longest = given.arrays.lists.map(\.prefix.count).max() ?? 0
        // Every place that some list has a schema for is evaluated; what stands there is said by that list.
        result.arrays.lists.append(
            .init(
                prefix: Array(repeating: anything, count: longest),
                rest: rest,
                isCertain: isCertain && given.arrays.contents.isEmpty
            )
        )
        return result
    }
}

extension [ValueCase] {
    fileprivate var sizes: Int { reduce(0) { $0 + $1.size } }
}

extension SchemaNode {
    fileprivate var hasUnevaluated: Bool { unevaluatedProperties != nil || unevaluatedItems != nil }
}
