public import CJSONScan

extension JSONCursor {
    /// Where the value of the member `name` begins in the object here; nothing is taken.
    ///
    /// Members before it are stepped over with their grammar checked. Nil when the object has no such member; a fault
    /// in the text before the member is thrown.
    @inlinable
    public func find(_ name: StaticString) throws(JSONFault) -> UnsafePointer<UInt8>? {
        var probe = self
        guard try probe.beginObject() else { return nil }
        repeat {
            let key = try probe.memberName()
            if probe.isSame(key, name) { return probe.p }
            try probe.skipValue()
        } while try probe.nextMember()
        return nil
    }

    /// Whether the string in `slice` is `name`.
    @inlinable
    public func isSame(_ slice: TextSlice, _ name: StaticString) -> Bool {
        if slice.hasEscapes { return sameBytes(string(slice), name.description) }
        return slice.count == name.utf8CodeUnitCount
            && cjson_same(start + slice.offset, name.utf8Start, slice.count)
    }

    /// The same cursor at another place of the same text.
    @inlinable
    public func moved(to place: UnsafePointer<UInt8>) -> JSONCursor {
        var other = self
        other.p = place
        return other
    }
}
