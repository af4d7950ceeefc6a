extension PatternParser {
    /// The rest of a character class after its `[`.
    mutating func characterClass(openedAt start: Int) throws(PatternError) -> CodePointSet {
        let negated = take("^")
        var ranges: [ClosedRange<UInt32>] = []
        while !take("]") {
            guard current != nil else {
                throw error(start, "this character class is never closed; add `]`, or write `\\[` for the character")
            }
            let first = try classAtom()
            let dash = position
            // A `-` before the closing bracket is itself.
            guard current == point("-"), let next = peek(1), next != point("]") else {
                ranges += first.ranges
                continue
            }
            position += 1
            let last = try classAtom()
            guard let low = first.single, let high = last.single else {
                if strict { throw error(dash, "a range needs a single character on both sides of `-`") }
                ranges += first.ranges + [0x2D...0x2D] + last.ranges
                continue
            }
            if low > high { throw error(dash, "the range \(shown(low))-\(shown(high)) ends before it starts") }
            ranges.append(low...high)
        }
        let set = CodePointSet(ranges)
        return negated ? set.complement : set
    }

    private mutating func classAtom() throws(PatternError) -> CodePointSet {
        if current == point("\\") { return try escape(inClass: true) }
        guard let code = current else { return .nothing }
        position += 1
        return CodePointSet(code)
    }
}

extension CodePointSet {
    /// The only member, if there is exactly one.
    fileprivate var single: UInt32? {
        guard ranges.count == 1, ranges[0].lowerBound == ranges[0].upperBound else { return nil }
        return ranges[0].lowerBound
    }
}
