import JSONCore

// Keywords that look into objects and arrays. Callers have checked the kind.
extension FullEvaluator {
    /// Calls `body` with the ordinal and the index of each member's name.
    private func names(of index: Int) -> [Int] {
        var names: [Int] = []
        var at = index + 1
        while at < view[index].next {
            names.append(at)
            at = view.after(at + 1)
        }
        return names
    }

    private func elements(of index: Int) -> [Int] {
        var elements: [Int] = []
        var at = index + 1
        while at < view[index].next {
            elements.append(at)
            at = view.after(at)
        }
        return elements
    }

    private func strings(_ names: [Int]) -> JSONValue {
        .array(names.map { .string(view.string($0)) })
    }

    private mutating func member(_ at: Int, _ name: Int, parent: Int, step: String = "") -> Bool {
        child(at, name + 1, parent: parent, step: step, .name(name))
    }

    /// One instruction, and up to four keywords.
    mutating func members(_ pc: Int, _ index: Int, _ parent: Int) -> Bool {
        let slots = pc + MembersLayout.slots
        let table = slots + 2 + reader.word(slots)
        let propertyCount = reader.word(pc + MembersLayout.propertyCount)
        let patternCount = reader.word(pc + MembersLayout.patternCount)
        let patterns = table + propertyCount * MembersLayout.propertyStride
        let names = names(of: index)
        var isEvaluated = [Bool](repeating: false, count: names.count)
        var holds = required(pc, table, propertyCount, index, parent)

        if (0..<propertyCount).contains(where: { reader.word(table + $0 * MembersLayout.propertyStride + 3) != 0 }) {
            let node = open(location: reader.word(pc + 1), index, parent: parent)
            var found: [Int] = []
            var all = true
            for (place, name) in names.enumerated() {
                let ordinal = reader.ordinal(
                    of: name,
                    hash: view[name].hash,
                    slots: slots,
                    names: table,
                    stride: MembersLayout.propertyStride
                )
                let operand = table + (ordinal - 1) * MembersLayout.propertyStride + 3
                guard ordinal != 0, reader.word(operand) != 0 else { continue }
                isEvaluated[place] = true
                found.append(name)
                if !member(operand, name, parent: node, step: "/" + escapedToken(view.string(name))) { all = false }
            }
            annotate(node, strings(found))
            holds = close(node, all) && holds
        }
        if patternCount > 0 {
            let node = open(location: reader.word(pc + MembersLayout.patternLocation), index, parent: parent)
            var found: [Int] = []
            var all = true
            for (place, name) in names.enumerated() {
                for pattern in 0..<patternCount {
                    let operand = patterns + pattern * MembersLayout.patternStride
                    guard reader.matches(reader.word(operand), name) else { continue }
                    if found.last != name { found.append(name) }
                    isEvaluated[place] = true
                    let source = reader.string(offset: reader.word(operand + 1), count: reader.word(operand + 2))
                    if !member(operand + 3, name, parent: node, step: "/" + escapedToken(source)) { all = false }
                }
            }
            annotate(node, strings(found))
            holds = close(node, all) && holds
        }
        if reader.word(pc + MembersLayout.additional) != 0 {
            let node = open(location: reader.word(pc + MembersLayout.additionalLocation), index, parent: parent)
            var found: [Int] = []
            var all = true
            for (place, name) in names.enumerated() where !isEvaluated[place] {
                isEvaluated[place] = true
                found.append(name)
                if !member(pc + MembersLayout.additional, name, parent: node) { all = false }
            }
            annotate(node, strings(found))
            holds = close(node, all) && holds
        }
        if marks.isTracking(index) {
            for place in names.indices where isEvaluated[place] { marks.mark(place) }
        }
        return holds
    }

    private mutating func required(_ pc: Int, _ table: Int, _ count: Int, _ index: Int, _ parent: Int) -> Bool {
        let bits =
            UInt64(reader.code[pc + MembersLayout.requiredLow]) | UInt64(reader.code[pc + MembersLayout.requiredHigh])
            << 32
        guard bits != 0 else { return true }
        let node = open(location: reader.word(pc + MembersLayout.requiredLocation), index, parent: parent)
        var missing: [String] = []
        for ordinal in 0..<min(count, 64) where bits >> UInt64(ordinal) & 1 != 0 {
            let name = table + ordinal * MembersLayout.propertyStride
            if reader.member(index, name: name) == nil { missing.append(reader.name(name)) }
        }
        return close(node, missing.isEmpty, missingMessage(missing))
    }

    mutating func elements(_ pc: Int, _ index: Int, _ parent: Int) -> Bool {
        let elements = elements(of: index)
        let prefixCount = reader.word(pc + 6)
        var holds = true
        if prefixCount > 0 {
            let node = open(location: reader.word(pc + 1), index, parent: parent)
            var all = true
            for (place, element) in elements.prefix(prefixCount).enumerated() {
                if !child(pc + 7 + place * 3, element, parent: node, step: "/\(place)", .element(place)) { all = false }
            }
            if !elements.isEmpty {
                let last = min(prefixCount, elements.count) - 1
                annotate(node, elements.count <= prefixCount ? .bool(true) : .number(JSONNumber(Int64(last))))
            }
            holds = close(node, all)
        }
        if reader.word(pc + 2) != 0 {
            let node = open(location: reader.word(pc + 5), index, parent: parent)
            var all = true
            for (place, element) in elements.enumerated().dropFirst(prefixCount) {
                if !child(pc + 2, element, parent: node, .element(place)) { all = false }
            }
            if elements.count > prefixCount { annotate(node, .bool(true)) }
            holds = close(node, all) && holds
        }
        if marks.isTracking(index) {
            let count = reader.word(pc + 2) != 0 ? elements.count : min(prefixCount, elements.count)
            for place in 0..<count { marks.mark(place) }
        }
        return holds
    }

    /// `contains` and the two keywords that change what it asks for.
    mutating func contains(_ pc: Int, _ index: Int, _ parent: Int) -> Bool {
        let least = reader.word(pc + 6)
        let most = reader.word(pc + 7)
        let node = open(location: reader.word(pc + 1), index, parent: parent)
        var found: [Int] = []
        for (place, element) in elements(of: index).enumerated() {
            let branch = nodes.count
            if child(pc + 3, element, parent: node, .element(place)) {
                found.append(place)
                if reader.word(pc + 2) != 0, marks.isTracking(index) { marks.mark(place) }
            } else if branch < nodes.count {
                nodes[branch].isDetached = true
            }
        }
        annotate(node, .array(found.map { .number(JSONNumber(Int64($0))) }))
        let tooFew = found.count < least
        let tooMany = found.count > most
        // `contains` itself asks for one; more and fewer are asked for by `minContains` and `maxContains`.
        let location = tooMany ? pc + 9 : least == 1 ? pc + 1 : pc + 8
        let isOwn = reader.word(location) == reader.word(pc + 1)
        let message = containsMessage(found.count, least, most)
        let holds = !tooFew && !tooMany
        if holds || isOwn { return close(node, holds, message) }
        _ = close(node, true)
        let bound = open(location: reader.word(location), index, parent: parent)
        return close(bound, false, message)
    }

    mutating func propertyNames(_ pc: Int, _ index: Int, _ node: Int) -> Bool {
        var all = true
        for name in names(of: index) where !child(pc + 2, name, parent: node) { all = false }
        return close(node, all)
    }

    mutating func unevaluatedProperties(_ pc: Int, _ index: Int, _ node: Int) -> Bool {
        var all = true
        var found: [Int] = []
        for (place, name) in names(of: index).enumerated() where !marks.isMarked(place) {
            found.append(name)
            if !member(pc + 2, name, parent: node) { all = false }
        }
        marks.markAll()
        annotate(node, strings(found))
        return close(node, all)
    }

    mutating func unevaluatedItems(_ pc: Int, _ index: Int, _ node: Int) -> Bool {
        var all = true
        var isUsed = false
        for (place, element) in elements(of: index).enumerated() where !marks.isMarked(place) {
            isUsed = true
            if !child(pc + 2, element, parent: node, .element(place)) { all = false }
        }
        marks.markAll()
        if isUsed { annotate(node, .bool(true)) }
        return close(node, all)
    }
}
