/// Whether every text that one pattern matches is matched by another.
public enum Inclusion: Sendable, Hashable {
    case included
    /// A shortest text that the first matches and the second does not.
    case witness(String)
    /// A pattern that is simulated, or tables too large to be compared: no answer is claimed.
    case undecided
}

/// Compares two patterns as sets of texts.
public func languageInclusion(_ a: CompiledPattern, in b: CompiledPattern) -> Inclusion {
    guard let first = a.forwardAutomaton else { return .undecided }
    // What is written in the same way reads the same table.
    guard let second = a.serialized == b.serialized ? first : b.forwardAutomaton else { return .undecided }
    let width = second.stateCount
    let (text, exhausted) = shortestText(
        from: first.start * width + second.start,
        limit: 500_000,
        counting: 0,
        classOf: { Int(first.classes[Int($0)]) * 256 + Int(second.classes[Int($0)]) },
        next: { pair, byte in
            let left = first.next(pair / width, byte)
            let right = second.next(pair % width, byte)
            // Nothing can come of what the first rejects for ever or the second accepts for ever.
            if left == 0 || (second.accepting[right] && second.isFinal(right)) { return nil }
            return left * width + right
        },
        accepts: { pair, _ in first.accepting[pair / width] && !second.accepting[pair % width] }
    )
    if exhausted { return .undecided }
    return text.map(Inclusion.witness) ?? .included
}

/// A shortest text of at least `minLength` code points that the pattern matches.
///
/// Nil when there is none, when the pattern is simulated, or when the search would take too long.
public func shortestMatch(_ a: CompiledPattern, minLength: Int) -> String? {
    guard let automaton = a.forwardAutomaton else { return nil }
    let least = max(minLength, 0)
    if least > 1_000_000 { return nil }
    return shortestText(
        from: automaton.start,
        limit: 2_000_000,
        counting: least,
        classOf: { Int(automaton.classes[Int($0)]) },
        next: { state, byte in
            let next = automaton.next(state, byte)
            return next == 0 ? nil : next
        },
        accepts: { state, length in length >= least && automaton.accepting[state] }
    ).text
}
