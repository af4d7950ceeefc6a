/// A field that may be missing, may be null, and may have a value: three different things on the wire and here.
public enum Presence<Value> {
    case absent
    case null
    case value(Value)

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
