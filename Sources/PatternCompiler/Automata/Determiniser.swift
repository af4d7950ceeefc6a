/// The subset construction: what an automaton does, as a table.
///
/// A subset holds the states that read bytes, the match, and the conditions, which are resolved only when the next
/// byte is known: `\b` and `$` depend on it. A subset that holds the match can no longer fail.
///
/// It follows the components of one direction. The pattern itself ends the search when it matches; without it, as when
/// only lookbehinds are followed, there are just their answers.
///
/// Subsets are numbered as they are found. One of them is written
///
/// ```
/// [behind + 4 × conditions and matches][these, ascending][states that read bytes, ascending]
/// ```
struct Determiniser {
    /// The subset without states: nothing can match any more.
    static let rejected = 0
    /// Stands for all subsets in which the match is certain.
    static let decided = 1
    /// More subsets than this are no table that anybody wants.
    static let mostSubsets = 16_384

    let automaton: Automaton
    let limits: PatternLimits
    let isBackward: Bool
    let classes: ByteClasses
    private let flat: FlatAutomaton
    private let traits: Traits
    /// The components followed, inner ones first.
    private let followed: [Int]
    /// The component whose match decides, and that match, if it is followed.
    private let goal: Int?
    private let goalMatch: UInt32?
    private var componentOf: [Int] = []
    private(set) var subsets = NumberedSets()
    /// What may still be done: an edge for a byte class, or a state visited, is a step.
    private(set) var stepsLeft: Int

    // Room that every step uses again.
    /// The turn in which a state was visited last.
    private let mark: Room<UInt32>
    private var turn: UInt32 = 0
    private let pending = Pile<UInt32>()
    private let asking = Pile<UInt32>()
    private let reading = Pile<UInt32>()
    private let written = Pile<UInt32>()
    private let sorted: SortedStates
    /// The targets of each byte class as a linked list, the latest first.
    private let heads: Room<Int32>
    private let links = Pile<Link>()
    /// Of each byte class, whether its bytes are word characters that conditions ask for.
    private let isWord: Room<Bool>

    private struct Link: BitwiseCopyable {
        let target: UInt32
        let next: Int32
    }

    private struct Traits {
        var readsWords = false
        var readsEdgeBehind = false
    }

    /// What lies on the far side of a position.
    enum Neighbour: UInt32 {
        case other, edge, word
    }

    init(_ automaton: Automaton, following isBackward: Bool, limits: PatternLimits, steps: Int) {
        self.automaton = automaton
        self.limits = limits
        self.isBackward = isBackward
        stepsLeft = steps
        let last = automaton.components.count - 1
        followed = automaton.components.indices.filter { automaton.components[$0].isBackward == isBackward }
        goal = followed.last == last ? last : nil
        goalMatch = goal.map { UInt32(automaton.components[$0].match) }
        var traits = Traits()
        for case .condition(let condition, _) in automaton.states {
            switch condition {
            case .wordBoundary, .notWordBoundary: traits.readsWords = true
            case .textStart, .textEnd: traits.readsEdgeBehind = true
            case .look: break
            }
        }
        self.traits = traits
        classes = ByteClasses(automaton, splitWords: traits.readsWords)
        flat = FlatAutomaton(automaton, classes)
        mark = Room(repeating: 0, count: automaton.states.count)
        sorted = SortedStates(below: automaton.states.count)
        heads = Room(repeating: -1, count: classes.count)
        isWord = Room(classes.isWord.map { $0 && traits.readsWords }, filler: false)
        assignComponents()
        for reserved in [Neighbour.other.rawValue, .max] {
            written.removeAll()
            written.append(reserved)
            _ = subsets.number(of: written.elements)
        }
    }

    /// Whether the limits leave room for more.
    var hasRoom: Bool {
        stepsLeft > 0 && subsets.count <= Self.mostSubsets && subsets.count * classes.count <= limits.tableCells
    }

    var start: Int {
        mutating get {
            turn += 1
            for component in followed {
                if !visit(UInt32(automaton.components[component].start)) { return Self.decided }
            }
            return subset(behind: .edge)
        }
    }

    /// Nil when the table would be larger than the limits allow.
    mutating func determinise() -> DeterministicAutomaton? {
        let width = classes.count
        var cells = Array(repeating: Self.rejected, count: width) + Array(repeating: Self.decided, count: width)
        var accepting = [false, true]
        let start = start
        var index = 2
        while index < subsets.count {
            if !hasRoom { return nil }
            accepting.append(resolve(index, ahead: .edge).isDecided)
            cells += successors(index)
            index += 1
        }
        if !hasRoom { return nil }
        return DeterministicAutomaton(
            classes: classes.table,
            classCount: width,
            cells: cells,
            accepting: accepting,
            start: start,
            isBackward: isBackward
        )
    }

    /// The subset after each byte class. `given` answers what is not followed.
    mutating func successors(_ subset: Int, given: [Bool] = []) -> [Int] {
        let plain = resolve(subset, ahead: .other, given: given)
        let word = traits.readsWords ? resolve(subset, ahead: .word, given: given) : plain
        if plain.isDecided, word.isDecided { return Array(repeating: Self.decided, count: classes.count) }
        links.removeAll()
        for byteClass in 0..<heads.count { heads[byteClass] = -1 }
        let states = subsets[subset]
        for place in 1 + Int(states[0] >> 2)..<states.count where stepsLeft > 0 { link(states[place]) }
        for state in plain.states { link(state, onlyWords: traits.readsWords ? false : nil) }
        if traits.readsWords {
            for state in word.states { link(state, onlyWords: true) }
        }
        var after: [Int] = []
        after.reserveCapacity(classes.count)
        for byteClass in 0..<classes.count {
            let isWord = isWord[byteClass]
            if (isWord ? word : plain).isDecided {
                after.append(Self.decided)
            } else if byteClass > 0, isWord == self.isWord[byteClass - 1], hasEqualLinks(byteClass) {
                // Most neighbours differ for few states only.
                after.append(after[byteClass - 1])
            } else {
                after.append(target(heads[byteClass], behind: isWord ? .word : .other))
            }
        }
        return after
    }

    /// Notes where a state leads to, through words or what is none alone if told so.
    private mutating func link(_ state: UInt32, onlyWords: Bool? = nil) {
        var index = flat.starts[state]
        let end = flat.starts[state &+ 1]
        while index < end {
            let edge = flat.edges[index]
            index &+= 1
            var byteClass = Int(edge.first)
            let last = Int(edge.last)
            while byteClass <= last {
                if onlyWords == nil || isWord[byteClass] == onlyWords {
                    links.append(Link(target: edge.target, next: heads[byteClass]))
                    heads[byteClass] = Int32(truncatingIfNeeded: links.count &- 1)
                }
                byteClass &+= 1
            }
            stepsLeft &-= edge.width
        }
    }

    /// Whether a class leads to what the class before it leads to.
    private func hasEqualLinks(_ byteClass: Int) -> Bool {
        var one = Int(heads[byteClass])
        var other = Int(heads[byteClass - 1])
        while one >= 0, other >= 0 {
            if links[one].target != links[other].target { return false }
            one = Int(links[one].next)
            other = Int(links[other].next)
        }
        return one == other
    }

    private mutating func target(_ head: Int32, behind: Neighbour) -> Int {
        turn += 1
        var link = Int(head)
        while link >= 0 {
            if !visit(links[link].target) { return Self.decided }
            link = Int(links[link].next)
        }
        return subset(behind: behind)
    }

    /// Adds a state to the subset that is being made, with what splits lead to. False when the match is among them.
    private mutating func visit(_ state: UInt32) -> Bool {
        if mark[state] == turn { return true }
        mark[state] = turn
        var state = state
        while true {
            stepsLeft &-= 1
            switch flat.kinds[state] {
            case .bytes: reading.append(state)
            case .asking:
                if state == goalMatch {
                    forget()
                    return false
                }
                asking.append(state)
            case .split:
                var index = flat.starts[state]
                let end = flat.starts[state &+ 1]
                stepsLeft &-= end &- index
                while index < end {
                    let target = flat.edges[index].target
                    index &+= 1
                    if mark[target] == turn { continue }
                    mark[target] = turn
                    pending.append(target)
                }
            }
            if pending.count == 0 { return true }
            state = pending.removeLast()
        }
    }

    private func forget() {
        pending.removeAll()
        asking.removeAll()
        reading.removeAll()
    }

    /// The number of the states that were visited, which are forgotten.
    private mutating func subset(behind: Neighbour) -> Int {
        if asking.count == 0, reading.count == 0 { return Self.rejected }
        let seen: Neighbour
        switch behind {
        case .edge: seen = traits.readsEdgeBehind || traits.readsWords ? .edge : .other
        case .word: seen = traits.readsWords ? .word : .other
        case .other: seen = .other
        }
        written.removeAll()
        written.append(seen.rawValue | UInt32(asking.count) << 2)
        stepsLeft -= sorted.append(asking.elements, to: written) + sorted.append(reading.elements, to: written)
        forget()
        return subsets.number(of: written.elements)
    }

    /// The side of a subset that was read; `other` wherever no condition asks.
    func behind(_ subset: Int) -> Neighbour {
        Neighbour(rawValue: subsets[subset][0] & 3) ?? .other
    }

    /// What the conditions of a subset lead to once the next byte's nature is known.
    struct Resolution {
        /// More states that read bytes.
        var states: [UInt32] = []
        /// Which components match here.
        var holds: [Bool]
        /// Whether the pattern itself does.
        var isDecided = false
    }

    mutating func resolve(_ subset: Int, ahead: Neighbour, given: [Bool] = []) -> Resolution {
        let count = automaton.components.count
        var resolution = Resolution(holds: given.isEmpty ? Array(repeating: false, count: count) : given)
        let states = subsets[subset]
        let asked = subset == Self.decided ? 0 : Int(states[0] >> 2)
        if asked == 0 { return resolution }
        turn += 1
        let behind = behind(subset)
        var pending: [[Int]] = Array(repeating: [], count: count)
        for state in states[1...asked] { pending[componentOf[Int(state)]].append(Int(state)) }
        // Inner lookarounds come first, so their answer is there when an outer one asks.
        for component in followed {
            while let state = pending[component].popLast() {
                if mark[state] == turn { continue }
                mark[state] = turn
                stepsLeft -= 1
                switch automaton.states[state] {
                case .split(let targets):
                    pending[component] += targets
                    stepsLeft -= targets.count
                case .match: resolution.holds[component] = true
                case .bytes: resolution.states.append(UInt32(state))
                case .condition(let condition, let next):
                    if isTrue(condition, behind, ahead, resolution.holds) { pending[component].append(next) }
                }
            }
        }
        resolution.isDecided = goal.map { resolution.holds[$0] } ?? false
        return resolution
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
