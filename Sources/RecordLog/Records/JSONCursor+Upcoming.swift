public import JSONCore

/// What kind of value begins at a place, as far as its first byte tells.
@frozen
public enum UpcomingValue: Sendable {
    case null, bool, number, string, array, object, nothing
}

extension JSONCursor {
    /// The kind of the value that stands here; whether all of it is right is for its reader to say.
    @inlinable
    public var upcoming: UpcomingValue {
        switch p.pointee {
        case UInt8(ascii: "\""): .string
        case UInt8(ascii: "{"): .object
        case UInt8(ascii: "["): .array
        case UInt8(ascii: "-"), 0x30...0x39: .number
        case UInt8(ascii: "t"), UInt8(ascii: "f"): .bool
        case UInt8(ascii: "n"): .null
        default: .nothing
        }
    }
}
