/// Where the value of a member lies in its line, in eight bytes: its offset, and its count where that is wanted, with two flags.
/// A small integer and a usual time are kept themselves.
@frozen
public struct FieldPlace: Sendable {
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

    /// - Parameter count: how many bytes or elements there are, where that is wanted.
    @inlinable @inline(__always)
    public init(offset: Int, count: Int = 0) {
        self.init(offset: UInt32(truncatingIfNeeded: offset), countAndFlags: UInt32(truncatingIfNeeded: count))
    }

    @inlinable @inline(__always)
    public init(_ slice: TextSlice) {
        offset = UInt32(truncatingIfNeeded: slice.offset)
        countAndFlags =
            UInt32(truncatingIfNeeded: slice.count) | (slice.hasEscapes ? 1 << 30 : 0) | (slice.isASCII ? 1 << 31 : 0)
    }

    /// Of an integer: most are small and are kept as they are in the room for the offset, above all offsets and below null.
    @inlinable @inline(__always)
    public init(integer: Int, at place: Int) {
        let isSmall = UInt(bitPattern: integer) <= UInt(Self.largestOffset)
        let offset = isSmall ? UInt32(truncatingIfNeeded: integer) | 1 << 31 : UInt32(truncatingIfNeeded: place)
        self.init(offset: offset, countAndFlags: 0)
    }

    /// Of a time written as most are: 39 bits of seconds since the year 0 and ten of milliseconds, of which the lower thirty
    /// lie above all offsets and below null, the others in the room for the count.
    @inlinable @inline(__always)
    init(_ time: UsualTime) {
        let seconds = UInt64(bitPattern: time.secondsSinceEpoch &+ Self.secondsBeforeEpoch)
        let held = seconds << 10 | UInt64(truncatingIfNeeded: time.milliseconds)
        self.init(
            offset: UInt32(truncatingIfNeeded: held & (1 << 30 - 1)) | 1 << 31,
            countAndFlags: UInt32(truncatingIfNeeded: held >> 30)
        )
    }

    /// From 0000-01-01T00:00:00Z to 1970-01-01T00:00:00Z.
    @inlinable
    static var secondsBeforeEpoch: Int64 { 62_167_219_200 }

    /// Of a boolean, which is kept as the count.
    @inlinable @inline(__always)
    public init(_ value: Bool, at place: Int) {
        self.init(offset: place, count: value ? 1 : 0)
    }

    @inlinable
    public var isValue: Bool { offset != 0 && offset != .max }
    @inlinable
    public var isNull: Bool { offset == .max }

    @inlinable
    public static var absent: FieldPlace { FieldPlace(offset: 0, countAndFlags: 0) }
    @inlinable
    public static var null: FieldPlace { FieldPlace(offset: .max, countAndFlags: 0) }

    @inlinable
    public var count: Int { Int(countAndFlags & (1 << 30 - 1)) }

    @inlinable
    public var slice: TextSlice {
        TextSlice(
            offset: Int(offset),
            count: count,
            hasEscapes: countAndFlags & 1 << 30 != 0,
            isASCII: countAndFlags & 1 << 31 != 0
        )
    }

    /// An integer that is kept as it is instead of its place.
    @inlinable
    public var heldInteger: Int? {
        offset & 1 << 31 != 0 && !isNull ? Int(offset & (1 << 31 - 1)) : nil
    }

    /// A time that is kept as it is.
    @inlinable
    public var heldTimestamp: Timestamp? {
        if offset & 1 << 31 == 0 || isNull { return nil }
        let held = UInt64(countAndFlags) << 30 | UInt64(offset & (1 << 30 - 1))
        return Timestamp(
            secondsSinceEpoch: Int64(held >> 10) &- Self.secondsBeforeEpoch,
            nanoseconds: Int32(truncatingIfNeeded: held & 1023) &* 1_000_000,
            offsetMinutes: 0,
            heldDigits: 3,
            spelling: .zulu,
            longText: nil
        )
    }

    @inlinable
    public var isTrue: Bool { countAndFlags != 0 }

    /// Whether a UUID is written as most writers do, so that it can be read without a look at how it is written: kept as
    /// the count too.
    @inlinable
    public var isUsual: Bool { countAndFlags != 0 }
}
