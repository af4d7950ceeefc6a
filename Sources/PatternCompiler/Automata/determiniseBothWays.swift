/// A forward table of a pattern that looks both ways, such as `^(?!-)[a-z-]{1,63}(?<!-)$`.
///
/// What lookbehinds say is known when reading forward, what lookaheads say when reading backward, and a table reads
/// once. So a backward reader is paired with a guess: the state in which a forward reader of the lookbehinds alone
/// would be at the same place. Each step back has to take the guess to a state from which the byte leads to it, and at
/// the start of the text it has to be the forward reader's first state, so exactly one guess survives. These pairs are
/// a nondeterministic automaton; read from the start of the text, the subset construction makes it a table.
///
/// Nil above the limits, or where a lookbehind contains a lookahead.
func determiniseBothWays(_ automaton: Automaton, limits: PatternLimits) -> DeterministicAutomaton? {
    guard !automaton.asksForwardWithinBackward else { return nil }
    var lookbehinds = Determiniser(automaton, following: false, limits: limits)
    var pattern = Determiniser(automaton, following: true, limits: limits)
    let width = pattern.classes.count
    guard let (behind, next) = allSubsets(&lookbehinds, limits: limits) else { return nil }
    // (state × class) of the forward reader, turned around.
    var previous: [[Int]] = Array(repeating: [], count: next.count)
    for (index, target) in next.enumerated() { previous[target * width + index % width].append(index / width) }

    struct Pair: Hashable {
        let guess: Int
        /// Nil once the pattern has matched, when only the guess is left to be confirmed.
        let subset: Determiniser.Subset?
    }
    var numbers: [Pair: Int] = [:]
    var pairs: [Pair] = []
    func number(_ pair: Pair) -> Int {
        if let known = numbers[pair] { return known }
        numbers[pair] = pairs.count
        pairs.append(pair)
        return pairs.count - 1
    }
    let start = pattern.start
    for guess in behind.indices { _ = number(Pair(guess: guess, subset: start)) }
    let finals = pairs.count
    var confirmed: [Int] = []
    // Forward successors of each (pair, class), found going backward.
    var links: [(from: Int, byteClass: Int, to: Int)] = []
    var index = 0
    while index < pairs.count {
        if pairs.count > 16_384 || links.count > limits.tableCells || pattern.steps > limits.constructionSteps {
            return nil
        }
        let pair = pairs[index]
        var after: [Determiniser.Subset?] = Array(repeating: nil, count: width)
        var holdsAtStart = true
        if let subset = pair.subset {
            let answers = lookbehinds.resolve(behind[pair.guess], ahead: subset.behind).holds
            after = pattern.successors(subset, given: answers)
            holdsAtStart = pattern.resolve(subset, ahead: .edge, given: answers).isDecided
        }
        if pair.guess == 0, holdsAtStart { confirmed.append(index) }
        for byteClass in 0..<width {
            // Nothing left to match: no guess can help.
            if let subset = after[byteClass], subset.states.isEmpty { continue }
            for guess in previous[pair.guess * width + byteClass] {
                links.append((number(Pair(guess: guess, subset: after[byteClass])), byteClass, index))
            }
        }
        index += 1
    }
    var following: [[Int]] = Array(repeating: [], count: pairs.count * width)
    for link in links { following[link.from * width + link.byteClass].append(link.to) }
    return subsetConstruction(
        from: confirmed,
        following: following,
        isAccepting: { $0.contains { $0 < finals } },
        classes: pattern.classes.table,
        classCount: width,
        isBackward: false,
        limits: limits
    )
}

/// Every subset that a reader can be in, the first one first, and its successor for each byte class.
private func allSubsets(
    _ reader: inout Determiniser,
    limits: PatternLimits
) -> (subsets: [Determiniser.Subset], next: [Int])? {
    guard let start = reader.start else { return nil }
    var numbers = [start: 0]
    var subsets = [start]
    var next: [Int] = []
    var index = 0
    while index < subsets.count {
        // Each of them is paired with states of the pattern, so only few are of use.
        if subsets.count > 1_024 || reader.steps > limits.constructionSteps { return nil }
        for case let subset? in reader.successors(subsets[index]) {
            if let known = numbers[subset] {
                next.append(known)
            } else {
                numbers[subset] = subsets.count
                next.append(subsets.count)
                subsets.append(subset)
            }
        }
        index += 1
    }
    return (subsets, next)
}

extension Automaton {
    /// Whether some lookbehind contains a lookahead.
    fileprivate var asksForwardWithinBackward: Bool {
        for component in components where !component.isBackward {
            var pending = [component.start]
            var seen: Set<Int> = []
            while let state = pending.popLast() {
                guard seen.insert(state).inserted else { continue }
                switch states[state] {
                case .bytes(let edges): pending += edges.map(\.target)
                case .split(let targets): pending += targets
                case .match: break
                case .condition(.look(let inner, _), let next):
                    if components[inner].isBackward { return true }
                    pending.append(next)
                case .condition(_, let next): pending.append(next)
                }
            }
        }
        return false
    }
}
