/// What is known of an object of at most 64 fields while its members are read.
///
/// Trivial on purpose: it is made and left behind for every object.
@frozen
public struct FieldsSeen {
    /// The field that is expected next.
    public var expected = 0
    /// Bit i for field i.
    public var low: UInt64 = 0
    @usableFromInline var others = OtherNames()
    /// Whether members were looked for ahead, with success or without.
    @usableFromInline var hasLookedAhead = false
    /// Where the members are that are still to be read, in an object that does not keep to the usual order.
    @usableFromInline var ahead = MembersAhead()

    @inlinable
    public init() {}

    /// False when the field was there before.
    @inlinable @inline(__always)
    public mutating func insert(_ index: Int) -> Bool {
        let bit: UInt64 = 1 &<< UInt64(truncatingIfNeeded: index)
        if low & bit != 0 { return false }
        low |= bit
        return true
    }

    /// Whether all fields of a mask were there.
    @inlinable @inline(__always)
    public func has(_ mask: UInt64) -> Bool {
        low & mask == mask
    }
}
