import JSONCore

/// What the names of an object's members have to be for a schema to take it, as sets of 64 bits by their hashes: a set
/// says "no" for certain, and "perhaps" otherwise.
struct NameFilter: Equatable {
    var required: UInt64 = 0
    /// All of them, unless the schema refuses members that it does not name.
    var allowed: UInt64 = .max

    static let rowWords = 4

    /// Both have to take the object.
    mutating func add(_ other: NameFilter) {
        required |= other.required
        allowed &= other.allowed
    }

    static func bit(_ hash: UInt32) -> UInt64 { 1 << UInt64(hash & 63) }
}

extension VerdictCode {
    /// The name that each branch of the union at `at` requires; nil when one asks for more or for something else.
    func namesOfBranches(_ at: Int) -> [ArraySlice<UInt32>]? {
        var names: [ArraySlice<UInt32>] = []
        for branch in 0..<Int(original[at + 2]) {
            let child = at + 3 + branch * 3
            let start = Int(code[child + 2])
            guard code[child + 1] == KindMask.any, start != 0, opcode(start) == .required, original[start + 2] == 1,
                opcode(next(start)) == .end
            else { return nil }
            names.append(original[start + 3..<start + 6])
        }
        return names.isEmpty ? nil : names
    }

    /// A hash table of names as instructions have them: slots, then the names.
    func nameTable(_ names: [ArraySlice<UInt32>]) -> [UInt32] {
        var size = 2
        while size < names.count * 2 { size *= 2 }
        var slots = [UInt32](repeating: 0, count: size)
        for (ordinal, name) in names.enumerated() {
            var slot = Int(name[name.startIndex]) & (size - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = UInt32(ordinal + 1)
        }
        return [UInt32(size - 1)] + slots + names.joined()
    }

    /// A row for each branch of the union at `at`, its `NameFilter`; empty where it would save nothing.
    mutating func unionFilter(_ at: Int) -> [UInt32] {
        var rows: [UInt32] = []
        var useful = 0
        for branch in 0..<Int(original[at + 2]) {
            let child = at + 3 + branch * 3
            let filter = filter(of: child, depth: 4)
            if filter != NameFilter() { useful += 1 }
            for set in [filter.required, filter.allowed] {
                rows += [UInt32(truncatingIfNeeded: set), UInt32(truncatingIfNeeded: set >> 32)]
            }
        }
        return useful > 1 ? rows : []
    }

    private mutating func filter(of child: Int, depth: Int) -> NameFilter {
        let start = Int(code[child + 2])
        // What takes no object is told by its kinds.
        guard code[child + 1] & KindMask.object != 0, start != 0, depth > 0 else { return NameFilter() }
        // Kept, so that many unions of the same schemas take no longer than one.
        if let known = filters[start] { return known }
        var filter = NameFilter()
        var at = start
        instructions: while true {
            switch opcode(at) {
            // An image may lead anywhere where an instruction begins, behind the end of a block as well.
            case .end, .endAll, .annotation: break instructions
            case .required:
                for place in 0..<Int(original[at + 2]) {
                    filter.required |= NameFilter.bit(original[at + 3 + place * 3])
                }
            case .members: filter.add(filterOfMembers(at))
            case .reference: filter.add(self.filter(of: at + 2, depth: depth - 1))
            case .allOf:
                for place in 0..<Int(original[at + 2]) {
                    filter.add(self.filter(of: at + 3 + place * 3, depth: depth - 1))
                }
            default: break
            }
            at = next(at)
        }
        filters[start] = filter
        return filter
    }

    private func filterOfMembers(_ at: Int) -> NameFilter {
        var filter = NameFilter()
        let required =
            UInt64(original[at + MembersLayout.requiredLow]) | UInt64(original[at + MembersLayout.requiredHigh]) << 32
        let names = at + MembersLayout.slots + 2 + Int(original[at + MembersLayout.slots])
        var named: UInt64 = 0
        for place in 0..<Int(original[at + MembersLayout.propertyCount]) {
            let bit = NameFilter.bit(original[names + place * MembersLayout.propertyStride])
            named |= bit
            if place < 64, required >> UInt64(place) & 1 != 0 { filter.required |= bit }
        }
        let additional = at + MembersLayout.additional
        // A schema that takes no kind of value is `false`.
        if original[at + MembersLayout.patternCount] == 0, original[additional] != 0, original[additional + 1] == 0 {
            filter.allowed = named
        }
        return filter
    }
}
