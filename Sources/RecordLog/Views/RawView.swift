public import JSONCore

/// Where a value's JSON text lies, relative to its line.
@frozen
public struct RawSlice: Sendable {
    // As small as a line that views look at allows.
    @usableFromInline let offset: UInt32
    @usableFromInline let count: UInt32

    @inlinable
    init(offset: Int, count: Int) {
        self.offset = UInt32(truncatingIfNeeded: offset)
        self.count = UInt32(truncatingIfNeeded: count)
    }
}

/// A value as its JSON text, checked and not yet read.
public struct RawView: Sendable {
    @usableFromInline let line: LineHold
    @usableFromInline let slice: RawSlice

    @inlinable
    init(line: LineHold, slice: RawSlice) {
        self.line = line
        self.slice = slice
    }

    /// The value itself.
    public var value: JSONValue {
        var c = line.cursor(at: Int(slice.offset))
        return (try? c.value()) ?? .null
    }

    /// The JSON text as it was written.
    public var text: String {
        String(
            decoding: UnsafeBufferPointer(start: line.start + Int(slice.offset), count: Int(slice.count)),
            as: UTF8.self
        )
    }

    /// Reads the value as a type that knows its schema.
    public func read<Value: JSONRecord>(as type: Value.Type) throws(JSONFault) -> Value {
        var c = line.cursor(at: Int(slice.offset))
        return try Value(reading: &c)
    }
}

extension RawView: JSONView {
    @inlinable
    public init(viewing c: inout JSONCursor, in line: LineHold) throws(JSONFault) {
        self.init(line: line, slice: try c.raw())
    }
}

extension JSONCursor {
    /// Steps over any value and says where it lies.
    @inlinable
    public mutating func raw() throws(JSONFault) -> RawSlice {
        let first = p
        try skipValue()
        return RawSlice(offset: first - start, count: p - first)
    }

    /// Steps over a value that `check` reads, and says where it lies.
    @inlinable
    public mutating func raw(_ check: (inout JSONCursor) throws(JSONFault) -> Void) throws(JSONFault) -> RawSlice {
        let first = p
        try check(&self)
        return RawSlice(offset: first - start, count: p - first)
    }
}
