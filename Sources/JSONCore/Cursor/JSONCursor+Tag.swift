public import CJSONScan

extension JSONCursor {
    /// Which of the table's words the string is; `NameTable.unknown` for none.
    @inlinable
    public func index(of slice: TextSlice, in table: NameTable) -> Int {
        if slice.hasEscapes { return table.index(of: string(slice)) }
        return table.index(start + slice.offset, slice.count)
    }

    /// Takes a string, and says which of the table's words it is.
    @inline(never)
    public mutating func word(in table: NameTable) throws(JSONFault) -> (index: Int, text: TextSlice) {
        let slice = try text()
        return (index(of: slice, in: table), slice)
    }

    /// Which of the table's words the string in the member `name` of the object here is; nothing is taken.
    @inlinable @inline(__always)
    public mutating func tag(_ name: StaticString, in table: NameTable) throws(JSONFault) -> Int {
        // Most writers put it first.
        if let place = leading(name) ?? furtherOn(name) {
            let index = table.index(quotedAt: place)
            return index >= 0 ? index : try rareTag(place, name, in: table)
        }
        return try tagAnywhere(name, in: table)
    }

    /// A long tag, one that the table does not have, or one that is written with escapes.
    @usableFromInline @inline(never)
    mutating func rareTag(
        _ place: UnsafePointer<UInt8>,
        _ name: StaticString,
        in table: NameTable
    ) throws(JSONFault) -> Int {
        let count = cjson_plain_run(place)
        return place[count] == 0x22 ? table.index(place, count) : try tagAnywhere(name, in: table)
    }

    /// Where the text of the string begins that the object's first member has, if its name is `name` and nothing is
    /// written in an unusual way.
    @inlinable @inline(__always)
    public func leading(_ name: StaticString) -> UnsafePointer<UInt8>? {
        let count = name.utf8CodeUnitCount
        // `{"name":"`, within the padding behind any byte.
        guard count < 48, p.pointee == UInt8(ascii: "{"), p[1] == 0x22, cjson_same(p + 2, name.utf8Start, count),
            cjson_load4(p + 2 + count) & 0xFF_FFFF == 0x22_3A22
        else { return nil }
        return p + 5 + count
    }

    /// The same for a member that stands anywhere in an object without objects or arrays before it; nil when that is
    /// not plain to see. See `cjson_find_name` for why no other text can be taken for it.
    func outermost(_ name: StaticString) -> UnsafePointer<UInt8>? {
        let count = name.utf8CodeUnitCount
        guard count > 0, count < 30, p.pointee == UInt8(ascii: "{") else { return nil }
        guard var q = cjson_find_name(p + 1, name.utf8Start, count) else { return nil }
        if q.pointee == 0x20 { q += 1 }
        return q.pointee == 0x22 ? q + 1 : nil
    }

    /// Where the text of a log line's tag begins, for telling the line's version; nil when that is not plain to see.
    /// The place is remembered for `tag`, which is asked next.
    @inlinable @inline(__always)
    public mutating func foreseeTag(_ name: LeadingName) -> UnsafePointer<UInt8>? {
        if name.stands(at: p) { return p + name.length }
        return foreseeTagFurtherOn(name.name)
    }

    @usableFromInline
    mutating func foreseeTagFurtherOn(_ name: StaticString) -> UnsafePointer<UInt8>? {
        if let place = leading(name) { return place }
        guard let place = outermost(name) else { return nil }
        memberStart = place
        return place
    }

    /// `outermost`, unless `foreseeTag` has found the place already.
    @usableFromInline
    mutating func furtherOn(_ name: StaticString) -> UnsafePointer<UInt8>? {
        let count = name.utf8CodeUnitCount
        // No member of an object has begun behind its first byte yet, so what was remembered is this object's.
        guard memberStart > p, memberStart - p > count &+ 4 else { return outermost(name) }
        let place = memberStart
        memberStart = start
        let colon = place - (place[-2] == 0x20 ? 3 : 2)
        return cjson_same(colon - (count &+ 1), name.utf8Start, count) ? place : outermost(name)
    }

    @inlinable
    public func tagAnywhere(_ name: StaticString, in table: NameTable) throws(JSONFault) -> Int {
        guard let place = try find(name) else { throw fault(.missingField) }
        var probe = moved(to: place)
        return probe.index(of: try probe.text(), in: table)
    }

    /// A word that an enumeration does not list: a violation in strict reading, kept in tolerant reading.
    @inline(never)
    public func unknownWord(_ slice: TextSlice) throws(JSONFault) -> String {
        if strict { throw violation(at: slice.offset) }
        return string(slice)
    }

    /// A value of a shape that a union does not list, likewise.
    @inlinable
    public mutating func unknownValue() throws(JSONFault) -> JSONValue {
        if strict { throw fault(.unknownVariant) }
        return try value()
    }
}
