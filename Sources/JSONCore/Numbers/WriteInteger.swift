/// The bytes that `writeInteger` may need.
public let writtenIntegerLimit = 20

/// Writes the decimal digits of `value`, and returns how many bytes (at most 20). The eight bytes from `out` on are
/// written in any case.
public func writeInteger(_ value: UInt64, to out: UnsafeMutablePointer<UInt8>) -> Int {
    if value >= 100_000_000 { return writeLongInteger(value, to: out) }
    // All eight digits at once, and the zeros before the first other one moved out: no loop, nothing to foresee.
    let digits = eightDigits(value)
    let zeros = UInt64(truncatingIfNeeded: ((digits ^ 0x3030_3030_3030_3030) | 1 << 56).trailingZeroBitCount) & ~7
    storeWord(digits >> zeros, to: out)
    return 8 &- Int(zeros >> 3)
}

/// Writes `value` with a minus sign where it is negative, and returns how many bytes (at most 20). As many as
/// nine bytes are written in any case.
public func writeInteger(_ value: Int64, to out: UnsafeMutablePointer<UInt8>) -> Int {
    if value >= 0 { return writeInteger(UInt64(truncatingIfNeeded: value), to: out) }
    out[0] = UInt8(ascii: "-")
    return 1 + writeInteger(value.magnitude, to: out + 1)
}

/// From the end, two digits at a time and then one where the count is odd.
func writeLongInteger(_ value: UInt64, to out: UnsafeMutablePointer<UInt8>) -> Int {
    let count = countDigits(value)
    writeDigits(value, count: count, to: out)
    return count
}

/// Writes exactly `count` digits, with leading zeros.
func writeDigits(_ value: UInt64, count: Int, to out: UnsafeMutablePointer<UInt8>) {
    var rest = value
    var end = count
    while end >= 8 {
        let (quotient, eight) = rest.quotientAndRemainder(dividingBy: 100_000_000)
        end -= 8
        storeWord(eightDigits(eight), to: out + end)
        rest = quotient
    }
    while end >= 2 {
        let (quotient, two) = rest.quotientAndRemainder(dividingBy: 100)
        end -= 2
        storeTwoDigits(two, to: out + end)
        rest = quotient
    }
    if end == 1 { out[0] = UInt8(truncatingIfNeeded: rest) | 0x30 }
}
