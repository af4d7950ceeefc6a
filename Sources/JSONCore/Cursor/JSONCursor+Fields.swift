public import CJSONScan

extension JSONCursor {
    /// Takes a member's name and colon and says which field it is, `NameTable.unknown` for none of them;
    /// `memberStart` then tells where the member began.
    @inlinable @inline(__always)
    public mutating func field(_ table: NameTable, _ seen: inout FieldsSeen) throws(JSONFault) -> Int {
        let expected = seen.expected
        if expected < table.count, table.stands(expected, at: p) {
            p += Int(table.lengths[expected]) &+ 1
            skipWhitespace()
            seen.expected = expected &+ 1
            guard seen.insert(expected) else { throw fault(.duplicateKey) }
            return expected
        }
        return try fieldOutOfOrder(table, &seen)
    }

    @usableFromInline
    mutating func fieldOutOfOrder(_ table: NameTable, _ seen: inout FieldsSeen) throws(JSONFault) -> Int {
        if let base = seen.ahead.base { return try fieldAhead(base, &seen) }
        // A field that may be missing is missing more often than a writer changes its order.
        let second = seen.expected &+ 1
        if second < table.count, table.stands(second, at: p) {
            p += Int(table.lengths[second]) &+ 1
            skipWhitespace()
            seen.expected = second &+ 1
            guard seen.insert(second) else { throw fault(.duplicateKey) }
            return second
        }
        return try fieldInAnyOrder(table, &seen)
    }

    private mutating func fieldInAnyOrder(_ table: NameTable, _ seen: inout FieldsSeen) throws(JSONFault) -> Int {
        memberStart = p
        // At the very beginning any field but the first is likely to mean another order, and nothing has been read yet
        // that would have to be left out later.
        if seen.low == 0, !seen.hasLookedAhead, findMembers(table, &seen) { return try fieldAhead(p, &seen) }
        // A name without escapes and its colon: looked up by hash, compared as one piece.
        if p.pointee == 0x22 {
            let count = cjson_plain_run(p + 1)
            let index = table.candidate(p + 1, count)
            if index >= 0, table.stands(index, at: p) {
                // A step back is no field that is missing: the order is another.
                if index < seen.expected, !seen.hasLookedAhead, findMembers(table, &seen) {
                    return try fieldAhead(p, &seen)
                }
                guard seen.insert(index) else { throw fault(.duplicateKey) }
                p += count &+ 3
                skipWhitespace()
                seen.expected = index &+ 1
                return index
            }
        }
        let place = offset
        let slice = try memberName()
        let index =
            slice.hasEscapes
            ? table.index(of: string(slice)) : table.index(start + slice.offset, slice.count)
        if index >= 0 {
            guard seen.insert(index) else { throw JSONFault(.duplicateKey, at: place) }
            seen.expected = index &+ 1
        } else {
            seen.others.note(slice, at: memberStart, of: self)
        }
        return index
    }

    /// Takes `text`, which is the comma, name and colon of the field `index`, if it stands here and the field was not
    /// there before. For generated code that knows the usual order: a literal is compared in a few words, where `field`
    /// looks it up.
    @inlinable @inline(__always)
    public mutating func goesOn(_ text: StaticString, _ index: Int, _ seen: inout FieldsSeen) -> Bool {
        let count = text.utf8CodeUnitCount
        guard cjson_same(p, text.utf8Start, count), p[count] > 0x20, seen.insert(index) else {
            return seen.ahead.base != nil && goesOnAhead(index, &seen)
        }
        p += count
        seen.expected = index &+ 1
        return true
    }

    /// Takes `,` and is ready for the next name, or takes `}`.
    @inlinable @inline(__always)
    public mutating func nextMember(_ seen: inout FieldsSeen) throws(JSONFault) -> Bool {
        if p.pointee == UInt8(ascii: ","), p[1] == 0x22, seen.ahead.base == nil {
            p += 1
            return true
        }
        return try nextMemberElsewhere(&seen)
    }

    @usableFromInline
    mutating func nextMemberElsewhere(_ seen: inout FieldsSeen) throws(JSONFault) -> Bool {
        let hasMore =
            if let base = seen.ahead.base { try hasMemberAhead(base, &seen) } else { try nextMemberAfterSpace() }
        if !hasMore, seen.others.mayRepeat { try refuseRepeated(seen.others) }
        return hasMore
    }
}
