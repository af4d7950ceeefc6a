// Eight ASCII bytes in one word, the first in the lowest byte: arithmetic on all of them at once.

/// Eight bytes as they lie in memory, the first in the lowest byte on every machine.
@inlinable @inline(__always)
func loadWord(_ bytes: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self))
}

@inlinable @inline(__always)
func loadHalfWord(_ bytes: UnsafePointer<UInt8>) -> UInt32 {
    UInt32(littleEndian: UnsafeRawPointer(bytes).loadUnaligned(as: UInt32.self))
}

@inlinable @inline(__always)
func storeWord(_ word: UInt64, to bytes: UnsafeMutablePointer<UInt8>) {
    UnsafeMutableRawPointer(bytes).storeBytes(of: word.littleEndian, as: UInt64.self)
}

/// True where all eight bytes are `0`...`9`.
///
/// Adding 0x46 carries a byte above `9` into its high bit, subtracting 0x30 borrows one below `0` into it.
@inlinable @inline(__always)
func isEightDigits(_ word: UInt64) -> Bool {
    ((word &+ 0x4646_4646_4646_4646) | (word &- 0x3030_3030_3030_3030)) & 0x8080_8080_8080_8080 == 0
}

/// Eight times the number of digits before the first byte that is none; 64 where all eight are digits.
///
/// `isEightDigits` with its carries and borrows, which go from an offending byte to later ones only.
@inlinable @inline(__always)
func firstNonDigit(_ word: UInt64) -> UInt64 {
    let marks =
        ((word &+ 0x4646_4646_4646_4646) | (word &- 0x3030_3030_3030_3030)) & 0x8080_8080_8080_8080
    return UInt64(truncatingIfNeeded: marks.trailingZeroBitCount) & ~7
}

/// The number that eight digits write: neighbours are joined to pairs, pairs to fours, fours to eight.
@inlinable @inline(__always)
func eightDigitValue(_ word: UInt64) -> UInt64 {
    let digits = word & 0x0F0F_0F0F_0F0F_0F0F
    let pairs = (digits &* (10 << 8 | 1)) >> 8 & 0x00FF_00FF_00FF_00FF
    let fours = (pairs &* (100 << 16 | 1)) >> 16 & 0x0000_FFFF_0000_FFFF
    return (fours &* (10_000 << 32 | 1)) >> 32
}

/// Appends the first `count` digits of a word to a number: 0...8, without a branch for any of them.
@inline(__always)
func appendDigits(_ word: UInt64, _ count: UInt64, to value: inout UInt64) {
    // Two shifts, because one by 64 would be a branch.
    let half = (64 &- 8 &* count) &>> 1
    value = value &* powerOfTen(Int(truncatingIfNeeded: count)) &+ eightDigitValue((word &<< half) &<< half)
}

/// The eight digits of a number below 100,000,000: `eightDigitValue` backwards.
@inlinable @inline(__always)
func eightDigits(_ value: UInt64) -> UInt64 {
    // Each step splits every field into quotient and remainder, the quotient in the lower half. The
    // multiplications by 2^n/d, rounded up, are exact for the few values that a field can have.
    let high = value / 10_000
    let fours = high | (value &- high &* 10_000) << 32
    let hundreds = ((fours &* 10_486) >> 20) & 0x0000_007F_0000_007F
    let pairs = hundreds | (fours &- hundreds &* 100) << 16
    let tens = ((pairs &* 103) >> 10) & 0x000F_000F_000F_000F
    return (tens | (pairs &- tens &* 10) << 8) | 0x3030_3030_3030_3030
}

/// The two digits of a number below 100, the tens in the lower byte.
@inlinable @inline(__always)
func twoDigits(_ value: UInt64) -> UInt16 {
    let tens = (value &* 103) >> 10
    return UInt16(truncatingIfNeeded: tens | (value &- tens &* 10) << 8) | 0x3030
}

@inlinable @inline(__always)
func storeTwoDigits(_ value: UInt64, to bytes: UnsafeMutablePointer<UInt8>) {
    UnsafeMutableRawPointer(bytes).storeBytes(of: twoDigits(value).littleEndian, as: UInt16.self)
}

/// How many decimal digits `value` has; 1 for zero.
@inlinable
func countDigits(_ value: UInt64) -> Int {
    // The bit width times log10(2), one too low where the value reaches the next power of ten.
    let guess = ((64 - value.leadingZeroBitCount) &* 1233) >> 12
    return guess + (value >= powerOfTen(guess) ? 1 : 0) + (value == 0 ? 1 : 0)
}

/// For exponents 0...19: a switch, which becomes a table that needs no initialisation.
@inlinable @inline(__always)
func powerOfTen(_ exponent: Int) -> UInt64 {
    switch exponent {
    case 0: 1
    case 1: 10
    case 2: 100
    case 3: 1_000
    case 4: 10_000
    case 5: 100_000
    case 6: 1_000_000
    case 7: 10_000_000
    case 8: 100_000_000
    case 9: 1_000_000_000
    case 10: 10_000_000_000
    case 11: 100_000_000_000
    case 12: 1_000_000_000_000
    case 13: 10_000_000_000_000
    case 14: 100_000_000_000_000
    case 15: 1_000_000_000_000_000
    case 16: 10_000_000_000_000_000
    case 17: 100_000_000_000_000_000
    case 18: 1_000_000_000_000_000_000
    default: 10_000_000_000_000_000_000
    }
}
