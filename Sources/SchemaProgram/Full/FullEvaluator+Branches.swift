import JSONCore

// Keywords that put the same value before other schemas.
extension FullEvaluator {
    /// A branch that may fail without its parent failing: what it has marked counts only when it holds.
    private mutating func branch(_ at: Int, _ index: Int, parent: Int, step: String = "") -> Bool {
        guard marks.isTracking(index) else { return child(at, index, parent: parent, step: step) }
        let outer = marks.begin(index, count: marks.current.count)
        let holds = child(at, index, parent: parent, step: step)
        marks.end(outer, keep: holds)
        return holds
    }

    mutating func allOf(_ pc: Int, _ index: Int, _ node: Int) -> Bool {
        var all = true
        for place in 0..<reader.word(pc + 2) {
            if !child(pc + 3 + place * 3, index, parent: node, step: "/\(place)") { all = false }
        }
        return close(node, all)
    }

    /// `anyOf` and `oneOf`: the count of branches stands at `count`.
    mutating func union(_ count: Int, branches: Int, isOneOf: Bool, _ index: Int, _ node: Int) -> Bool {
        var holding: [Int] = []
        for place in 0..<reader.word(count) where branch(branches + place * 3, index, parent: node, step: "/\(place)") {
            holding.append(place)
        }
        if isOneOf, holding.count > 1 {
            nodes[node].isDecided = true
            let places = holding.map(String.init).joined(separator: ", ")
            return close(
                node,
                false,
                "expected exactly one of the alternatives to hold, found \(holding.count): \(places)"
            )
        }
        if !holding.isEmpty { return close(node, true) }
        return close(node, false, "expected one of the \(reader.word(count)) alternatives to hold, found none")
    }

    /// With a tag that names a branch, only that branch can hold, and only its failure is of interest.
    mutating func taggedUnion(_ pc: Int, _ index: Int, _ node: Int) -> Bool {
        let slots = pc + 6
        let tagCount = slots + 2 + reader.word(slots)
        let tags = tagCount + 2
        let branches = tags + reader.word(tagCount) * 4
        let flags = reader.code[pc + 2]
        let isOneOf = flags & UnionFlags.isOneOf != 0
        guard detail == .failures, view[index].isObject else {
            return union(tagCount + 1, branches: branches, isOneOf: isOneOf, index, node)
        }
        let name = reader.name(pc + 3)
        guard let tag = reader.member(index, name: pc + 3) else {
            if flags & UnionFlags.mayLackTag != 0 {
                return union(tagCount + 1, branches: branches, isOneOf: isOneOf, index, node)
            }
            nodes[node].isDecided = true
            return close(
                node,
                false,
                "expected the property \(quoted(name)), which tells the alternatives apart, found none"
            )
        }
        let ordinal =
            !view[tag + 1].isString
            ? 0 : reader.ordinal(of: tag + 1, hash: reader.hash(of: tag + 1), slots: slots, names: tags, stride: 4)
        guard ordinal != 0 else {
            nodes[node].isDecided = true
            nodes[node].isUnknownVariant = view[tag + 1].isString
            let known = (0..<reader.word(tagCount)).map { quoted(reader.name(tags + $0 * 4)) }
            return close(
                node,
                false,
                "expected \(quoted(name)) to be \(alternatives(known)), found \(describe(tag + 1))"
            )
        }
        let place = reader.word(tags + ordinal * 4 - 1)
        return close(node, child(branches + place * 3, index, parent: node, step: "/\(place)"))
    }

    mutating func negation(_ pc: Int, _ index: Int, _ node: Int) -> Bool {
        let outer = marks.suspend()
        let fails = !child(pc + 2, index, parent: node)
        marks.resume(outer)
        if fails { return close(node, true) }
        return close(node, false, "expected a value that the schema under \"not\" refuses, found \(describe(index))")
    }

    mutating func conditional(_ pc: Int, _ index: Int, _ parent: Int) -> Bool {
        let condition = open(location: reader.word(pc + 1), index, parent: parent)
        let schema = nodes.count
        let chosen = branch(pc + 2, index, parent: condition)
        if schema < nodes.count { nodes[schema].isDetached = true }
        _ = close(condition, true)
        let next = chosen ? pc + 5 : pc + 8
        guard reader.word(next) != 0 else { return true }
        let node = open(location: reader.word(chosen ? pc + 11 : pc + 12), index, parent: parent)
        return close(node, child(next, index, parent: node))
    }

    mutating func dependentSchemas(_ pc: Int, _ index: Int, _ node: Int) -> Bool {
        var all = true
        var at = pc + 3
        for _ in 0..<reader.word(pc + 2) {
            if reader.member(index, name: at) != nil,
                !child(at + 3, index, parent: node, step: "/" + escapedToken(reader.name(at)))
            {
                all = false
            }
            at += 6
        }
        return close(node, all)
    }
}
