import JSONCore

// Keywords that look into objects and arrays. Callers have checked the kind.
extension FlagEvaluator {
    /// The way where nobody asks what has been evaluated: that of most objects. Part of the interpreter, because most
    /// values that are not scalars come here or to `elements`, and another call would cost as much as a member does.
    @inline(__always)
    mutating func members(_ pc: Int, _ index: Int) -> Bool {
        let code = reader.code + pc
        if marks.isTracking(index) { return markedMembers(pc, index) }
        let patternCount = Int(code[MembersLayout.patternCount])
        let additional = code + MembersLayout.additional
        if code[MembersLayout.propertyCount] <= 2, patternCount == 0, additional[0] == 0 {
            return fewMembers(code, index)
        }
        let view = reader.view
        let slots = code + MembersLayout.slots
        let mask = slots[0]
        // Ordinals begin at 1.
        let names = slots + (2 &+ Int(mask) &- MembersLayout.propertyStride)
        let end = view[index].next
        var seen: UInt64 = 0
        var at = index &+ 1
        while at < end {
            let hash = view[at].hash
            var schema = additional
            var slot = hash & mask
            while true {
                let ordinal = Int(slots[1 &+ Int(slot)])
                if ordinal == 0 { break }
                let property = names + ordinal &* MembersLayout.propertyStride
                if property[0] == hash, view.isText(at, reader.text + Int(property[1]), Int(property[2])) {
                    // Only the first 64 can be required here, and a shift by more leaves no bit.
                    seen |= 1 << UInt64(UInt(bitPattern: ordinal &- 1))
                    if property[3] != 0 { schema = property + 3 }
                    break
                }
                slot = (slot &+ 1) & mask
            }
            if patternCount != 0 {
                var pattern =
                    names + (Int(code[MembersLayout.propertyCount]) &+ 1) &* MembersLayout.propertyStride
                var isMatched = false
                for _ in 0..<patternCount {
                    if reader.matches(Int(pattern[0]), at) {
                        isMatched = true
                        if !child(pattern + 3, at &+ 1) { return false }
                    }
                    pattern += MembersLayout.patternStride
                }
                if isMatched, schema == additional {
                    at = view.after(at &+ 1)
                    continue
                }
            }
            if schema[0] != 0, !child(schema, at &+ 1) { return false }
            at = view.after(at &+ 1)
        }
        return requiredNames(code) & ~seen == 0
    }

    /// One or two names and no word about others, as in most conditions: they are looked for in the object instead of
    /// its members in the schema.
    @inline(never)
    private mutating func fewMembers(_ code: UnsafePointer<UInt32>, _ index: Int) -> Bool {
        var property = code + (MembersLayout.slots &+ 2 &+ Int(code[MembersLayout.slots]))
        var required = requiredNames(code)
        for _ in 0..<Int(code[MembersLayout.propertyCount]) {
            let name = reader.text + Int(property[1])
            if let at = reader.view.member(index, name, Int(property[2]), hash: property[0]) {
                if property[3] != 0, !child(property + 3, at &+ 1) { return false }
            } else if required & 1 != 0 {
                return false
            }
            required >>= 1
            property += MembersLayout.propertyStride
        }
        return true
    }

    @inline(__always)
    private func requiredNames(_ code: UnsafePointer<UInt32>) -> UInt64 {
        UInt64(code[MembersLayout.requiredLow]) | UInt64(code[MembersLayout.requiredHigh]) << 32
    }

    /// The same, and every member that is evaluated is marked.
    @inline(never)
    private mutating func markedMembers(_ pc: Int, _ index: Int) -> Bool {
        let code = reader.code
        let view = reader.view
        let patternCount = reader.word(pc &+ MembersLayout.patternCount)
        let slots = pc &+ MembersLayout.slots
        let names = slots + 2 + Int(code[slots])
        let patterns = names + reader.word(pc &+ MembersLayout.propertyCount) * MembersLayout.propertyStride
        let additional = pc &+ MembersLayout.additional
        let hasAdditional = code[additional] != 0
        let end = view[index].next
        var seen: UInt64 = 0
        var at = index + 1
        var place = 0
        while at < end {
            var isEvaluated = false
            let ordinal = reader.ordinal(
                of: at,
                hash: view[at].hash,
                slots: slots,
                names: names,
                stride: MembersLayout.propertyStride
            )
            if ordinal != 0 {
                // Only the first 64 can be required here.
                if ordinal <= 64 { seen |= 1 &<< UInt64(truncatingIfNeeded: ordinal - 1) }
                let property = names + (ordinal - 1) * MembersLayout.propertyStride + 3
                if code[property] != 0 {
                    isEvaluated = true
                    guard child(property, at &+ 1) else { return false }
                }
            }
            if patternCount != 0 {
                for pattern in 0..<patternCount {
                    let operand = patterns + pattern * MembersLayout.patternStride
                    guard reader.matches(reader.word(operand), at) else { continue }
                    isEvaluated = true
                    guard child(operand + 3, at &+ 1) else { return false }
                }
            }
            if !isEvaluated, hasAdditional {
                isEvaluated = true
                guard child(additional, at &+ 1) else { return false }
            }
            if isEvaluated { marks.mark(place) }
            at = view.after(at &+ 1)
            place += 1
        }
        return requiredNames(code + pc) & ~seen == 0
    }

    /// The way without schemas for single places, and where nobody asks what has been evaluated.
    @inline(__always)
    mutating func elements(_ pc: Int, _ index: Int) -> Bool {
        let rest = reader.code + (pc &+ 2)
        if rest[4] != 0 || marks.isTracking(index) { return anyElements(pc, index) }
        if rest[0] == 0 { return true }
        let end = reader.view[index].next
        var at = index &+ 1
        while at < end {
            if !child(rest, at) { return false }
            at = reader.view.after(at)
        }
        return true
    }

    /// The way with everything.
    @inline(never)
    private mutating func anyElements(_ pc: Int, _ index: Int) -> Bool {
        let view = reader.view
        let prefixCount = reader.word(pc &+ 6)
        let hasRest = reader.code[pc &+ 2] != 0
        let isTracking = marks.isTracking(index)
        let end = view[index].next
        var at = index + 1
        var place = 0
        while at < end {
            if place < prefixCount {
                guard child(pc &+ 7 &+ place * 3, at) else { return false }
            } else {
                guard hasRest else { return true }
                guard child(pc &+ 2, at) else { return false }
            }
            if isTracking { marks.mark(place) }
            at = view.after(at)
            place += 1
        }
        return true
    }

    mutating func contains(_ pc: Int, _ index: Int) -> Bool {
        let least = reader.word(pc &+ 6)
        let most = reader.word(pc &+ 7)
        let isTracking = reader.code[pc &+ 2] != 0 && marks.isTracking(index)
        let end = reader.view[index].next
        var found = 0
        var at = index + 1
        var place = 0
        while at < end {
            if child(pc &+ 3, at) {
                found += 1
                if found > most { return false }
                if isTracking { marks.mark(place) } else if found >= least, most == Int(UInt32.max) { return true }
            }
            at = reader.view.after(at)
            place += 1
        }
        return found >= least
    }

    mutating func propertyNames(_ pc: Int, _ index: Int) -> Bool {
        let end = reader.view[index].next
        var at = index + 1
        while at < end {
            guard child(pc &+ 2, at) else { return false }
            at = reader.view.after(at &+ 1)
        }
        return true
    }

    func dependentRequired(_ pc: Int, _ index: Int) -> Bool {
        var at = pc &+ 3
        for _ in 0..<reader.word(pc &+ 2) {
            if reader.member(index, name: at) != nil, !reader.hasAll(index, at &+ 3) { return false }
            at += 4 + reader.word(at &+ 3) * 3
        }
        return true
    }

    mutating func unevaluatedProperties(_ pc: Int, _ index: Int) -> Bool {
        let end = reader.view[index].next
        var at = index + 1
        var place = 0
        while at < end {
            if !marks.isMarked(place), !child(pc &+ 2, at &+ 1) { return false }
            at = reader.view.after(at &+ 1)
            place += 1
        }
        marks.markAll()
        return true
    }

    mutating func unevaluatedItems(_ pc: Int, _ index: Int) -> Bool {
        let end = reader.view[index].next
        var at = index + 1
        var place = 0
        while at < end {
            if !marks.isMarked(place), !child(pc &+ 2, at) { return false }
            at = reader.view.after(at)
            place += 1
        }
        marks.markAll()
        return true
    }
}
