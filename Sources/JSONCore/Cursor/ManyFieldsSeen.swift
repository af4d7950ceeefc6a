/// The same as `FieldsRead` for an object of more fields, whose members are read as they come.
public struct ManyFieldsSeen {
    /// The field that is expected next.
    @usableFromInline var expected = 0
    /// Bit i % 64 of word i / 64 for field i.
    @usableFromInline var words: [UInt64] = []
    @usableFromInline var others = OtherNames()

    @inlinable
    public init() {}

    /// Whether the field with this index was there.
    @inlinable
    public func contains(_ index: Int) -> Bool {
        let word = index / 64
        return word < words.count && words[word] & (1 &<< UInt64(truncatingIfNeeded: index % 64)) != 0
    }

    /// False when the field was there before.
    @usableFromInline
    mutating func insert(_ index: Int) -> Bool {
        if contains(index) { return false }
        while words.count <= index / 64 { words.append(0) }
        words[index / 64] |= 1 << UInt64(index % 64)
        return true
    }
}

extension JSONCursor {
    /// Takes a member's name and colon and says which field it is; `NameTable.unknown` for none of them.
    @usableFromInline
    mutating func manyField(_ table: NameTable, _ seen: inout ManyFieldsSeen) throws(JSONFault) -> Int {
        memberStart = p
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

    @inlinable
    public mutating func field(_ table: NameTable, _ seen: inout ManyFieldsSeen) throws(JSONFault) -> Int {
        let expected = seen.expected
        if expected < table.count, table.stands(expected, at: p) {
            p += Int(table.lengths[expected]) &+ 1
            skipWhitespace()
            seen.expected = expected &+ 1
            guard seen.insert(expected) else { throw fault(.duplicateKey) }
            return expected
        }
        return try manyField(table, &seen)
    }

    @inlinable
    public mutating func nextMember(_ seen: inout ManyFieldsSeen) throws(JSONFault) -> Bool {
        if try nextMember() { return true }
        if seen.others.mayRepeat { try refuseRepeated(seen.others) }
        return false
    }
}
