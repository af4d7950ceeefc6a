import CJSONScan

// The members of an object with rules where they do not stand as they are expected. `JSONCursor+Objects` has the usual
// way.
extension JSONCursor {
    /// Takes a member's name and colon and says which field it is, `NameTable.unknown` for none of them;
    /// `memberStart` then tells where the member began. Where members were found ahead, it takes the end of the object too
    /// (`MembersAhead.ended`).
    @inline(never)
    mutating func fieldOutOfOrder(
        _ rules: UnsafePointer<ObjectRules.Table>,
        _ seen: inout FieldsRead,
        _ room: FieldRoom
    ) throws(JSONFault) -> Int {
        if let base = seen.ahead.base { return try fieldAhead(base, &seen, room) }
        let table = rules.pointee.names
        // A field that may be missing is missing more often than a writer changes its order.
        let second = seen.expected &+ 1
        if second < table.count, table.stands(second, at: p) {
            p += Int(table.lengths[second]) &+ 1
            skipWhitespace()
            seen.expected = second &+ 1
            guard seen.insert(second) else { throw fault(.duplicateKey) }
            return second
        }
        return try fieldInAnyOrder(table, &seen, room)
    }

    @inline(__always)
    private mutating func fieldInAnyOrder(
        _ table: NameTable,
        _ seen: inout FieldsRead,
        _ room: FieldRoom
    ) throws(JSONFault) -> Int {
        memberStart = p
        // At the very beginning any field but the first is likely to mean another order, and nothing has been read yet
        // that would have to be left out later.
        if seen.present == 0, !seen.hasLookedAhead, findMembers(table, &seen, room) {
            return try fieldAhead(p, &seen, room)
        }
        // A name without escapes and its colon: looked up by hash, compared as one piece.
        if p.pointee == 0x22 {
            let count = cjson_plain_run(p + 1)
            let index = table.candidate(p + 1, count)
            if index >= 0, table.stands(index, at: p) {
                // A step back is no field that is missing: the order is another.
                if index < seen.expected, !seen.hasLookedAhead, findMembers(table, &seen, room) {
                    return try fieldAhead(p, &seen, room)
                }
                guard seen.insert(index) else { throw fault(.duplicateKey) }
                p += count &+ 3
                skipWhitespace()
                seen.expected = index &+ 1
                return index
            }
            if index < 0, p[count &+ 1] == 0x22, p[count &+ 2] == UInt8(ascii: ":") {
                // No field has this hash.
                let name = TextSlice(offset: p + 1 - start, count: count, hasEscapes: false, isASCII: true)
                p += count &+ 3
                skipWhitespace()
                seen.others.note(name, at: memberStart, from: start)
                return NameTable.unknown
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
            seen.others.note(slice, at: memberStart, from: start)
        }
        return index
    }

    /// Takes `,` and is ready for the next name, or takes `}`.
    @inline(never)
    mutating func nextMember(_ seen: inout FieldsRead) throws(JSONFault) -> Bool {
        if let base = seen.ahead.base { return try hasMemberAhead(base, &seen) }
        let hasMore = try nextMember()
        if !hasMore, seen.others.mayRepeat { try refuseRepeated(seen.others) }
        return hasMore
    }
}
