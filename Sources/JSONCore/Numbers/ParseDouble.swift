/// The nearest `Double` (ties to even) to a text that is known to be in JSON's number grammar; infinite where it is
/// too large. Allocates only for texts of more than 19 digits that lie close to a tie.
///
/// On any other text the result means nothing, but no byte outside of `text` is read.
@inlinable
public func parseDouble(_ text: UnsafeBufferPointer<UInt8>) -> Double {
    guard var at = text.baseAddress else { return 0 }
    let end = at + text.count
    let negative = at < end && at.pointee == UInt8(ascii: "-")
    if negative { at += 1 }

    var mantissa: UInt64 = 0
    var start = at
    while at < end, at.pointee &- 0x30 <= 9 {
        mantissa = mantissa &* 10 &+ UInt64(at.pointee &- 0x30)
        at += 1
    }
    var digits = at - start
    var scale = 0
    if at < end, at.pointee == UInt8(ascii: ".") {
        at += 1
        start = at
        while end - at >= 8, isEightDigits(loadWord(at)) {
            mantissa = mantissa &* 100_000_000 &+ eightDigitValue(loadWord(at))
            at += 8
        }
        while at < end, at.pointee &- 0x30 <= 9 {
            mantissa = mantissa &* 10 &+ UInt64(at.pointee &- 0x30)
            at += 1
        }
        scale = start - at
        digits &-= scale
    }
    if digits > 19 { return nearestDoubleOfLongText(text, negative: negative) }
    if at < end {
        at += 1
        let below = at < end && at.pointee == UInt8(ascii: "-")
        if at < end, below || at.pointee == UInt8(ascii: "+") { at += 1 }
        var exponent = 0
        while at < end {
            if exponent < exponentLimit { exponent = exponent &* 10 &+ Int(at.pointee &- 0x30) }
            at += 1
        }
        scale &+= below ? -exponent : exponent
    }
    return nearestDouble(mantissa, scale: scale, negative: negative)
}

/// Exponents from here on are as good as infinite, even beside as many zeros as memory holds.
@inlinable var exponentLimit: Int { 10_000_000_000_000_000 }

/// More than 19 digits: leading zeros are dropped, the first 19 others are rounded both ways, and only where that
/// makes a difference all of them are compared with the tie.
@usableFromInline
func nearestDoubleOfLongText(_ text: UnsafeBufferPointer<UInt8>, negative: Bool) -> Double {
    var mantissa: UInt64 = 0
    var taken = 0
    var scale = 0
    var dropped = false
    var afterPoint = false
    var at = negative ? 1 : 0
    while at < text.count, text[at] | 0x20 != UInt8(ascii: "e") {
        let digit = text[at] &- 0x30
        at += 1
        if digit > 9 {
            afterPoint = true
            continue
        }
        if taken < 19 {
            mantissa = mantissa &* 10 &+ UInt64(digit)
            if mantissa > 0 { taken += 1 }
            if afterPoint { scale -= 1 }
        } else {
            dropped = dropped || digit != 0
            if !afterPoint { scale += 1 }
        }
    }
    let digitsEnd = at
    if at < text.count {
        at += 1
        let below = at < text.count && text[at] == UInt8(ascii: "-")
        if at < text.count, below || text[at] == UInt8(ascii: "+") { at += 1 }
        var exponent = 0
        while at < text.count {
            if exponent < exponentLimit { exponent = exponent &* 10 &+ Int(text[at] &- 0x30) }
            at += 1
        }
        scale &+= below ? -exponent : exponent
    }
    let low = nearestDouble(mantissa, scale: scale, negative: false)
    var result = low
    if dropped {
        let high = nearestDouble(mantissa &+ 1, scale: scale, negative: false)
        if low != high {
            let digits = text[(negative ? 1 : 0)..<digitsEnd]
            result = closerNeighbour(low, high, to: digits, firstDigits: taken, scale: scale)
        }
    }
    return negative ? -result : result
}

/// Digits after this many cannot move a number across a tie: no tie between doubles has more than 767.
private let decidingDigits = 800

/// `low` or `high`, which are neighbours, by exact comparison of all digits with the number halfway between.
private func closerNeighbour(
    _ low: Double,
    _ high: Double,
    to text: UnsafeBufferPointer<UInt8>.SubSequence,
    firstDigits: Int,
    scale: Int
) -> Double {
    var digits: [UInt8] = []
    var rest = false
    for byte in text where byte != UInt8(ascii: ".") {
        if digits.isEmpty && byte == UInt8(ascii: "0") { continue }
        if digits.count < decidingDigits { digits.append(byte &- 0x30) } else if byte != 0x30 { rest = true }
    }
    let power = scale - (digits.count - firstDigits)
    if rest { digits[digits.count - 1] |= 1 }  // Any digit but zero keeps the number off a tie.

    // Halfway is (2m + 1) · 2^(e - 1) for low = m · 2^e.
    let subnormal = low.exponentBitPattern == 0
    let m = low.significandBitPattern | (subnormal ? 0 : 1 << 52)
    let binary = (subnormal ? 1 : Int(low.exponentBitPattern)) - 1075 - 1
    var number = BigNatural(digits: digits)
    var halfway = BigNatural(2 * m + 1)
    if power >= 0 { number.multiply(byPowerOfFive: power) } else { halfway.multiply(byPowerOfFive: -power) }
    let shift = power - binary
    if shift >= 0 { number.shiftLeft(shift) } else { halfway.shiftLeft(-shift) }
    if number == halfway { return m & 1 == 0 ? low : high }
    return number < halfway ? low : high
}
