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
        for place in 0..<reader.word(pc &+ 2) {
            guard child(pc &+ 3 &+ place * 3, index) else { return false }
        }
        return true
    }

    @inline(__always)
    mutating func anyOf(_ pc: Int, _ index: Int) -> Bool {
        if marks.isTracking(index) { return trackedUnion(pc, index) > 0 }
        if reader.code[pc &+ 1] != 0, reader.view[index].isObject { return filtered(pc, index, enough: 1) == 1 }
        var operand = reader.code + (pc &+ 3)
        let end = operand + reader.word(pc &+ 2) &* 3
        while operand < end {
            if child(operand, index) { return true }
            operand += 3
        }
        return false
    }

    @inline(__always)
    mutating func oneOf(_ pc: Int, _ index: Int) -> Bool {
        if marks.isTracking(index) { return trackedUnion(pc, index) == 1 }
        if reader.code[pc &+ 1] != 0, reader.view[index].isObject { return filtered(pc, index, enough: 2) == 1 }
        var holds = false
        var operand = reader.code + (pc &+ 3)
        let end = operand + reader.word(pc &+ 2) &* 3
        while operand < end {
            if child(operand, index) {
                if holds { return false }
                holds = true
            }
            operand += 3
        }
        return holds
    }

    /// How many branches hold where somebody asks what they evaluate, so that none is left out.
    @inline(never)
    private mutating func trackedUnion(_ pc: Int, _ index: Int) -> Int {
        var held = 0
        for place in 0..<reader.word(pc &+ 2) where branch(pc &+ 3 &+ place &* 3, index) { held += 1 }
        return held
    }

    /// How many branches hold, up to `enough`, without those that the names of the object's members rule out.
    @inline(never)
    private mutating func filtered(_ pc: Int, _ index: Int, enough: Int) -> Int {
        var names: UInt64 = 0
        let end = reader.view[index].next
        var at = index &+ 1
        while at < end {
            names |= NameFilter.bit(reader.view[at].hash)
            at = reader.view.after(at &+ 1)
        }
        var held = 0
        var row = reader.code + reader.word(pc &+ 1)
        var operand = reader.code + (pc &+ 3)
        let last = operand + reader.word(pc &+ 2) &* 3
        while operand < last {
            let required = UInt64(row[0]) | UInt64(row[1]) << 32
            let allowed = UInt64(row[2]) | UInt64(row[3]) << 32
            if required & ~names | names & ~allowed == 0, child(operand, index) {
                held &+= 1
                if held == enough { return held }
            }
            row += NameFilter.rowWords
            operand += 3
        }
        return held
    }

    /// Whether an object has one of the names in the table that the instruction leads to.
    func hasName(_ pc: Int, _ index: Int) -> Bool {
        let slots = reader.word(pc &+ 1)
        let names = slots &+ 2 &+ reader.word(slots)
        let end = reader.view[index].next
        var at = index &+ 1
        while at < end {
            let hash = reader.view[at].hash
            if reader.ordinal(of: at, hash: hash, slots: slots, names: names, stride: 3) != 0 { return true }
            at = reader.view.after(at &+ 1)
        }
        return false
    }

    /// Of an object with a tag only the branch that has the tag can hold. What has none may meet any branch, unless all
    /// that are for objects require it.
    mutating func taggedUnion(_ pc: Int, _ index: Int) -> Bool {
        let slots = pc &+ 6
        let tagCount = slots + 2 + reader.word(slots)
        let tags = tagCount + 2
        let branches = tags + reader.word(tagCount) * 4
        let flags = reader.code[pc &+ 2]
        let found = reader.view[index].isObject ? reader.member(index, name: pc &+ 3) : nil
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
        return !child(pc &+ 2, index)
    }

    mutating func conditional(_ pc: Int, _ index: Int) -> Bool {
        let next = branch(pc &+ 2, index) ? pc &+ 5 : pc &+ 8
        return reader.code[next] == 0 || child(next, index)
    }

    mutating func dependentSchemas(_ pc: Int, _ index: Int) -> Bool {
        var at = pc &+ 3
        for _ in 0..<reader.word(pc &+ 2) {
            if reader.member(index, name: at) != nil, !child(at &+ 3, index) { return false }
            at += 6
        }
        return true
    }
}
