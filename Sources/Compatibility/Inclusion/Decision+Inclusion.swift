import JSONCore
import SchemaDocuments

extension Decision {
    /// Whether each value that satisfies the left schemas satisfies the right ones, or why that is not proven.
    ///
    /// A pair that leads back to itself through a field or an element holds if nothing else speaks against it: values
    /// are finite, so a counterexample would show at some smaller value first.
    func outcome(_ left: Conjunction, _ right: Conjunction) -> Outcome {
        let isPlain = right.ids.allSatisfy { wide in
            graph[wide].verdict == true || left.ids.contains { $0 == wide || graph.isUnchanged($0, wide) }
        }
        if isPlain { return .proven }
        let pair = Pair(left: left, right: right)
        // That a schema is empty is kept for good, and so it may lean on nothing that is not proven for good.
        if emptinessDepth > 0, leaningPairs.contains(pair) || openPairs[pair].map({ $0 < emptinessDepth }) ?? false {
            heldBack += 1
            return .differs(undecided(left, right, "the schemas lead back to each other through what they forbid"))
        }
        if let known = outcomes[pair] { return known }
        if openPairs[pair] != nil { return .proven }
        guard openPairs.count < 200, spend(16) else {
            return .differs(undecided(left, right, "the schemas are nested too deeply or are too large to be compared"))
        }
        openPairs[pair] = emptinessDepth
        let mark = leaning.count
        let before = heldBack
        let result = compare(left, right)
        openPairs[pair] = nil
        if !result.isProven {
            // Some of what was proven meanwhile may have leaned on this.
            for earlier in leaning[mark...] {
                outcomes[earlier] = nil
                leaningPairs.remove(earlier)
            }
            leaning.removeSubrange(mark...)
        } else if openPairs.isEmpty {
            // Nothing is left that it, or what was proven meanwhile, could lean on.
            leaning.removeAll()
            leaningPairs.removeAll()
        } else {
            leaning.append(pair)
            leaningPairs.insert(pair)
        }
        if result.isProven || heldBack == before { outcomes[pair] = result }
        return result
    }

    private func compare(_ left: Conjunction, _ right: Conjunction) -> Outcome {
        guard let parts = cases(of: left), let targets = cases(of: right) else {
            return .differs(undecided(left, right, "the schemas have too many branches to be compared"))
        }
        let outer = renamedTagBranches
        renamedTagBranches = 0
        defer { renamedTagBranches = outer }
        var outcome = Outcome.proven
        for part in parts where !isEmpty(part) { outcome.add(cover(part, targets, right)) }
        return outcome
    }

    /// Whether all values of a case are values of some case of the conjunction.
    func isCovered(_ part: ValueCase, by right: Conjunction) -> Bool {
        guard let targets = cases(of: right) else { return false }
        return cover(part, targets, right).isProven
    }

    private func cover(_ given: ValueCase, _ targets: [ValueCase], _ right: Conjunction) -> Outcome {
        var outcome = Outcome.proven
        for kind in JSONTypes.kinds {
            var part = given
            part.types.formIntersection(kind)
            if part.types.isEmpty { continue }
            if let values = listedValues(of: part) {
                outcome.add(coverListed(values, part, targets, right))
            } else {
                outcome.add(coverKind(part, targets, right, depth: 0))
            }
        }
        return outcome
    }

    /// The values of a case of one kind, where they can be counted.
    func listedValues(of part: ValueCase) -> [JSONValue]? {
        if let values = part.values {
            return values.filter { part.types.contains(JSONTypes(of: $0)) && evaluate($0, part) != false }
        }
        if part.types == .null { return evaluate(.null, part) == false ? [] : [.null] }
        if part.types == .boolean { return [.bool(false), .bool(true)].filter { evaluate($0, part) != false } }
        guard part.types == .integer else { return nil }
        let bounds = part.numbers.forIntegers
        guard let low = bounds.lower?.value.int64, let high = bounds.upper?.value.int64, low <= high else { return nil }
        let (width, overflow) = high.subtractingReportingOverflow(low)
        if overflow || width > 256 { return nil }
        return (low...high).map { JSONValue.number(JSONNumber($0)) }.filter { evaluate($0, part) != false }
    }

    private func coverListed(
        _ values: [JSONValue],
        _ part: ValueCase,
        _ targets: [ValueCase],
        _ right: Conjunction
    ) -> Outcome {
        let missing = values.filter { evaluate($0, right) != true }
        if missing.isEmpty { return .proven }
        let ofType = targets.filter { !$0.types.isDisjoint(with: part.types) }
        let left = spot(in: part, "enum", "const", "type")
        guard let target = ofType.first else {
            return .differs(typeDifference(part, targets, right, missing))
        }
        if part.values != nil, missing.contains(where: { $0.object != nil }) || ofType.count == 1, target.values == nil
        {
            // Which rule it is that refuses them is a better answer than that they are refused.
            let outcome = compareKind(part, target)
            if !outcome.isProven { return outcome }
        }
        if part.values == nil, part.types == .integer {
            let outcome = coverKind(part, targets, right, depth: 0)
            if !outcome.isProven { return outcome }
        }
        let place = ofType.first { $0.values != nil } ?? target
        let kind: Difference.Kind
        if part.values != nil {
            kind = place.values.map { .values(missing, listed: $0) } ?? .forbidden
        } else {
            kind = .type(from: part.types, to: union(targets))
        }
        return .differs(
            Difference(kind: kind, left: left, right: spot(in: place, "enum", "const", "type"), candidates: missing)
        )
    }

    func coverKind(_ part: ValueCase, _ targets: [ValueCase], _ right: Conjunction, depth: Int) -> Outcome {
        guard spend(targets.count) else {
            return .differs(
                Difference(
                    kind: .undecided("comparing takes more steps than the limits allow"),
                    left: spot(in: part),
                    right: nil,
                    candidates: []
                )
            )
        }
        func isOfType(_ target: ValueCase) -> Bool { !target.types.isDisjoint(with: part.types) }
        if !targets.contains(where: isOfType) {
            return .differs(typeDifference(part, targets, right, values(of: part)))
        }
        let matching = partners(of: part, targets, depth == 0 ? tagIndexes(of: targets, right) : [])
        if matching.isEmpty {
            return noBranch(part, targets.allSatisfy(isOfType) ? targets : targets.filter(isOfType), right)
        }
        var best: Outcome?
        for target in matching {
            let outcome = compareKind(part, target)
            if outcome.isProven { return .proven }
            if outcome.differences.count < best?.differences.count ?? .max { best = outcome }
        }
        guard var best else { return .proven }
        if matching.count > 1 {
            if depth < 6, let pieces = pieces(of: part, matching) {
                var outcome = Outcome.proven
                for piece in pieces where !isEmpty(piece) {
                    outcome.add(coverKind(piece, matching, right, depth: depth + 1))
                }
                return outcome
            }
            for index in best.differences.indices { best.differences[index].isOneOfSeveral = true }
        }
        return best
    }

    /// The case cut in parts of which each may fit one of the targets.
    private func pieces(of part: ValueCase, _ targets: [ValueCase]) -> [ValueCase]? {
        if part.types == .number, targets.contains(where: { !$0.types.isSuperset(of: .number) }) {
            return [JSONTypes.integer, .fraction].map { type in
                var piece = part
                piece.types = type
                return piece
            }
        }
        guard part.types == .object else { return nil }
        for target in targets {
            for field in target.objects.fields {
                guard let schemas = schemas(for: field.name, in: part.objects, .left) else { continue }
                if !part.objects.requires(field.name), !isEmpty(schemas) {
                    let tells = target.objects.requires(field.name) || isAbsent(field.name, in: target.objects, .right)
                    if !tells { continue }
                    var absent = part
                    absent.objects.add(field.name, [nothing])
                    var present = part
                    present.objects.require(field.name)
                    return [absent, present]
                }
                guard part.objects.requires(field.name),
                    let values = countable(schemas), values.count > 1, values.count <= 64,
                    field.nodes.contains(where: { tellsValuesApart($0) })
                else { continue }
                return values.map { value in
                    var piece = part
                    piece.objects.add(field.name, [listing(value, like: field.nodes[0])])
                    return piece
                }
            }
        }
        return nil
    }

    private func tellsValuesApart(_ id: SchemaNode.ID) -> Bool {
        graph.plainValues(of: id) != nil || graph[id].not.map { graph.plainValues(of: $0) != nil } ?? false
    }

    /// All values of these schemas, where they are few.
    func countable(_ conjunction: Conjunction) -> [JSONValue]? {
        guard let cases = cases(of: conjunction) else { return nil }
        var values: [JSONValue] = []
        for given in cases {
            for kind in JSONTypes.kinds where !given.types.isDisjoint(with: kind) {
                var part = given
                part.types.formIntersection(kind)
                guard let listed = listedValues(of: part) else { return nil }
                values += listed.filter { !values.contains($0) }
            }
        }
        return values
    }

    private func listing(_ value: JSONValue, like id: SchemaNode.ID) -> SchemaNode.ID {
        var node = SchemaNode(graph[id].origin)
        node.values = [value]
        return graph.add(node)
    }

    private func typeDifference(
        _ part: ValueCase,
        _ targets: [ValueCase],
        _ right: Conjunction,
        _ candidates: [JSONValue]
    ) -> Difference {
        let place = targets.lazy.compactMap { self.spot(in: $0, "type", "enum", "const") }.first
        return Difference(
            kind: .type(from: part.types, to: union(targets)),
            left: spot(in: part, "type", "enum", "const"),
            right: place ?? right.ids.first.map { Spot($0) },
            candidates: candidates
        )
    }

    private func union(_ cases: [ValueCase]) -> JSONTypes {
        cases.reduce(into: JSONTypes()) { $0.formUnion($1.types) }
    }

    /// The schema that all of these cases come from, which is where their branches are listed.
    func union(at cases: [ValueCase]) -> Spot? {
        guard let first = cases.first else { return nil }
        let common = first.sources.filter { source in cases.allSatisfy { $0.sources.contains(source) } }
        return (common.last ?? first.sources.first).map { id in
            Spot(id, ["oneOf", "anyOf"].first { graph[id].origin[$0] != nil })
        }
    }

    private func undecided(_ left: Conjunction, _ right: Conjunction, _ reason: String) -> Difference {
        Difference(
            kind: .undecided(reason),
            left: left.ids.first.map { Spot($0) },
            right: right.ids.first.map { Spot($0) },
            candidates: values(of: left)
        )
    }

    /// The first of these keywords that the case has, with its schema; else where the case begins.
    func spot(in given: ValueCase, _ keywords: String...) -> Spot? {
        for keyword in keywords {
            if let id = given.sources.last(where: { graph[$0].origin[keyword] != nil }) { return Spot(id, keyword) }
        }
        return given.sources.last.map { Spot($0) }
    }
}
