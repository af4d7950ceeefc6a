/// A forward table of a pattern that looks both ways, such as `^(?!-)[a-z-]{1,63}(?<!-)$`.
///
/// What lookbehinds say is known when reading forward, what lookaheads say when reading backward, and a table reads
/// once. So a backward reader is paired with a guess: the state in which a forward reader of the lookbehinds alone
/// would be at the same place. Each step back has to take the guess to a state from which the byte leads to it, and at
/// the start of the text it has to be the forward reader's first state, so exactly one guess survives. These pairs are
/// a nondeterministic automaton; read from the start of the text, the subset construction makes it a table.
///
/// Nil above the limits, or where a lookbehind contains a lookahead.
func determiniseBothWays(_ automaton: Automaton, limits: PatternLimits, stepsLeft: inout Int) -> DeterministicAutomaton?
{
    guard !automaton.asksForwardWithinBackward else { return nil }
    var lookbehinds = Determiniser(automaton, following: false, limits: limits, steps: stepsLeft)
    guard let guesses = allSubsets(&lookbehinds) else { return nil }
    var pattern = Determiniser(automaton, following: true, limits: limits, steps: lookbehinds.stepsLeft)
    let width = pattern.classes.count
    // (guess × class) of the forward reader, turned around.
    let previous = Successors(
        count: guesses.next.count,
        guesses.next.enumerated().lazy.map { index, target in
            (from: target * width + index % width, to: index / width)
        }
    )

    /// A guess, and the subset of the pattern: decided once it has matched, when only the guess is left to be confirmed.
    struct Pair: Hashable {
        let guess: Int
        let subset: Int
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
    for guess in guesses.subsets.indices { _ = number(Pair(guess: guess, subset: start)) }
    let finals = pairs.count
    var confirmed: [Int] = []
    // Forward successors of each (pair, class), found going backward.
    var links: [(from: Int, byteClass: Int, to: Int)] = []
    var index = 0
    while index < pairs.count {
        if pairs.count > Determiniser.mostSubsets || links.count > limits.tableCells || pattern.stepsLeft <= 0 {
            return nil
        }
        let pair = pairs[index]
        var after = Array(repeating: Determiniser.decided, count: width)
        var holdsAtStart = true
        if pair.subset != Determiniser.decided {
            let ahead = pattern.behind(pair.subset)
            let answers = lookbehinds.resolve(guesses.subsets[pair.guess], ahead: ahead).holds
            after = pattern.successors(pair.subset, given: answers)
            holdsAtStart = pattern.resolve(pair.subset, ahead: .edge, given: answers).isDecided
        }
        if pair.guess == 0, holdsAtStart { confirmed.append(index) }
        // Where nothing is left to match, no guess can help.
        for byteClass in 0..<width where after[byteClass] != Determiniser.rejected {
            previous.forEach(of: pair.guess * width + byteClass) { guess in
                links.append((number(Pair(guess: Int(guess), subset: after[byteClass])), byteClass, index))
            }
        }
        index += 1
    }
    stepsLeft = pattern.stepsLeft
    return subsetConstruction(
        from: confirmed,
        following: Successors(
            count: pairs.count * width,
            links.lazy.map { (from: $0.from * width + $0.byteClass, to: $0.to) }
        ),
        stateCount: pairs.count,
        isAccepting: { $0.contains { $0 < finals } },
        classes: pattern.classes.table,
        classCount: width,
        isBackward: false,
        limits: limits,
        stepsLeft: &stepsLeft
    )
}

/// Every subset that a reader can be in, the first one first, and the place of its successor for each byte class.
private func allSubsets(_ reader: inout Determiniser) -> (subsets: [Int], next: [Int])? {
    // Subsets are numbered as they are found, but two numbers are reserved.
    var places: [Int: Int] = [:]
    var subsets: [Int] = []
    func place(_ subset: Int) -> Int {
        if let known = places[subset] { return known }
        places[subset] = subsets.count
        subsets.append(subset)
        return subsets.count - 1
    }
    _ = place(reader.start)
    var next: [Int] = []
    var index = 0
    while index < subsets.count {
        // Each of them is paired with states of the pattern, so only few are of use.
        if subsets.count > 1_024 || reader.stepsLeft <= 0 { return nil }
        next += reader.successors(subsets[index]).map(place)
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
