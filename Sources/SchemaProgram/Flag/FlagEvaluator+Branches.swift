import JSONCore

// Keywords that put the same value before other schemas.
extension FlagEvaluator {
    /// A branch that may fail without its parent failing: what it has marked counts only when it holds.
    @inline(__always)
    private mutating func branch(_ at: Int, _ index: Int) -> Bool {
        guard marks.isTracking(index) else { return child(at, index) }
        let outer = marks.begin(index, count: marks.current.count)
        let holds = child(at, index)
        marks.end(outer, keep: holds)
        return holds
    }

    mutating func allOf(_ pc: Int, _ index: Int) -> Bool {
        for place in 0..<reader.word(pc + 2) {
            guard child(pc + 3 + place * 3, index) else { return false }
        }
        return true
    }

    /// `at` is where the count of branches stands, and the branches behind it.
    mutating func anyOf(_ at: Int, _ index: Int) -> Bool {
        let asksAll = marks.isTracking(index)
        var holds = false
        for place in 0..<reader.word(at) where branch(at + 1 + place * 3, index) {
            if !asksAll { return true }
            holds = true
        }
        return holds
    }

    mutating func oneOf(_ at: Int, _ index: Int) -> Bool {
        var holds = false
        for place in 0..<reader.word(at) where branch(at + 1 + place * 3, index) {
            if holds { return false }
            holds = true
        }
        return holds
    }

    /// Of an object with a tag only the branch that has the tag can hold. What has none may meet any branch, unless all
    /// that are for objects require it.
    mutating func taggedUnion(_ pc: Int, _ index: Int) -> Bool {
        let slots = pc + 6
        let tagCount = slots + 2 + reader.word(slots)
        let tags = tagCount + 2
        let branches = tags + reader.word(tagCount) * 4
        let flags = reader.code[pc + 2]
        let found = reader.view[index].isObject ? reader.member(index, name: pc + 3) : nil
        guard let tag = found else {
            if reader.view[index].isObject, flags & UnionFlags.mayLackTag == 0 { return false }
            // The count stands apart from the branches here, so the loops of the other two do not fit.
            var held = 0
            for place in 0..<reader.word(tagCount + 1) where branch(branches + place * 3, index) { held += 1 }
            return flags & UnionFlags.isOneOf != 0 ? held == 1 : held > 0
        }
        guard reader.view[tag + 1].isString else { return false }
        let ordinal = reader.ordinal(of: tag + 1, hash: reader.hash(of: tag + 1), slots: slots, names: tags, stride: 4)
        return ordinal != 0 && child(branches + reader.word(tags + ordinal * 4 - 1) * 3, index)
    }

    mutating func negation(_ pc: Int, _ index: Int) -> Bool {
        let outer = marks.suspend()
        defer { marks.resume(outer) }
        return !child(pc + 2, index)
    }

    mutating func conditional(_ pc: Int, _ index: Int) -> Bool {
        let next = branch(pc + 2, index) ? pc + 5 : pc + 8
        return reader.code[next] == 0 || child(next, index)
    }

    mutating func dependentSchemas(_ pc: Int, _ index: Int) -> Bool {
        var at = pc + 3
        for _ in 0..<reader.word(pc + 2) {
            if reader.member(index, name: at) != nil, !child(at + 3, index) { return false }
            at += 6
        }
        return true
    }
}
