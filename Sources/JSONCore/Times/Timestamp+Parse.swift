extension Timestamp {
    /// Reads exactly `count` bytes; nil unless they are an RFC 3339 date-time with `T` or `t`, an offset, a date
    /// that exists, and second 60 only in the last minute (UTC) of a month, where leap seconds are inserted.
    ///
    /// Unusual because it is in the path of every record: eight bytes at a time, and never a byte beyond `count`.
    @inlinable
    public static func parse(_ p: UnsafePointer<UInt8>, count: Int) -> Self? {
        if count == 24, let usual = UsualTime(p) { return Self(TimestampFields(usual)) }
        guard let fields = TimestampFields(p, count: count) else { return nil }
        let digits = fields.tail.fractionDigits
        return Self(
            secondsSinceEpoch: fields.secondsSinceEpoch,
            nanoseconds: fields.tail.nanoseconds,
            offsetMinutes: fields.tail.offsetMinutes,
            heldDigits: UInt8(truncatingIfNeeded: min(digits, 9)),
            spelling: fields.tail.spelling,
            longText: digits <= 9 ? nil : LongTimeText(p, count: count)
        )
    }

    /// Of fields with at most nine digits of a fraction.
    @inlinable @inline(__always)
    init(_ fields: TimestampFields) {
        self.init(
            secondsSinceEpoch: fields.secondsSinceEpoch,
            nanoseconds: fields.tail.nanoseconds,
            offsetMinutes: fields.tail.offsetMinutes,
            heldDigits: UInt8(truncatingIfNeeded: fields.tail.fractionDigits),
            spelling: fields.tail.spelling,
            longText: nil
        )
    }
}

/// A time as `YYYY-MM-DDTHH:MM:SS.mmmZ` says it, which is how most writers write it.
@usableFromInline
struct UsualTime {
    @usableFromInline let secondsSinceEpoch: Int64
    @usableFromInline let milliseconds: Int32

    /// Of the 24 bytes at `p`; nil for any other way, and for leap seconds, which `TimestampFields` reads. That is the plain
    /// twin; this one has no step that depends on a length.
    @inlinable @inline(__always)
    init?(_ p: UnsafePointer<UInt8>) {
        // As in `scanYearMonth`: XOR leaves the digits' values, and 0 for what stands between them.
        let date = loadWord(p) ^ 0x2D30_302D_3030_3030
        let time = loadWord(p + 8) ^ 0x3030_3A30_3054_3030
        let rest = loadWord(p + 16) ^ 0x5A30_3030_2E30_303A
        let bad =
            date | (date &+ 0x7F76_767F_7676_7676) | time | (time &+ 0x7676_7F76_767F_7676) | rest
            | (rest &+ 0x7F76_7676_7F76_767F)
        if bad & 0x8080_8080_8080_8080 != 0 { return nil }

        let datePairs = date &* 10 &+ date >> 8
        let timePairs = time &* 10 &+ time >> 8
        let restPairs = rest &* 10 &+ rest >> 8
        let year = Int(truncatingIfNeeded: (datePairs & 0xFF) &* 100 &+ (datePairs >> 16 & 0xFF))
        let month = Int(truncatingIfNeeded: datePairs >> 40 & 0xFF)
        let day = Int(truncatingIfNeeded: timePairs & 0xFF)
        let hour = Int(truncatingIfNeeded: timePairs >> 24 & 0xFF)
        let minute = Int(truncatingIfNeeded: timePairs >> 48 & 0xFF)
        let second = Int(truncatingIfNeeded: restPairs >> 8 & 0xFF)
        if month &- 1 > 11 || month == 0 || day == 0 || day > 28 && day > daysInMonth(year: year, month: month) {
            return nil
        }
        if hour > 23 || minute > 59 || second > 59 { return nil }
        milliseconds = Int32(truncatingIfNeeded: (rest >> 32 & 0xF) &* 100 &+ (restPairs >> 40 & 0xFF))
        let days = daysSinceEpoch(year: year, month: month, day: day)
        secondsSinceEpoch = Int64(days) &* 86_400 &+ Int64(hour &* 3_600 &+ minute &* 60 &+ second)
    }
}

/// A date-time's values, without the box that a long fraction needs: enough for a verdict.
@usableFromInline
struct TimestampFields {
    @usableFromInline var secondsSinceEpoch: Int64
    @usableFromInline var tail: TimeTail

    @inlinable @inline(__always)
    init(_ usual: UsualTime) {
        secondsSinceEpoch = usual.secondsSinceEpoch
        tail = TimeTail(milliseconds: usual.milliseconds)
    }

    @inlinable @inline(__always)
    init?(_ p: UnsafePointer<UInt8>, count: Int) {
        guard count >= 20, let yearMonth = scanYearMonth(p) else { return nil }
        // "DDTHH:MM" against "00T00:00", the letter in either case; then ":SS".
        let word = loadWord(p + 8)
        let parts = (word ^ 0x3030_3A30_3054_3030) & ~0x0000_0000_0020_0000
        let seconds = (loadHalfWord(p + 16) ^ 0x0030_303A) & 0x00FF_FFFF
        let bad = (parts | (parts &+ 0x7676_7F76_767F_7676)) & 0x8080_8080_8080_8080
        let badSeconds = (seconds | (seconds &+ 0x0076_767F)) & 0x0080_8080
        if bad | UInt64(badSeconds) != 0 { return nil }

        let pairs = parts &* 10 &+ parts >> 8
        let day = Int(truncatingIfNeeded: pairs & 0xFF)
        let hour = Int(truncatingIfNeeded: pairs >> 24 & 0xFF)
        let minute = Int(truncatingIfNeeded: pairs >> 48 & 0xFF)
        let second = Int(truncatingIfNeeded: (seconds >> 8 & 0xF) &* 10 &+ (seconds >> 16 & 0xF))
        let (year, month) = yearMonth
        if month &- 1 > 11 || month == 0 || day == 0 || day > 28 && day > daysInMonth(year: year, month: month) {
            return nil
        }
        if hour > 23 || minute > 59 || second > 60 { return nil }
        guard let tail = TimeTail(p, from: 19, count: count) else { return nil }
        self.tail = tail

        let days = JSONCore.daysSinceEpoch(year: year, month: month, day: day)
        let local = Int64(days) &* 86_400 &+ Int64(hour &* 3_600 &+ minute &* 60 &+ second)
        secondsSinceEpoch = local &- Int64(tail.offsetMinutes) &* 60
        self.tail.spelling.formUnion(TimeSpelling(rawValue: UInt8(truncatingIfNeeded: word >> 19 & 4)))
        if second == 60 {
            // Counted as second 59, so that the number is that of the day which the leap second ends.
            guard startsMonth(secondsSinceEpoch) else { return nil }
            secondsSinceEpoch &-= 1
            self.tail.spelling.formUnion(.leapSecond)
        }
    }
}

/// Whether a month starts at this second: leap seconds come before no other (ITU-R TF.460-6).
@usableFromInline
func startsMonth(_ seconds: Int64) -> Bool {
    seconds % 86_400 == 0 && civilDate(daysSinceEpoch: Int(seconds / 86_400)).day == 1
}
