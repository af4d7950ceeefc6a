import JSONCore

extension Decision {
    /// The cases that share values with the part; where none does, those that are at least meant for the same thing.
    func partners(of part: ValueCase, _ targets: [ValueCase], _ indexes: [TagIndex]) -> [ValueCase] {
        var apart: [Int] = []
        var sharing: [ValueCase] = []
        var refused: [ByteKey: Bool] = [:]
        func refuses(_ name: String) -> Bool {
            if let known = refused[ByteKey(name)] { return known }
            let schemas = schemas(for: name, in: part.objects, .left)
            let answer = schemas?.ids.contains { graph[$0].verdict == false } ?? false
            refused[ByteKey(name)] = answer
            return answer
        }
        let places = places(in: indexes, for: part)
        // The tag has found the one that is meant, whether or not the two have a value in common.
        if let places, places.count == 1, part.merged(with: targets[places[0]], graph) != nil {
            return [targets[places[0]]]
        }
        for index in places ?? Array(targets.indices) {
            if targets[index].types.isDisjoint(with: part.types) { continue }
            // A field that the one requires and the other never has: nothing has to be merged to see that.
            if part.types == .object, part.values == nil, targets[index].values == nil,
                targets[index].objects.required.contains(where: refuses)
            {
                apart.append(index)
                continue
            }
            spend(part.size + targets[index].size)
            guard let both = part.merged(with: targets[index], graph) else { continue }
            if isEmpty(both) { apart.append(index) } else { sharing.append(targets[index]) }
        }
        if !sharing.isEmpty { return sharing }
        for tag in tags where part.objects.requires(tag) {
            guard let value = onlyText(of: tag, in: part) else { continue }
            return apart.map { targets[$0] }.filter { target in
                guard let field = target.objects.field(tag) else { return false }
                return countable(Conjunction(field.nodes))?.contains(.string(value)) ?? false
                    && part.merged(with: target, graph) != nil
            }
        }
        var possible: [ValueCase] = []
        for index in apart where part.merged(with: targets[index], graph) != nil {
            possible.append(targets[index])
            if possible.count > 1 { return [] }
        }
        return possible
    }

    /// The text that a field always has.
    private func onlyText(of name: String, in part: ValueCase) -> String? {
        guard let nodes = part.objects.field(name)?.nodes, let values = countable(Conjunction(nodes)), values.count == 1
        else { return nil }
        return values[0].string
    }

    func noBranch(_ part: ValueCase, _ targets: [ValueCase], _ right: Conjunction) -> Outcome {
        let place = targets.count == 1 ? spot(in: targets[0]) : union(at: targets)
        if let tag = tags.first(where: { onlyText(of: $0, in: part) != nil }), let text = onlyText(of: tag, in: part) {
            let isTold = targets.contains { $0.objects.field(tag) != nil }
            let other = tags.first { name in targets.contains { onlyText(of: name, in: $0) != nil } }
            if !isTold, let other {
                // One change, however many branches show it: all values of the first one, and the smallest of some
                // others, one of which may be smaller still.
                let smallest = renamedTagBranches < Self.renamedTagLimit ? object(part).map { [$0] } : nil
                let candidates = renamedTagBranches == 0 ? values(of: part) : smallest ?? []
                renamedTagBranches += 1
                return .differs(
                    Difference(
                        kind: .tag(from: tag, to: other),
                        left: fieldSpot(part, tag),
                        right: place,
                        candidates: candidates
                    )
                )
            }
            return .differs(
                Difference(
                    kind: .variant(tag: tag, value: text),
                    left: spot(in: part),
                    right: place,
                    candidates: values(of: part)
                )
            )
        }
        // Sharing no value with the only target there is: its rules say why.
        if targets.count == 1 { return compareKind(part, targets[0]) }
        return .differs(Difference(kind: .branch, left: spot(in: part), right: place, candidates: values(of: part)))
    }
}
