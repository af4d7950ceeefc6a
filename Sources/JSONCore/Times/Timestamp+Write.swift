extension Timestamp {
    /// How many bytes `write` writes: 20...35, more only for a fraction of more than nine digits.
    @inlinable
    public var writtenCount: Int {
        if let longText { return longText.text.utf8.count }
        return 19 &+ timeTailCount(fractionDigits: Int(heldDigits), spelling: spelling)
    }

    /// Writes the text, `writtenCount` bytes, and returns their count.
    @inlinable @discardableResult
    public func write(to out: UnsafeMutablePointer<UInt8>) -> Int {
        if let longText { return writeLong(longText, to: out) }
        // From year -400 on, so that the division is one of natural numbers.
        let local = secondsSinceEpoch &+ Int64(offsetMinutes) &* 60 &+ Int64(daysBeforeEpoch) &* 86_400
        let shifted = UInt64(truncatingIfNeeded: local)
        let days = shifted / 86_400
        let date = civilDate(daysSinceEpoch: Int(truncatingIfNeeded: days) &- daysBeforeEpoch)
        let tail = writeTimeTail(
            nanoseconds: nanoseconds,
            fractionDigits: Int(heldDigits),
            offsetMinutes: offsetMinutes,
            spelling: spelling,
            to: out + 19
        )
        CalendarDate(
            year: Int16(truncatingIfNeeded: date.year),
            month: UInt8(truncatingIfNeeded: date.month),
            day: UInt8(truncatingIfNeeded: date.day),
            known: ()
        ).write(to: out)
        out[10] = spelling.contains(.lowerT) ? UInt8(ascii: "t") : UInt8(ascii: "T")
        writeClock(shifted &- days &* 86_400, leap: spelling.contains(.leapSecond), to: out + 11)
        return 19 &+ tail
    }
}

@usableFromInline
func writeLong(_ long: LongTimeText, to out: UnsafeMutablePointer<UInt8>) -> Int {
    var at = 0
    for byte in long.text.utf8 {
        out[at] = byte
        at += 1
    }
    return at
}

/// `HH:MM:SS` of a second of the day; a leap second is written one higher than it is counted.
@inlinable @inline(__always)
func writeClock(_ second: UInt64, leap: Bool, to out: UnsafeMutablePointer<UInt8>) {
    let minutes = second / 60
    storeTwoDigits(minutes / 60, to: out)
    out[2] = UInt8(ascii: ":")
    storeTwoDigits(minutes % 60, to: out + 3)
    out[5] = UInt8(ascii: ":")
    storeTwoDigits(second &- minutes &* 60 &+ (leap ? 1 : 0), to: out + 6)
}
