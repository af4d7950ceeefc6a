/// Writes a pattern out as an automaton that searches: it may begin anywhere, as JSON Schema patterns may.
func buildAutomaton(
    _ pattern: PatternNode,
    backward: Bool,
    limits: PatternLimits
) throws(PatternError) -> Automaton {
    var builder = AutomatonBuilder(limits: limits)
    _ = try builder.component(pattern, backward: backward)
    return builder.automaton
}

private struct AutomatonBuilder {
    let limits: PatternLimits
    var automaton = Automaton()
    private var edges = 0
    private var steps = 0
    /// Forward, and with every edge turned around.
    private var trees: [CodePointSet: (tree: ByteTree, turned: [[ByteTree.Edge]])] = [:]
    /// Counted repetition writes the same lookaround out many times; one component answers them all.
    private var looks: [PatternNode: Int] = [:]

    init(limits: PatternLimits) {
        self.limits = limits
    }

    mutating func component(_ pattern: PatternNode, backward: Bool) throws(PatternError) -> Int {
        let match = try add(.match)
        let entry = try write(pattern, next: match, backward: backward)
        // Any characters before: whole ones, or an empty match could hide between the bytes of one.
        let start = try add(.split([]))
        let anything = try write(.set(.everything), next: start, backward: backward)
        automaton.states[start] = .split([entry, anything])
        automaton.components.append(Automaton.Component(start: start, match: match, isBackward: backward))
        return automaton.components.count - 1
    }

    /// The state from which `node` and then `next` is read.
    private mutating func write(_ node: PatternNode, next: Int, backward: Bool) throws(PatternError) -> Int {
        steps += 1
        if steps > limits.constructionSteps { throw tooLarge() }
        switch node {
        case .set(let set):
            return try write(set, next: next, backward: backward)
        case .sequence(let parts):
            var entry = next
            for part in backward ? parts : parts.reversed() {
                entry = try write(part, next: entry, backward: backward)
            }
            return entry
        case .alternatives(let alternatives):
            var entries: [Int] = []
            for alternative in alternatives {
                entries.append(try write(alternative, next: next, backward: backward))
            }
            return try add(.split(entries))
        case .repeated(let body, let least, let most):
            return try write(body, atLeast: least, atMost: most, next: next, backward: backward)
        case .edge(let edge):
            return try add(.condition(condition(edge), next: next))
        case .look(let ahead, let negated, let body):
            let key = PatternNode.look(ahead: ahead, negated: false, body)
            let index: Int
            if let known = looks[key] {
                index = known
            } else {
                // Whether it holds at a position is known after reading what it looks at, towards that position.
                index = try component(body, backward: ahead)
                looks[key] = index
                if index > 200 {
                    throw PatternError(offset: 0, message: "the pattern has over 200 lookarounds; simplify it")
                }
            }
            return try add(.condition(.look(component: index, negated: negated), next: next))
        case .uncompilable(let error):
            throw error
        }
    }

    private mutating func write(
        _ body: PatternNode,
        atLeast least: Int,
        atMost most: Int?,
        next: Int,
        backward: Bool
    ) throws(PatternError) -> Int {
        var entry = next
        if let most {
            guard most > 0 else { return next }
            if body.consumesNothing {
                return least > 0 ? try write(body, next: next, backward: backward) : next
            }
            // The optional ones, each with its own way out: x{2,4} is xx(x(x)?)?, written from the end.
            for _ in least..<most {
                let before = entry
                let inner = try write(body, next: entry, backward: backward)
                entry = try add(.split([inner, next]))
                if inner == before { break }
            }
        } else {
            let loop = try add(.split([]))
            let inner = try write(body, next: loop, backward: backward)
            automaton.states[loop] = .split([inner, next])
            entry = loop
        }
        if least > 0, body.consumesNothing { return try write(body, next: entry, backward: backward) }
        for _ in 0..<least {
            entry = try write(body, next: entry, backward: backward)
        }
        return entry
    }

    private mutating func write(_ set: CodePointSet, next: Int, backward: Bool) throws(PatternError) -> Int {
        let (tree, turned): (ByteTree, [[ByteTree.Edge]])
        if let known = trees[set] {
            (tree, turned) = known
        } else {
            tree = ByteTree(set)
            turned = tree.turned
            trees[set] = (tree, turned)
        }
        return backward ? try writeTurned(turned, next: next) : try write(tree, next: next)
    }

    private mutating func write(_ tree: ByteTree, next: Int) throws(PatternError) -> Int {
        var places: [Int] = []
        for node in tree.nodes {
            let edges = node.map { edge in
                ByteTree.Edge(bytes: edge.bytes, target: edge.target == ByteTree.exit ? next : places[edge.target])
            }
            places.append(try add(.bytes(edges)))
        }
        return places[places.count - 1]
    }

    /// Last byte first: in at the exit and out at the root, which comes last.
    private mutating func writeTurned(_ nodes: [[ByteTree.Edge]], next: Int) throws(PatternError) -> Int {
        let root = nodes.count - 2
        var places = Array(repeating: next, count: nodes.count)
        func placed(_ edges: [ByteTree.Edge]) -> [ByteTree.Edge] {
            edges.map { ByteTree.Edge(bytes: $0.bytes, target: places[$0.target]) }
        }
        for node in (0..<root).reversed() { places[node] = try add(.bytes(placed(nodes[node]))) }
        return try add(.bytes(placed(nodes[root + 1])))
    }

    private func condition(_ edge: PatternNode.Edge) -> Automaton.Condition {
        switch edge {
        case .start: .textStart
        case .end: .textEnd
        case .wordBoundary: .wordBoundary
        case .notWordBoundary: .notWordBoundary
        }
    }

    private mutating func add(_ state: Automaton.State) throws(PatternError) -> Int {
        switch state {
        case .bytes(let list): edges += list.count
        case .split(let list): edges += list.count
        case .condition, .match: break
        }
        if automaton.states.count >= limits.automatonStates || edges > limits.automatonStates * 8 { throw tooLarge() }
        automaton.states.append(state)
        return automaton.states.count - 1
    }

    private func tooLarge() -> PatternError {
        PatternError(
            offset: 0,
            message: "the pattern needs more than \(limits.automatonStates) automaton states when its counted "
                + "repetitions are written out; lower the counts, or use minLength and maxLength"
        )
    }
}
