// The proleptic Gregorian calendar of RFC 3339 as arithmetic, for years 0...9999, after Neri and Schneider ("Euclidean
// affine functions and their application to calendar algorithms", 2022). The year starts in March here, so that the leap
// day is its last; 400 years are added so that no intermediate value is negative.

/// Days from 0000-03-01 minus 400 years to 1970-01-01.
@inlinable var daysBeforeEpoch: Int { 719_468 + 146_097 }

/// Days from 1970-01-01 to a date that exists.
@inlinable @inline(__always)
func daysSinceEpoch(year: Int, month: Int, day: Int) -> Int {
    let isEarly = month <= 2
    let years = UInt32(truncatingIfNeeded: year &+ 400 &- (isEarly ? 1 : 0))
    let months = UInt32(truncatingIfNeeded: isEarly ? month &+ 12 : month)
    let centuries = years / 100
    let days = 1_461 &* years / 4 &- centuries &+ centuries / 4 &+ (979 &* months &- 2_919) / 32
    return Int(days) &+ day &- 1 &- daysBeforeEpoch
}

/// The date `days` after 1970-01-01, for days within years -400...9999.
@inlinable @inline(__always)
func civilDate(daysSinceEpoch days: Int) -> (year: Int, month: Int, day: Int) {
    let quarters = 4 &* UInt32(truncatingIfNeeded: days &+ daysBeforeEpoch) &+ 3
    let century = quarters / 146_097
    let ofCentury = (quarters &- century &* 146_097) | 3
    // One multiplication gives the year in its upper half, and the day of the year in its lower one.
    let product = 2_939_745 &* UInt64(ofCentury)
    let dayOfYear = UInt32(truncatingIfNeeded: product) / 2_939_745 / 4
    let monthAndDay = 2_141 &* dayOfYear &+ 197_913
    let isLate = dayOfYear >= 306
    let year = Int(century &* 100) &+ Int(product >> 32) &- 400 &+ (isLate ? 1 : 0)
    let month = Int(monthAndDay >> 16) &- (isLate ? 12 : 0)
    return (year, month, Int((monthAndDay & 0xFFFF) / 2_141) &+ 1)
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
