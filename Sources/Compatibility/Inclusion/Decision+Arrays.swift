import JSONCore

extension Decision {
    func compareArrays(_ part: ValueCase, _ target: ValueCase) -> Outcome {
        let mine = part.arrays
        let theirs = target.arrays
        var outcome = Outcome.proven
        if mine.minItems < theirs.minItems {
            let shorter = array(part, count: mine.minItems)
            outcome.add(arrayDifference("minItems", part, target, [shorter]))
        }
        if let most = theirs.maxItems, longest(mine) > most {
            let longer = most < 4_096 ? array(part, count: most + 1) : nil
            outcome.add(arrayDifference("maxItems", part, target, [longer]))
        }
        if theirs.isUnique, !mine.isUnique, longest(mine) > 1 {
            outcome.add(arrayDifference("uniqueItems", part, target, repeating(part)))
        }
        outcome.add(compareElements(part, target))
        for contents in theirs.contents { outcome.add(compareContents(part, target, contents)) }
        return outcome
    }

    private func compareElements(_ part: ValueCase, _ target: ValueCase) -> Outcome {
        let mine = part.arrays
        let theirs = target.arrays
        var outcome = Outcome.proven
        let end = (mine.lists + theirs.lists).map(\.prefix.count).max() ?? 0
        // One more than the longest list speaks for all that follow.
        let longest = longest(mine)
        for index in 0...end {
            if index >= longest { break }
            let left = schemas(at: index, in: mine, .left)
            if isEmpty(left) { break }
            let right = schemas(at: index, in: theirs, .right)
            let inner = self.outcome(left, right)
            if inner.isProven { continue }
            outcome.isProven = false
            for difference in affordable(inner.differences) {
                var lifted = difference
                lifted.path.insert(.item(index), at: 0)
                lifted.left = lifted.left ?? spot(in: part, "prefixItems", "items", "type")
                lifted.right = lifted.right ?? spot(in: target, "prefixItems", "items", "additionalItems")
                lifted.candidates = difference.candidates.prefix(candidateLimit).compactMap {
                    array(part, count: max(mine.minItems, index + 1), with: [index: $0])
                }
                if isEmpty(right) { lifted.kind = .rule("items") }
                outcome.differences.append(lifted)
            }
        }
        return outcome
    }

    private func compareContents(
        _ part: ValueCase,
        _ target: ValueCase,
        _ theirs: ArrayRules.Contents
    ) -> Outcome {
        let mine = part.arrays
        let wanted = Conjunction([theirs.node])
        var outcome = Outcome.proven
        func everyElement(_ isRight: (Conjunction) -> Bool) -> Bool {
            let end = mine.lists.map(\.prefix.count).max() ?? 0
            return (0...end).allSatisfy { isRight(schemas(at: $0, in: mine, .left)) }
        }
        if theirs.minimum > 0 {
            let isMet =
                mine.contents.contains {
                    $0.minimum >= theirs.minimum && self.outcome(Conjunction([$0.node]), wanted).isProven
                } || mine.minItems >= theirs.minimum && everyElement { self.outcome($0, wanted).isProven }
            if !isMet {
                let others = elements(of: part).filter { evaluate($0, wanted) == false }
                var candidates = [array(part, count: mine.minItems), array(part, count: 0), array(part, count: 1)]
                candidates += others.prefix(4).map { array(part, count: max(1, mine.minItems), allBeing: $0) }
                candidates += contentCandidates(part, wanted, theirs.minimum - 1)
                for own in mine.contents {
                    let rest = schemas(at: 0, in: mine, .left)
                    for value in values(of: Conjunction(rest.ids + [own.node])) where evaluate(value, wanted) == false {
                        candidates.append(array(part, count: max(own.minimum, mine.minItems, 1), allBeing: value))
                    }
                }
                outcome.add(arrayDifference("contains", part, target, candidates))
            }
        }
        if let most = theirs.maximum {
            let isMet =
                longest(mine) <= most
                || mine.contents.contains { own in
                    own.maximum ?? .max <= most && self.outcome(wanted, Conjunction([own.node])).isProven
                } || everyElement { isEmpty(Conjunction($0.ids + wanted.ids)) }
            if !isMet {
                outcome.add(arrayDifference("maxContains", part, target, contentCandidates(part, wanted, most + 1)))
            }
        }
        return outcome
    }

    /// An array with so many elements that satisfy `wanted`, and enough others.
    private func contentCandidates(_ part: ValueCase, _ wanted: Conjunction, _ count: Int) -> [JSONValue?] {
        guard count >= 0, count <= 64 else { return [] }
        let rest = schemas(at: 0, in: part.arrays, .left)
        let both = Conjunction(rest.ids + wanted.ids)
        var good = distinct(both, count: count)
        if good.count < count, !part.arrays.isUnique, let one = good.first {
            good += Array(repeating: one, count: count - good.count)
        }
        guard good.count == count else { return [] }
        let filled = Dictionary(uniqueKeysWithValues: good.enumerated().map { ($0.offset, $0.element) })
        return [array(part, count: max(count, part.arrays.minItems), with: filled)]
    }

    /// The most elements that there may be.
    func longest(_ rules: ArrayRules) -> Int {
        var most = rules.maxItems ?? .max
        let end = rules.lists.map(\.prefix.count).max() ?? 0
        for index in 0...end where index < most {
            if isEmpty(schemas(at: index, in: rules, .left)) { most = index }
        }
        return most
    }

    private func repeating(_ part: ValueCase) -> [JSONValue?] {
        elements(of: part).prefix(3).map { element in
            array(part, count: max(2, part.arrays.minItems), allBeing: element)
                ?? array(part, count: max(2, part.arrays.minItems), with: [0: element, 1: element])
        }
    }

    private func elements(of part: ValueCase) -> [JSONValue] {
        values(of: schemas(at: 0, in: part.arrays, .left))
    }

    private func arrayDifference(
        _ keyword: String,
        _ part: ValueCase,
        _ target: ValueCase,
        _ candidates: [JSONValue?]
    ) -> Difference {
        Difference(
            kind: .rule(keyword),
            left: spot(in: part, keyword, "items", "type"),
            right: spot(in: target, keyword),
            candidates: candidates.compactMap { $0 }
        )
    }
}
