import CJSONScan

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The members of an object whose order is not the usual one, found before they are read.
///
/// A reader that takes members as they come cannot foresee which field is next, and a processor that guesses wrong at
/// every member loses more time than reading takes. So the names are looked up first, in a loop without such guesses,
/// and then the fields are read in the order of the schema, by the same code as in an object that has it.
@frozen
@usableFromInline
struct MembersAhead {
    /// How many members with names that no field has can be held; an object with more is read as it comes.
    static var otherLimit: Int { 8 }
    /// Stands for a field where the object has ended.
    static var ended: Int { -2 }
    /// Places of quotes that fit, in memory that needs no allocation.
    static var quoteLimit: Int { 500 }

    /// What places count from; nil as long as nothing was looked for.
    @usableFromInline var base: UnsafePointer<UInt8>?
    /// Bit i when the place of field i is known.
    @usableFromInline var fields: UInt64
    /// Places of the last member's name and, once it was read, of what follows the closing brace.
    @usableFromInline var lastName: Int
    @usableFromInline var end: Int
    @usableFromInline var otherCount: Int
    @usableFromInline var nextOther: Int
    /// Where the names of other members begin, in the order of the text.
    @usableFromInline var others: SIMD8<UInt16>
}

extension JSONCursor {
    /// Finds the members of the outermost object from the one that begins here on; false when that is not plain to see,
    /// and then they are read as they come.
    ///
    /// What is found is only where names and values begin. The values are checked when they are read, and what stands
    /// between them in `isMemberEnd`, so together no byte stays unread. Where a field's value begins is kept in the room
    /// that the value itself will have.
    func findMembers(_ table: NameTable, _ seen: inout FieldsRead, _ room: FieldRoom) -> Bool {
        seen.hasLookedAhead = true
        // Objects inside would be looked through once more for each of them.
        guard depthLeft &+ 1 == outermostDepth, p.pointee == 0x22 else { return false }
        // In a text of several lines more may follow the first; a log has no such texts.
        if newlineLimit > p, memchr(p, 0x0A, newlineLimit - p) != nil { return false }
        return withUnsafeTemporaryAllocation(of: UInt16.self, capacity: MembersAhead.quoteLimit) { quotes in
            guard let quotes = quotes.baseAddress else { return false }
            let count = cjson_quote_places(p, quotes, MembersAhead.quoteLimit)
            guard count > 0 else { return false }
            // Behind the last ones stands what is the place of no quote.
            (quotes[count], quotes[count &+ 1], quotes[count &+ 2]) = (.max, .max, .max)
            guard findMembers(table, seen.present, quotes, count, &seen.ahead, room) else {
                // Places must not be taken for values.
                for index in 0..<table.count where seen.ahead.fields &>> UInt64(index) & 1 != 0 {
                    room[index].storeBytes(of: 0, as: UInt16.self)
                }
                return false
            }
            seen.ahead.base = p
            // Of those that are expected next none is a field: see `nextField`.
            seen.expected = table.count
            return true
        }
    }

    private func findMembers(
        _ table: NameTable,
        _ before: UInt64,
        _ quotes: UnsafeMutablePointer<UInt16>,
        _ count: Int,
        _ ahead: inout MembersAhead,
        _ room: FieldRoom
    ) -> Bool {
        var i = 0
        var fields: UInt64 = 0
        defer { ahead.fields = fields }
        var place = 0
        while i < count {
            place = Int(quotes[i])
            let close = Int(quotes[i &+ 1])
            // Where the next member's quotes are follows from these numbers alone, so that the members are looked at
            // side by side, and not one after the other has been fetched: a string begins two or three bytes behind
            // its name, and what is no string has no quotes.
            // By arithmetic, since which of both comes next is hard to foresee.
            let distance = UInt64(truncatingIfNeeded: Int(quotes[i &+ 2]) &- close)
            let isString = Int(truncatingIfNeeded: (distance &- 4) &>> 63)
            i &+= 2 &+ isString &* 2
            if i > count { return false }

            let name = p + place
            let length = close &- place &- 1
            var value = p + (close &+ 2)
            value += value.pointee == 0x20 ? 1 : 0
            let byte = value.pointee
            guard p[close &+ 1] == UInt8(ascii: ":"), byte > 0x20, isString == (byte == 0x22 ? 1 : 0) else {
                return false
            }
            let index = table.candidate(name + 1, length)
            if index >= 0, table.stands(index, at: name) {
                let bit: UInt64 = 1 &<< UInt64(truncatingIfNeeded: index)
                if (fields | before) & bit != 0 { return false }
                fields |= bit
                room[index].storeBytes(of: UInt16(truncatingIfNeeded: value - p), as: UInt16.self)
            } else {
                guard ahead.otherCount < MembersAhead.otherLimit, !mayBeField(name, length, table) else { return false }
                ahead.others[ahead.otherCount] = UInt16(truncatingIfNeeded: place)
                ahead.otherCount &+= 1
            }
            if byte | 0x20 == UInt8(ascii: "{") {
                var probe = moved(to: value)
                guard (try? probe.skipValue()) != nil else { return false }
                while i < count, p + Int(quotes[i]) < probe.p { i &+= 1 }
            }
        }
        ahead.lastName = place
        return true
    }

    /// Whether a name that was not found at once can be a field's all the same: where buckets are shared, or escapes
    /// are used.
    private func mayBeField(_ name: UnsafePointer<UInt8>, _ length: Int, _ table: NameTable) -> Bool {
        memchr(name + 1, 0x5C, length) != nil || table.index(name + 1, length) >= 0
    }

    /// Whether what stands here may follow a value: a comma and a name, or the brace behind the last member.
    @inline(__always)
    private mutating func isMemberEnd(_ ahead: inout MembersAhead) -> Bool {
        skipWhitespace()
        if p.pointee == UInt8(ascii: ",") {
            if p[1] == 0x22 { return true }
            var probe = moved(to: p + 1)
            probe.skipWhitespace()
            return probe.p.pointee == 0x22
        }
        guard p.pointee == UInt8(ascii: "}"), let base = ahead.base, p - base > ahead.lastName else { return false }
        ahead.end = p - base &+ 1
        return true
    }

    /// Goes to the value of the first field that is left, or to that of a member that is none; takes the object's end when
    /// there are no more (`MembersAhead.ended`).
    mutating func fieldAhead(
        _ base: UnsafePointer<UInt8>,
        _ seen: inout FieldsRead,
        _ room: FieldRoom
    ) throws(JSONFault) -> Int {
        let left = seen.ahead.fields & ~seen.present
        if left != 0 {
            let index = left.trailingZeroBitCount
            seen.present |= left & (0 &- left)
            p = base + Int(room[index].load(as: UInt16.self))
            // A view takes zeros for a field that is not there, and null is not written into a value's room.
            room[index].storeBytes(of: 0, as: UInt16.self)
            return index
        }
        guard seen.ahead.nextOther < seen.ahead.otherCount else {
            try endAhead(base, seen)
            return MembersAhead.ended
        }
        p = base + Int(seen.ahead.others[seen.ahead.nextOther])
        seen.ahead.nextOther &+= 1
        memberStart = p
        let name = try memberName()
        seen.others.note(name, at: memberStart, from: start)
        return NameTable.unknown
    }

    /// Whether there are members left; if there are none, takes the end of the object.
    mutating func hasMemberAhead(_ base: UnsafePointer<UInt8>, _ seen: inout FieldsRead) throws(JSONFault) -> Bool {
        guard isMemberEnd(&seen.ahead) else { throw unexpected() }
        if seen.ahead.fields & ~seen.present != 0 || seen.ahead.nextOther < seen.ahead.otherCount { return true }
        try endAhead(base, seen)
        return false
    }

    private mutating func endAhead(_ base: UnsafePointer<UInt8>, _ seen: FieldsRead) throws(JSONFault) {
        guard seen.ahead.end != 0 else { throw unexpected() }
        p = base + seen.ahead.end
        ascend()
        if seen.others.mayRepeat { try refuseRepeated(seen.others) }
    }
}
