/// What a pattern comes down to, where a direct check is simpler and faster than a table.
public enum SimpleShape: Sendable, Hashable {
    /// Every text matches: the empty pattern, `.*`.
    case anything
    /// No text matches: `[]`, `a^b`.
    case nothing
    /// `^…$` around literal text.
    case literal(String)
    /// `^…` before literal text.
    case prefix(String)
    /// `…$` after literal text.
    case suffix(String)
    /// Literal text anywhere.
    case contains(String)
    /// `^(?:a|b|c)$` over literal texts, in the order of the pattern.
    case oneOf([String])
    /// `^[…]{min,max}$` over ASCII: all bytes from one set, their number within bounds. No maximum is nil.
    case repeatedClass(ASCIISet, min: Int, max: Int?)
}

extension CompiledPattern {
    /// The shape for which a direct check can be written; nil for all others.
    public var simpleShape: SimpleShape? {
        if let automaton {
            if automaton.isFinal(automaton.start), !automaton.accepting[automaton.start] { return .nothing }
            if automaton.matchesEverything { return .anything }
        }
        var parts = node.flattened
        let isAnchored = parts.first == .edge(.start)
        if isAnchored { parts.removeFirst() }
        let isClosed = parts.last == .edge(.end)
        if isClosed { parts.removeLast() }
        if let text = literal(.sequence(parts)) {
            switch (isAnchored, isClosed) {
            case (true, true): return .literal(text)
            case (true, false): return .prefix(text)
            case (false, true): return .suffix(text)
            case (false, false): return .contains(text)
            }
        }
        guard isAnchored, isClosed, parts.count == 1 else { return nil }
        switch parts[0] {
        case .alternatives(let alternatives):
            let texts = alternatives.compactMap(literal)
            return texts.count == alternatives.count ? .oneOf(texts) : nil
        case .set(let set):
            return set.ascii.map { .repeatedClass($0, min: 1, max: 1) }
        case .repeated(.set(let set), let least, let most):
            return set.ascii.map { .repeatedClass($0, min: least, max: most) }
        case .sequence, .repeated, .edge, .look, .uncompilable:
            return nil
        }
    }
}

extension DeterministicAutomaton {
    /// Whether no string is rejected. `^[^]*$` still rejects what is no UTF-8, which no string is.
    fileprivate var matchesEverything: Bool {
        if stateCount > 64 { return false }
        let rejected = shortestText(
            from: start,
            limit: 10_000,
            counting: 0,
            classOf: { Int(classes[Int($0)]) },
            next: next,
            accepts: { state, _ in !accepting[state] }
        )
        return rejected.text == nil && !rejected.exhausted
    }
}

/// The only text that a node stands for, if it is plain text.
private func literal(_ node: PatternNode) -> String? {
    var text = String.UnicodeScalarView()
    for part in node.flattened {
        guard case .set(let set) = part, set.ranges.count == 1, set.ranges[0].count == 1,
            let scalar = Unicode.Scalar(set.ranges[0].lowerBound)
        else { return nil }
        text.append(scalar)
    }
    return String(text)
}

extension CodePointSet {
    fileprivate var ascii: ASCIISet? {
        guard let last = ranges.last, last.upperBound < 128 else { return nil }
        return ASCIISet(ranges.flatMap { $0.map(UInt8.init) })
    }
}
