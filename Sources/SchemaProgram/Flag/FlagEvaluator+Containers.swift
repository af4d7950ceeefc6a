import JSONCore

// Keywords that look into objects and arrays. Callers have checked the kind.
extension FlagEvaluator {
    mutating func members(_ pc: Int, _ index: Int) -> Bool {
        let code = reader.code
        let view = reader.view
        let patternCount = reader.word(pc + MembersLayout.patternCount)
        let slots = pc + MembersLayout.slots
        let names = slots + 2 + Int(code[slots])
        let patterns = names + reader.word(pc + MembersLayout.propertyCount) * MembersLayout.propertyStride
        let additional = pc + MembersLayout.additional
        let hasAdditional = code[additional] != 0
        let isTracking = marks.isTracking(index)
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
                    guard child(property, at + 1) else { return false }
                }
            }
            if patternCount != 0 {
                for pattern in 0..<patternCount {
                    let operand = patterns + pattern * MembersLayout.patternStride
                    guard reader.matches(reader.word(operand), at) else { continue }
                    isEvaluated = true
                    guard child(operand + 3, at + 1) else { return false }
                }
            }
            if !isEvaluated, hasAdditional {
                isEvaluated = true
                guard child(additional, at + 1) else { return false }
            }
            if isTracking, isEvaluated { marks.mark(place) }
            at = view.after(at + 1)
            place += 1
        }
        let required =
            UInt64(code[pc + MembersLayout.requiredLow]) | UInt64(code[pc + MembersLayout.requiredHigh]) << 32
        return seen & required == required
    }

    mutating func elements(_ pc: Int, _ index: Int) -> Bool {
        let view = reader.view
        let prefixCount = reader.word(pc + 6)
        let hasRest = reader.code[pc + 2] != 0
        let isTracking = marks.isTracking(index)
        let end = view[index].next
        var at = index + 1
        var place = 0
        while at < end {
            if place < prefixCount {
                guard child(pc + 7 + place * 3, at) else { return false }
            } else {
                guard hasRest else { return true }
                guard child(pc + 2, at) else { return false }
            }
            if isTracking { marks.mark(place) }
            at = view.after(at)
            place += 1
        }
        return true
    }

    mutating func contains(_ pc: Int, _ index: Int) -> Bool {
        let least = reader.word(pc + 6)
        let most = reader.word(pc + 7)
        let isTracking = reader.code[pc + 2] != 0 && marks.isTracking(index)
        let end = reader.view[index].next
        var found = 0
        var at = index + 1
        var place = 0
        while at < end {
            if child(pc + 3, at) {
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
            guard child(pc + 2, at) else { return false }
            at = reader.view.after(at + 1)
        }
        return true
    }

    func dependentRequired(_ pc: Int, _ index: Int) -> Bool {
        var at = pc + 3
        for _ in 0..<reader.word(pc + 2) {
            if reader.member(index, name: at) != nil, !reader.hasAll(index, at + 3) { return false }
            at += 4 + reader.word(at + 3) * 3
        }
        return true
    }

    mutating func unevaluatedProperties(_ pc: Int, _ index: Int) -> Bool {
        let end = reader.view[index].next
        var at = index + 1
        var place = 0
        while at < end {
            if !marks.isMarked(place), !child(pc + 2, at + 1) { return false }
            at = reader.view.after(at + 1)
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
            if !marks.isMarked(place), !child(pc + 2, at) { return false }
            at = reader.view.after(at)
            place += 1
        }
        marks.markAll()
        return true
    }
}
