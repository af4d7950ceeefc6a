/// RFC 3339's `full-time`: `08:30:06.283Z`, with the offset that the grammar demands, and how it was written.
///
/// Keeps its spelling as `Timestamp` does. `==` is by written form; `<` is by the instant on one and the same local
/// date, and then by written form.
public struct TimeOfDay: Sendable, Hashable {
    /// Of the local day; a leap second has the number of the one before it.
    public let secondOfDay: Int32
    /// 0...999,999,999; further digits of the fraction are only in the text.
    public let nanoseconds: Int32
    /// Local time minus UTC.
    public let offsetMinutes: Int16
    @usableFromInline let heldDigits: UInt8
    public let spelling: TimeSpelling
    @usableFromInline let longText: LongTimeText?

    @inlinable
    init(
        secondOfDay: Int32,
        nanoseconds: Int32,
        offsetMinutes: Int16,
        heldDigits: UInt8,
        spelling: TimeSpelling,
        longText: LongTimeText?
    ) {
        self.secondOfDay = secondOfDay
        self.nanoseconds = nanoseconds
        self.offsetMinutes = offsetMinutes
        self.heldDigits = heldDigits
        self.spelling = spelling
        self.longText = longText
    }

    /// Nil out of range, or where `fractionDigits` (0...9) would lose nanoseconds. Without an offset the text ends
    /// in `Z`; without a digit count it has the fewest of 0, 3, 6 and 9.
    public init?(
        hour: Int,
        minute: Int,
        second: Int = 0,
        nanoseconds: Int32 = 0,
        offsetMinutes: Int16? = nil,
        fractionDigits: Int? = nil
    ) {
        guard 0...23 ~= hour, 0...59 ~= minute, 0...59 ~= second, 0...999_999_999 ~= nanoseconds else { return nil }
        let digits = fractionDigits ?? digitsHolding(nanoseconds: nanoseconds)
        guard 0...9 ~= digits, UInt64(nanoseconds) % powerOfTen(9 - digits) == 0 else { return nil }
        guard -1439...1439 ~= (offsetMinutes ?? 0) else { return nil }
        self.init(
            secondOfDay: Int32(hour * 3600 + minute * 60 + second),
            nanoseconds: nanoseconds,
            offsetMinutes: offsetMinutes ?? 0,
            heldDigits: UInt8(digits),
            spelling: offsetMinutes == nil ? .zulu : [],
            longText: nil
        )
    }

    public init?(_ text: String) {
        var text = text
        let time = text.withUTF8 { bytes in bytes.baseAddress.flatMap { Self.parse($0, count: bytes.count) } }
        guard let time else { return nil }
        self = time
    }

    public var isLeapSecond: Bool { spelling.contains(.leapSecond) }

    /// True where the text says more than the nanoseconds do: a fraction of more than nine digits.
    public var exceedsNanoseconds: Bool { longText != nil }

    /// Reads exactly `count` bytes; nil unless they are an RFC 3339 full-time. Second 60 is a leap second only at
    /// 23:59 UTC; of which day, a time alone cannot say.
    @inlinable
    public static func parse(_ p: UnsafePointer<UInt8>, count: Int) -> Self? {
        guard let fields = TimeOfDayFields(p, count: count) else { return nil }
        let digits = fields.tail.fractionDigits
        return Self(
            secondOfDay: fields.secondOfDay,
            nanoseconds: fields.tail.nanoseconds,
            offsetMinutes: fields.tail.offsetMinutes,
            heldDigits: UInt8(truncatingIfNeeded: min(digits, 9)),
            spelling: fields.tail.spelling,
            longText: digits <= 9 ? nil : LongTimeText(p, count: count)
        )
    }

    /// How many bytes `write` writes: 9...24, more only for a fraction of more than nine digits.
    public var writtenCount: Int {
        if let longText { return longText.text.utf8.count }
        return 8 + timeTailCount(fractionDigits: Int(heldDigits), spelling: spelling)
    }

    /// Writes the text, `writtenCount` bytes, and returns their count.
    @discardableResult
    public func write(to out: UnsafeMutablePointer<UInt8>) -> Int {
        if let longText { return writeLong(longText, to: out) }
        let tail = writeTimeTail(
            nanoseconds: nanoseconds,
            fractionDigits: Int(heldDigits),
            offsetMinutes: offsetMinutes,
            spelling: spelling,
            to: out + 8
        )
        writeClock(UInt64(secondOfDay), leap: isLeapSecond, to: out)
        return 8 + tail
    }
}

/// A full-time's values, without the box that a long fraction needs: enough for a verdict.
@usableFromInline
struct TimeOfDayFields {
    @usableFromInline var secondOfDay: Int32
    @usableFromInline var tail: TimeTail

    @inlinable @inline(__always)
    init?(_ p: UnsafePointer<UInt8>, count: Int) {
        guard count >= 9 else { return nil }
        let parts = loadWord(p) ^ 0x3030_3A30_303A_3030  // "00:00:00"
        if (parts | (parts &+ 0x7676_7F76_767F_7676)) & 0x8080_8080_8080_8080 != 0 { return nil }
        let pairs = parts &* 10 &+ parts >> 8
        let hour = Int32(truncatingIfNeeded: pairs & 0xFF)
        let minute = Int32(truncatingIfNeeded: pairs >> 24 & 0xFF)
        let second = Int32(truncatingIfNeeded: pairs >> 48 & 0xFF)
        if hour > 23 || minute > 59 || second > 60 { return nil }
        guard let tail = TimeTail(p, from: 8, count: count) else { return nil }
        self.tail = tail
        secondOfDay = hour &* 3_600 &+ minute &* 60 &+ second
        if second == 60 {
            let minuteInUTC = (hour &* 60 &+ minute &- Int32(tail.offsetMinutes) &+ 1_440) % 1_440
            if minuteInUTC != 1_439 { return nil }
            secondOfDay &-= 1
            self.tail.spelling.formUnion(.leapSecond)
        }
    }
}

extension TimeOfDay: Comparable {
    public static func < (a: Self, b: Self) -> Bool { a.order < b.order || (a.order == b.order && a.text < b.text) }

    private var order: (Int32, Int32, Int32) {
        (secondOfDay - Int32(offsetMinutes) * 60, isLeapSecond ? 1 : 0, nanoseconds)
    }

    private var text: String { description }
}

extension TimeOfDay: CustomStringConvertible {
    public var description: String { String(unsafeUninitializedCapacity: writtenCount) { writeText($0, write) } }
}
