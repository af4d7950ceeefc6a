import CJSONScan

/// A name that members are looked for by, in memory that does not move.
// What it points to is written once, before anybody else sees it.
public final class MemberName: @unchecked Sendable, CustomStringConvertible {
    public let description: String
    private let bytes: UnsafeBufferPointer<UInt8>

    public init(_ name: String) {
        description = name
        let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(name.utf8.count, 1))
        _ = copy.initialize(from: name.utf8)
        bytes = UnsafeBufferPointer(rebasing: copy.prefix(name.utf8.count))
    }

    deinit {
        UnsafePointer(bytes.baseAddress)?.deallocate()
    }

    fileprivate var start: UnsafePointer<UInt8>? { bytes.baseAddress }
    fileprivate var count: Int { bytes.count }
}

extension JSONCursor {
    /// Where the value of the object's own member begins; nothing is taken, and nothing but what leads there is looked
    /// at.
    ///
    /// - Returns: nil for what is no object, has no such member, or is no JSON before it.
    public func place(of name: MemberName) -> UnsafePointer<UInt8>? {
        if let start = name.start, name.count > 0, name.count < 30, p.pointee == UInt8(ascii: "{"),
            let value = cjson_find_name(p + 1, start, name.count)
        {
            var probe = moved(to: value)
            probe.skipWhitespace()
            return probe.p
        }
        return try? placePlainly(of: name)
    }

    /// The plain twin: member by member, with the grammar checked.
    private func placePlainly(of name: MemberName) throws(JSONFault) -> UnsafePointer<UInt8>? {
        var probe = self
        guard try probe.beginObject() else { return nil }
        repeat {
            let key = try probe.memberName()
            if probe.isSame(key, name) { return probe.p }
            try probe.skipValue()
        } while try probe.nextMember()
        return nil
    }

    /// Whether the string in `slice` is `name`, however it is spelled.
    public func isSame(_ slice: TextSlice, _ name: MemberName) -> Bool {
        if slice.hasEscapes { return sameBytes(name.description, string(slice)) }
        guard slice.count == name.count, let bytes = name.start else { return false }
        return cjson_same(start + slice.offset, bytes, slice.count)
    }
}
