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

/// The text of one day, `YYYY-MM-DDT`.
struct WrittenDay {
    /// Days since year -400.
    private(set) var number = UInt64.max
    private(set) var yearAndMonth: UInt64 = 0
    /// Its highest byte is nothing.
    private(set) var dayAndT: UInt32 = 0

    mutating func become(_ number: UInt64) {
        self.number = number
        let date = civilDate(daysSinceEpoch: Int(truncatingIfNeeded: number) &- daysBeforeEpoch)
        let (year, month) = (UInt64(truncatingIfNeeded: date.year), UInt64(truncatingIfNeeded: date.month))
        // `YYYY0MM0`, and both zeros become hyphens.
        yearAndMonth = eightDigits(year &* 10_000 &+ month &* 10) &- 0x0300_0003_0000_0000
        dayAndT = UInt32(twoDigits(UInt64(truncatingIfNeeded: date.day))) | UInt32(UInt8(ascii: "T")) << 16
    }
}

extension Timestamp {
    /// Writes the text with its quotes, at most 32 bytes and up to 40 in any case, and returns how many; for a time that
    /// is spelled as most are: with `T` and `Z`, no second 60, and no more digits than nanoseconds. `write` is its plain
    /// twin.
    @inline(__always)
    func writeZulu(to out: UnsafeMutablePointer<UInt8>, day: inout WrittenDay) -> Int {
        let shifted = UInt64(truncatingIfNeeded: secondsSinceEpoch &+ Int64(daysBeforeEpoch) &* 86_400)
        let days = shifted / 86_400
        if days != day.number { day.become(days) }
        let second = shifted &- days &* 86_400
        let minute = second / 60
        let hour = minute / 60
        // `HH0MM0SS`, and both zeros become colons.
        let clock = hour &* 1_000_000 &+ (minute &- hour &* 60) &* 1_000 &+ (second &- minute &* 60)
        out[0] = 0x22
        storeWord(day.yearAndMonth, to: out + 1)
        UnsafeMutableRawPointer(out + 9).storeBytes(of: day.dayAndT.littleEndian, as: UInt32.self)
        storeWord(eightDigits(clock) &+ 0x0000_0A00_000A_0000, to: out + 12)
        var at = 20
        if heldDigits > 0 {
            let fraction = UInt64(UInt32(truncatingIfNeeded: nanoseconds))
            storeWord(eightDigits(fraction / 10), to: out + 21)
            out[29] = UInt8(truncatingIfNeeded: fraction % 10) | 0x30
            out[20] = UInt8(ascii: ".")
            at = 21 &+ Int(heldDigits)
        }
        out[at] = UInt8(ascii: "Z")
        out[at &+ 1] = 0x22
        return at &+ 2
    }
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
