/// The subset construction: what an automaton does, as a table.
///
/// A subset holds the states that read bytes, the match, and the conditions, which are resolved only when the next
/// byte is known: `\b` and `$` depend on it. A subset that holds the match can no longer fail.
///
/// It follows the components of one direction. The pattern itself ends the search when it matches; without it, as when
/// only lookbehinds are followed, there are just their answers.
struct Determiniser {
    let automaton: Automaton
    let limits: PatternLimits
    let isBackward: Bool
    let classes: ByteClasses
    private let traits: Traits
    /// The components followed, inner ones first.
    private let followed: [Int]
    /// The component whose match decides, if it is followed.
    private let goal: Int?
    private var componentOf: [Int] = []
    private(set) var steps = 0
    private var mark: [Int]
    private var turn = 0

    private struct Traits {
        var readsWords = false
        var readsEdgeBehind = false
        var hasConditions = false
    }

    /// What lies on the far side of a position.
    enum Neighbour: Hashable {
        case edge, word, other
    }

    struct Subset: Hashable {
        /// The side that was read; `other` wherever no condition asks.
        let behind: Neighbour
        let states: [Int]
    }

    init(_ automaton: Automaton, following isBackward: Bool, limits: PatternLimits) {
        self.automaton = automaton
        self.limits = limits
        self.isBackward = isBackward
        let last = automaton.components.count - 1
        followed = automaton.components.indices.filter { automaton.components[$0].isBackward == isBackward }
        goal = followed.last == last ? last : nil
        var traits = Traits()
        for case .condition(let condition, _) in automaton.states {
            traits.hasConditions = true
            switch condition {
            case .wordBoundary, .notWordBoundary: traits.readsWords = true
            case .textStart, .textEnd: traits.readsEdgeBehind = true
            case .look: break
            }
        }
        self.traits = traits
        classes = ByteClasses(automaton, splitWords: traits.readsWords)
        mark = Array(repeating: 0, count: automaton.states.count)
        assignComponents()
    }

    var start: Subset? {
        mutating get { subset(followed.map { automaton.components[$0].start }, behind: .edge) }
    }

    /// Nil when the table would be larger than the limits allow.
    mutating func determinise() -> DeterministicAutomaton? {
        let width = classes.count
        if 2 * width > limits.tableCells { return nil }
        var numbers: [Subset: Int] = [:]
        var subsets: [Subset] = []
        var cells: [Int] = []
        var accepting: [Bool] = []
        // 0 rejects for ever, 1 accepts for ever.
        cells += Array(repeating: 0, count: width) + Array(repeating: 1, count: width)
        accepting += [false, true]
        subsets += Array(repeating: Subset(behind: .other, states: []), count: 2)
        func number(_ subset: Subset?) -> Int {
            guard let subset else { return 1 }
            if subset.states.isEmpty { return 0 }
            if let known = numbers[subset] { return known }
            numbers[subset] = subsets.count
            subsets.append(subset)
            return subsets.count - 1
        }
        let start = number(start)
        var index = 2
        while index < subsets.count {
            if subsets.count * width > limits.tableCells || subsets.count > 16_384 || steps > limits.constructionSteps {
                return nil
            }
            let current = subsets[index]
            accepting.append(resolve(current, ahead: .edge).isDecided)
            for target in successors(current) { cells.append(number(target)) }
            index += 1
        }
        return DeterministicAutomaton(
            classes: classes.table,
            classCount: width,
            cells: cells,
            accepting: accepting,
            start: start,
            isBackward: isBackward
        )
    }

    /// The subset after each byte class; nil where the match is certain. `given` answers what is not followed.
    mutating func successors(_ subset: Subset, given: [Bool] = []) -> [Subset?] {
        var targets: [[Int]] = Array(repeating: [], count: classes.count)
        let plain = resolve(subset, ahead: .other, given: given)
        let word = traits.readsWords ? resolve(subset, ahead: .word, given: given) : plain
        for (resolution, isWord) in [(plain, false), (word, true)] {
            if resolution.isDecided || isWord && !traits.readsWords { continue }
            for state in resolution.states {
                guard case .bytes(let edges) = automaton.states[state] else { continue }
                for edge in edges {
                    let first = Int(classes.table[Int(edge.bytes.lowerBound)])
                    let last = Int(classes.table[Int(edge.bytes.upperBound)])
                    for index in first...last where !traits.readsWords || classes.isWord[index] == isWord {
                        targets[index].append(edge.target)
                        steps += 1
                    }
                }
            }
        }
        return (0..<classes.count).map { index in
            let isWord = classes.isWord[index]
            if (traits.readsWords && isWord ? word : plain).isDecided { return nil }
            return self.subset(targets[index], behind: isWord ? .word : .other)
        }
    }

    /// Follows splits; nil when the match is among what they lead to.
    private mutating func subset(_ entries: [Int], behind: Neighbour) -> Subset? {
        turn += 1
        var pending = entries
        var states: [Int] = []
        let match = goal.map { automaton.components[$0].match }
        while let state = pending.popLast() {
            if mark[state] == turn { continue }
            mark[state] = turn
            steps += 1
            switch automaton.states[state] {
            case .split(let targets): pending += targets
            case .match where state == match: return nil
            case .bytes, .condition, .match: states.append(state)
            }
        }
        states.sort()
        let seen: Neighbour
        switch behind {
        case .edge: seen = traits.readsEdgeBehind || traits.readsWords ? .edge : .other
        case .word: seen = traits.readsWords ? .word : .other
        case .other: seen = .other
        }
        return Subset(behind: seen, states: states)
    }

    /// A subset once the next byte's nature is known.
    struct Resolution {
        /// Those that read bytes.
        var states: [Int]
        /// Which components match here.
        var holds: [Bool]
        /// Whether the pattern itself does.
        var isDecided = false
    }

    mutating func resolve(_ subset: Subset, ahead: Neighbour, given: [Bool] = []) -> Resolution {
        if !traits.hasConditions { return Resolution(states: subset.states, holds: []) }
        turn += 1
        let count = automaton.components.count
        var holds = given.isEmpty ? Array(repeating: false, count: count) : given
        var pending: [[Int]] = Array(repeating: [], count: count)
        for state in subset.states { pending[componentOf[state]].append(state) }
        var resolved: [Int] = []
        // Inner lookarounds come first, so their answer is there when an outer one asks.
        for component in followed {
            while let state = pending[component].popLast() {
                if mark[state] == turn { continue }
                mark[state] = turn
                steps += 1
                switch automaton.states[state] {
                case .split(let targets): pending[component] += targets
                case .match: holds[component] = true
                case .bytes: resolved.append(state)
                case .condition(let condition, let next):
                    if isTrue(condition, subset.behind, ahead, holds) { pending[component].append(next) }
                }
            }
        }
        return Resolution(states: resolved, holds: holds, isDecided: goal.map { holds[$0] } ?? false)
    }

    private func isTrue(_ condition: Automaton.Condition, _ behind: Neighbour, _ ahead: Neighbour, _ holds: [Bool])
        -> Bool
    {
        switch condition {
        case .textStart: (isBackward ? ahead : behind) == .edge
        case .textEnd: (isBackward ? behind : ahead) == .edge
        case .wordBoundary: (behind == .word) != (ahead == .word)
        case .notWordBoundary: (behind == .word) == (ahead == .word)
        case .look(let component, let negated): holds[component] != negated
        }
    }

    private mutating func assignComponents() {
        componentOf = Array(repeating: 0, count: automaton.states.count)
        for (index, component) in automaton.components.enumerated() {
            turn += 1
            var pending = [component.start, component.match]
            while let state = pending.popLast() {
                if mark[state] == turn { continue }
                mark[state] = turn
                componentOf[state] = index
                switch automaton.states[state] {
                case .split(let targets): pending += targets
                case .bytes(let edges): pending += edges.map(\.target)
                case .condition(_, let next): pending.append(next)
                case .match: break
                }
            }
        }
    }
}
