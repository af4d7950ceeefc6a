extension PatternNode {
    /// A pattern that matches the same and is written out as fewer states, or as many.
    ///
    /// `(?:a{0,5}){0,7}` is `a{0,35}`, `a?a{3}` is `a{3,4}`, and `(?:a|[bc]|)` is `[a-c]{0,1}`. Every rule holds for what a
    /// node is here: pairs of positions between which it matches, whatever assertions it is made of.
    func simplified() -> PatternNode {
        switch self {
        case .set, .edge, .uncompilable: self
        case .look(let ahead, let negated, let body): .look(ahead: ahead, negated: negated, body.simplified())
        case .sequence(let parts): joined(parts.map { $0.simplified() }.flatMap(\.flattened))
        case .alternatives(let alternatives): united(alternatives.map { $0.simplified() })
        case .repeated(let body, let least, let most): Self.repeating(body.simplified(), Repetitions(least, most))
        }
    }

    /// Neighbours that repeat the same become one repetition.
    private func joined(_ parts: [PatternNode]) -> PatternNode {
        var kept: [PatternNode] = []
        for part in parts {
            if let last = kept.last, case let (body, first) = last.repetitions,
                case let (other, second) = part.repetitions,
                body == other, !body.consumesNothing, let sum = first.followed(by: second)
            {
                kept[kept.count - 1] = .repeating(body, sum)
            } else {
                kept.append(part)
            }
        }
        return kept.count == 1 ? kept[0] : .sequence(kept)
    }

    /// Characters become one set, and an empty alternative makes the others optional.
    private func united(_ alternatives: [PatternNode]) -> PatternNode {
        var sets: [CodePointSet] = []
        var others: [PatternNode] = []
        var known: Set<PatternNode> = []
        for alternative in alternatives {
            switch alternative {
            case .set(let set): sets.append(set)
            case .empty: continue
            default: if known.insert(alternative).inserted { others.append(alternative) }
            }
        }
        if !sets.isEmpty { others.insert(.set(CodePointSet(sets.flatMap(\.ranges))), at: 0) }
        let body: PatternNode = others.count == 1 ? others[0] : .alternatives(others)
        if !alternatives.contains(.empty) { return body }
        return others.isEmpty ? .empty : .repeating(body, Repetitions(0, 1))
    }

    private static func repeating(_ body: PatternNode, _ count: Repetitions) -> PatternNode {
        if count.most == 0 || body == .empty { return .empty }
        if count == .once { return body }
        if body.consumesNothing { return count.least > 0 ? body : .empty }
        if case .repeated(let inner, let least, let most) = body,
            let product = Repetitions(least, most).repeated(count)
        {
            return repeating(inner, product)
        }
        return .repeated(body, atLeast: count.least, atMost: count.most)
    }

    /// A node as repetitions of another.
    private var repetitions: (body: PatternNode, count: Repetitions) {
        if case .repeated(let body, let least, let most) = self { return (body, Repetitions(least, most)) }
        return (self, .once)
    }
}

/// How often something may stand one after the other; no maximum is nil.
private struct Repetitions: Equatable {
    var least: Int
    var most: Int?

    static let once = Repetitions(1, 1)

    init(_ least: Int, _ most: Int?) {
        self.least = least
        self.most = most
    }

    /// Nil where a bound would not fit.
    func followed(by next: Repetitions) -> Repetitions? {
        guard let sum = checked(least.addingReportingOverflow(next.least)) else { return nil }
        guard let most, let other = next.most else { return Repetitions(sum, nil) }
        return checked(most.addingReportingOverflow(other)).map { Repetitions(sum, $0) }
    }

    /// These repetitions, repeated: k times they are `k × least` to `k × most`. Nil where the numbers of one k and of the
    /// next leave a gap, as in `(?:a{2}){1,2}`, or where a bound would not fit.
    func repeated(_ count: Repetitions) -> Repetitions? {
        guard let product = checked(least.multipliedReportingOverflow(by: count.least)) else { return nil }
        // The distance between one k and the next only shrinks, so the first two tell.
        if count.least != count.most, let most {
            guard let reach = checked(count.least.multipliedReportingOverflow(by: most - least)), reach >= least - 1
            else {
                return nil
            }
        }
        // None at all is one number, behind which a gap may follow as well.
        if count.least == 0, least > 1 { return nil }
        guard let most, let times = count.most else { return Repetitions(product, nil) }
        return checked(most.multipliedReportingOverflow(by: times)).map { Repetitions(product, $0) }
    }

    private func checked(_ result: (partialValue: Int, overflow: Bool)) -> Int? {
        result.overflow ? nil : result.partialValue
    }
}
