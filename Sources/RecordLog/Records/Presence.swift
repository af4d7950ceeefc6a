public import JSONCore

/// A field that may be missing, may be null, and may have a value: three different things on the wire and here.
public enum Presence<Value> {
    case absent
    case null
    case value(Value)

    /// The value, or, for none, null or its absence.
    @inlinable
    public init(_ value: Value?, orNull isNull: Bool) {
        self = if let value { .value(value) } else if isNull { .null } else { .absent }
    }

    /// The value, or nil for both other states.
    @inlinable
    public var value: Value? {
        if case .value(let value) = self { value } else { nil }
    }

    @inlinable
    public var isAbsent: Bool {
        if case .absent = self { true } else { false }
    }
}

extension Presence: Sendable where Value: Sendable {}
extension Presence: Equatable where Value: Equatable {}
extension Presence: Hashable where Value: Hashable {}

extension JSONCursor {
    /// Takes null, or a value that `read` reads.
    @inlinable
    public mutating func presence<Value>(
        _ read: (inout JSONCursor) throws(JSONFault) -> Value
    ) throws(JSONFault) -> Presence<Value> {
        takeNull() ? .null : .value(try read(&self))
    }

    /// The same for elements, where null is nil.
    @inlinable
    public mutating func orNull<Value>(
        _ read: (inout JSONCursor) throws(JSONFault) -> Value
    ) throws(JSONFault) -> Value? {
        try takeNull() ? nil : read(&self)
    }
}

extension JSONWriter {
    /// Writes what `write` writes, or null for nil.
    @inlinable
    public mutating func orNull<Value>(
        _ value: Value?,
        _ write: (Value, inout JSONWriter) throws(RecordViolation) -> Void
    ) throws(RecordViolation) {
        if let value { try write(value, &self) } else { null() }
    }
}

extension Presence {
    /// The same state with another value.
    @inlinable
    public func map<Other, Failure: Error>(
        _ transform: (Value) throws(Failure) -> Other
    ) throws(Failure) -> Presence<Other> {
        switch self {
        case .absent: .absent
        case .null: .null
        case .value(let value): .value(try transform(value))
        }
    }
}
