public import JSONCore

/// A value as its JSON text, checked and not yet read.
public struct RawView: Sendable {
    @usableFromInline let line: LineHold
    @usableFromInline let place: FieldPlace

    @inlinable
    init(line: LineHold, place: FieldPlace) {
        self.line = line
        self.place = place
    }

    /// The value itself.
    public var value: JSONValue {
        var c = line.cursor(at: place)
        return (try? c.value()) ?? .null
    }

    /// The JSON text as it was written.
    public var text: String {
        String(
            decoding: UnsafeBufferPointer(start: line.start + Int(place.offset), count: place.count),
            as: UTF8.self
        )
    }

    /// Reads the value as a type that knows its schema.
    public func read<Value: JSONRecord>(as type: Value.Type) throws(JSONFault) -> Value {
        var c = line.cursor(at: place)
        return try Value(reading: &c)
    }
}

extension RawView: JSONView {
    public static var hasFields: Bool { false }

    @inlinable
    public init(viewing c: inout JSONCursor, in line: LineHold) throws(JSONFault) {
        self.init(line: line, place: try c.raw())
    }
}

extension JSONCursor {
    /// Steps over any value and says where it lies.
    @inlinable
    public mutating func raw() throws(JSONFault) -> FieldPlace {
        let first = p
        try skipValue()
        return FieldPlace(offset: first - start, count: p - first)
    }

    /// Steps over a value that `check` reads, and says where it lies.
    @inlinable
    public mutating func raw(_ check: (inout JSONCursor) throws(JSONFault) -> Void) throws(JSONFault) -> FieldPlace {
        let first = p
        try check(&self)
        return FieldPlace(offset: first - start, count: p - first)
    }
}
