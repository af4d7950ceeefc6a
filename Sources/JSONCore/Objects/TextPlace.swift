/// Where a value lies in its line, in eight bytes, because views are handed around by value: offset, and for a text its
/// count with two flags.
@frozen
public struct TextPlace: Sendable {
    /// 0 where there is no value, since a line's first byte is not inside one; all ones for null.
    public let offset: UInt32
    @usableFromInline let countAndFlags: UInt32

    /// Lines that views look at are shorter than this.
    public static var largestOffset: Int { 1 << 30 - 1 }

    @inlinable @inline(__always)
    init(offset: UInt32, countAndFlags: UInt32) {
        self.offset = offset
        self.countAndFlags = countAndFlags
    }

    @inlinable @inline(__always)
    public init(_ slice: TextSlice) {
        offset = UInt32(truncatingIfNeeded: slice.offset)
        countAndFlags =
            UInt32(truncatingIfNeeded: slice.count) | (slice.hasEscapes ? 1 << 30 : 0) | (slice.isASCII ? 1 << 31 : 0)
    }

    /// A place of which only the beginning is known.
    @inlinable @inline(__always)
    public init(_ place: FieldPlace) {
        self.init(offset: place.offset, countAndFlags: 0)
    }

    /// Of an integer: most are small and are kept as they are in the room for the offset, above all offsets and below null.
    @inlinable @inline(__always)
    init(integer: Int, at place: Int) {
        let isSmall = UInt(bitPattern: integer) <= UInt(Self.largestOffset)
        let offset = isSmall ? UInt32(truncatingIfNeeded: integer) | 1 << 31 : UInt32(truncatingIfNeeded: place)
        self.init(offset: offset, countAndFlags: 0)
    }

    @inlinable
    public var isValue: Bool { offset != 0 && offset != .max }
    @inlinable
    public var isNull: Bool { offset == .max }

    @inlinable
    public static var absent: TextPlace { TextPlace(offset: 0, countAndFlags: 0) }
    @inlinable
    public static var null: TextPlace { TextPlace(offset: .max, countAndFlags: 0) }

    @inlinable
    public var slice: TextSlice {
        TextSlice(
            offset: Int(offset),
            count: Int(countAndFlags & (1 << 30 - 1)),
            hasEscapes: countAndFlags & 1 << 30 != 0,
            isASCII: countAndFlags & 1 << 31 != 0
        )
    }

    /// The value of a boolean, which has its place as the count.
    @inlinable
    public var isTrue: Bool { countAndFlags != 0 }

    @inlinable
    public var optionalBool: Bool? { isValue ? isTrue : nil }
}
