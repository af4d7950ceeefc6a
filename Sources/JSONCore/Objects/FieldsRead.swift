public import CJSONScan

/// What is known of an object of at most 64 fields while its members are read.
///
/// Trivial on purpose: it is made and left behind for every object.
@frozen
public struct FieldsRead {
    /// The field that is expected next.
    @usableFromInline var expected: Int
    /// Bit i when field i was there.
    @usableFromInline var present: UInt64
    /// Bit i when null stood at field i.
    @usableFromInline var nulls: UInt64
    /// Whether the object's brace was taken.
    @usableFromInline var isOpen: Bool
    /// Whether members were looked for ahead, with success or without.
    @usableFromInline var hasLookedAhead: Bool
    @usableFromInline var others: OtherNames
    /// Where the members are that are still to be read, in an object that does not keep to the usual order.
    @usableFromInline var ahead: MembersAhead

    /// All is zero at first, and made so in one piece: a store for each part would be code in each type.
    @inlinable @inline(__always)
    public init() { self = unsafeBitCast(cjson_zeros128(), to: Self.self) }

    /// Whether the field has a value other than null.
    @inlinable
    public func has(_ index: Int) -> Bool {
        (present & ~nulls) &>> UInt64(truncatingIfNeeded: index) & 1 != 0
    }

    @inlinable
    public func isNull(_ index: Int) -> Bool {
        nulls &>> UInt64(truncatingIfNeeded: index) & 1 != 0
    }

    /// False when the field was there before.
    @inline(__always)
    mutating func insert(_ index: Int) -> Bool {
        let bit: UInt64 = 1 &<< UInt64(truncatingIfNeeded: index)
        if present & bit != 0 { return false }
        present |= bit
        return true
    }
}
