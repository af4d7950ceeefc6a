// The proleptic Gregorian calendar of RFC 3339 as arithmetic, for years 0...9999. The year starts in March here, so
// that the leap day is its last; 400 years are added so that no intermediate value is negative.

/// Days from 1970-01-01 to a date that exists.
@inlinable @inline(__always)
func daysSinceEpoch(year: Int, month: Int, day: Int) -> Int {
    let years = UInt64(truncatingIfNeeded: year &+ 400 &- (month <= 2 ? 1 : 0))
    let months = UInt64(truncatingIfNeeded: month <= 2 ? month &+ 9 : month &- 3)
    let days = 365 &* years &+ years / 4 &- years / 100 &+ years / 400 &+ (153 &* months &+ 2) / 5
    return Int(truncatingIfNeeded: days) &+ day &- 1 &- 719_468 &- 146_097
}

/// The date `days` after 1970-01-01, for days within years -400...9999.
@inlinable @inline(__always)
func civilDate(daysSinceEpoch days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = UInt64(truncatingIfNeeded: days &+ 719_468 &+ 146_097)
    let era = shifted / 146_097
    let dayOfEra = shifted &- era &* 146_097
    let yearOfEra = (dayOfEra &- dayOfEra / 1_460 &+ dayOfEra / 36_524 &- dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra &- (365 &* yearOfEra &+ yearOfEra / 4 &- yearOfEra / 100)
    let shiftedMonth = (5 &* dayOfYear &+ 2) / 153
    let day = dayOfYear &- (153 &* shiftedMonth &+ 2) / 5 &+ 1
    let month = shiftedMonth < 10 ? shiftedMonth &+ 3 : shiftedMonth &- 9
    let year = Int(truncatingIfNeeded: yearOfEra &+ era &* 400) &- 400 &+ (month <= 2 ? 1 : 0)
    return (year, Int(truncatingIfNeeded: month), Int(truncatingIfNeeded: day))
}

/// For months 1...12.
@inlinable @inline(__always)
func daysInMonth(year: Int, month: Int) -> Int {
    if month == 2 { return isLeapYear(year) ? 29 : 28 }
    return 30 | (month ^ (month >> 3))
}

@inlinable @inline(__always)
func isLeapYear(_ year: Int) -> Bool {
    // A year divisible by 4 and 25 is divisible by 100, and then has to be divisible by 16.
    year & (year % 25 == 0 ? 15 : 3) == 0
}

extension BinaryInteger {
    /// Rounds towards minus infinity, as times before 1970 want it.
    @inlinable @inline(__always)
    func flooredDivision(by divisor: Self) -> Self {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
