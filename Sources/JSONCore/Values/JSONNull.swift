/// The type of a field that can only be null.
public struct JSONNull: Sendable, Hashable {
    @inlinable
    public init() {}
}

extension JSONCursor {
    @inlinable
    public mutating func jsonNull() throws(JSONFault) -> JSONNull {
        try null()
        return JSONNull()
    }
}
