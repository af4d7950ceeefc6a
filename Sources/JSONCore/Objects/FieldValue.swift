/// A value that was read and is not yet a field: two words that need no memory of their own, so that there is nothing
/// to give back when the object turns out to be wrong further on. Strings are made when the whole object was read.
///
/// All zeros for a field that is not there and for null, which no value but a UUID is.
@frozen
public struct FieldValue: Sendable {
    @usableFromInline var first: UInt64 = 0
    @usableFromInline var second: UInt64 = 0

    @inlinable @inline(__always)
    public init() {}

    @inlinable @inline(__always)
    init(_ first: UInt64, _ second: UInt64) {
        self.first = first
        self.second = second
    }

    @inlinable @inline(__always)
    public init(_ id: UUID128) {
        self.init(id.high, id.low)
    }

    @inlinable @inline(__always)
    public init(_ value: Int) {
        self.init(UInt64(truncatingIfNeeded: value), 1)
    }

    @inlinable @inline(__always)
    public init(_ value: Bool) {
        self.init(value ? 1 : 0, 1)
    }

    @inlinable @inline(__always)
    public init(_ slice: TextSlice) {
        self.init(
            UInt64(truncatingIfNeeded: slice.offset),
            UInt64(truncatingIfNeeded: slice.count) | (slice.hasEscapes ? 1 << 62 : 0) | (slice.isASCII ? 1 << 63 : 0)
        )
    }

    /// A time or number that began at `place`, which is read again where it does not fit two words.
    public init(at place: Int, _ value: Timestamp) {
        if value.longText != nil {
            self.init(UInt64(truncatingIfNeeded: place), .max)
            return
        }
        self.init(
            seconds: value.secondsSinceEpoch,
            value.nanoseconds,
            offsetMinutes: value.offsetMinutes,
            digits: value.heldDigits,
            value.spelling
        )
    }

    /// A time with a fraction of at most nine digits.
    @inline(__always)
    init(_ fields: TimestampFields) {
        self.init(
            seconds: fields.secondsSinceEpoch,
            fields.tail.nanoseconds,
            offsetMinutes: fields.tail.offsetMinutes,
            digits: UInt8(truncatingIfNeeded: fields.tail.fractionDigits),
            fields.tail.spelling
        )
    }

    @inlinable @inline(__always)
    init(seconds: Int64, _ nanoseconds: Int32, offsetMinutes: Int16, digits: UInt8, _ spelling: TimeSpelling) {
        let rest =
            UInt64(UInt32(truncatingIfNeeded: nanoseconds)) | UInt64(UInt16(truncatingIfNeeded: offsetMinutes)) << 32
            | UInt64(digits | 0x80) << 48 | UInt64(spelling.rawValue) << 56
        self.init(UInt64(bitPattern: seconds), rest)
    }

    public init(at place: Int, _ value: Number) {
        if value.text != nil {
            self.init(UInt64(truncatingIfNeeded: place), .max)
        } else {
            self.init(value.double.bitPattern, 1)
        }
    }

    @inlinable
    public var integer: Int { Int(truncatingIfNeeded: first) }

    @inlinable
    public var optionalInteger: Int? { second == 0 ? nil : integer }

    @inlinable
    public var isTrue: Bool { first != 0 }

    @inlinable
    public var optionalBool: Bool? { second == 0 ? nil : isTrue }

    @inlinable
    public var uuid: UUID128 { UUID128(high: first, low: second) }

    @inlinable
    public var slice: TextSlice {
        TextSlice(
            offset: Int(truncatingIfNeeded: first),
            count: Int(truncatingIfNeeded: second & (1 << 62 - 1)),
            hasEscapes: second & 1 << 62 != 0,
            isASCII: second & 1 << 63 != 0
        )
    }
}

// Mutating, though they change nothing: so the cursor is handed on by its place, and not in eight registers.
extension JSONCursor {
    /// The text that was found in this cursor's text.
    @inline(never)
    public mutating func string(_ value: FieldValue) -> String {
        string(value.slice)
    }

    @inline(never)
    public mutating func optionalString(_ value: FieldValue) -> String? {
        // No text begins where the line does.
        value.first == 0 ? nil : string(value.slice)
    }

    @inline(never)
    public mutating func timestamp(_ value: FieldValue) -> Timestamp {
        if value.second == .max {
            var probe = moved(to: start + Int(truncatingIfNeeded: value.first))
            return (try? probe.timestamp()) ?? .epoch
        }
        return Timestamp(
            secondsSinceEpoch: Int64(bitPattern: value.first),
            nanoseconds: Int32(truncatingIfNeeded: value.second),
            offsetMinutes: Int16(truncatingIfNeeded: value.second >> 32),
            heldDigits: UInt8(truncatingIfNeeded: value.second >> 48) & 0x7F,
            spelling: TimeSpelling(rawValue: UInt8(truncatingIfNeeded: value.second >> 56)),
            longText: nil
        )
    }

    @inline(never)
    public mutating func optionalTimestamp(_ value: FieldValue) -> Timestamp? {
        value.second == 0 ? nil : timestamp(value)
    }

    @inline(never)
    public mutating func number(_ value: FieldValue) -> Number {
        if value.second == .max {
            var probe = moved(to: start + Int(truncatingIfNeeded: value.first))
            return (try? probe.number()) ?? Number(0.0)
        }
        return Number(Double(bitPattern: value.first))
    }
    @inline(never)
    public mutating func optionalNumber(_ value: FieldValue) -> Number? {
        value.second == 0 ? nil : number(value)
    }
}
