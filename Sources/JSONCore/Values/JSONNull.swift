/// The type of a field that can only be null.
public struct JSONNull: Sendable, Hashable {
    @inlinable
    public init() {}
}
