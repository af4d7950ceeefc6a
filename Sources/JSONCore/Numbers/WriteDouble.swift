/// The bytes that `writeDouble` may need.
public let writtenDoubleLimit = 25

/// Writes the shortest text that reads back as `value`, and returns how many bytes (at most 25).
///
/// The text is that of `Double.description`: `1.0`, `0.0001`, `1e-05`, `1.5e+16`. JSON cannot say infinities and
/// not-a-number: for them nothing is written, and the result is 0.
public func writeDouble(_ value: Double, to out: UnsafeMutablePointer<UInt8>) -> Int {
    guard value.isFinite else { return 0 }
    var at = 0
    if value.sign == .minus {
        out[0] = UInt8(ascii: "-")
        at = 1
    }
    let magnitude = value.magnitude
    if magnitude == 0 {
        (out[at], out[at + 1], out[at + 2]) = (UInt8(ascii: "0"), UInt8(ascii: "."), UInt8(ascii: "0"))
        return at + 3
    }
    let (digits, scale) = shortestDecimal(magnitude)
    if scale == 0 && magnitude <= plainLimit {
        at += writeInteger(digits, to: out + at)
        (out[at], out[at + 1]) = (UInt8(ascii: "."), UInt8(ascii: "0"))
        return at + 2
    }
    let trimmed = trim(digits)
    let count = countDigits(trimmed.digits)
    /// Digits before the point when written plainly.
    let point = count + trimmed.zeros + scale
    if point < -3 || magnitude > plainLimit {
        return writeScientific(trimmed.digits, count: count, exponent: point - 1, to: out, at: at)
    }
    return writePlain(trimmed.digits, count: count, point: point, to: out, at: at)
}

/// Above it, and below 1e-04, Swift changes to the scientific spelling: the first integer that a `Double` may miss.
private let plainLimit = 0x1p53

/// Takes zeros off the end: at most 16, in halving steps since short decimals have many.
private func trim(_ digits: UInt64) -> (digits: UInt64, zeros: Int) {
    var rest = digits
    var zeros = 0
    while rest % 100_000_000 == 0 {
        rest /= 100_000_000
        zeros += 8
    }
    if rest % 10_000 == 0 {
        rest /= 10_000
        zeros += 4
    }
    if rest % 100 == 0 {
        rest /= 100
        zeros += 2
    }
    if rest % 10 == 0 {
        rest /= 10
        zeros += 1
    }
    return (rest, zeros)
}

private func writePlain(
    _ digits: UInt64,
    count: Int,
    point: Int,
    to out: UnsafeMutablePointer<UInt8>,
    at start: Int
) -> Int {
    var at = start
    if point <= 0 {
        out[at] = UInt8(ascii: "0")
        out[at + 1] = UInt8(ascii: ".")
        at += 2
        writeDigits(0, count: -point, to: out + at)
        at -= point
        writeDigits(digits, count: count, to: out + at)
        return at + count
    }
    if point >= count {
        writeDigits(digits, count: count, to: out + at)
        at += count
        writeDigits(0, count: point - count, to: out + at)
        at += point - count
        out[at] = UInt8(ascii: ".")
        out[at + 1] = UInt8(ascii: "0")
        return at + 2
    }
    let (whole, fraction) = digits.quotientAndRemainder(dividingBy: powerOfTen(count - point))
    writeDigits(whole, count: point, to: out + at)
    out[at + point] = UInt8(ascii: ".")
    writeDigits(fraction, count: count - point, to: out + at + point + 1)
    return at + count + 1
}

private func writeScientific(
    _ digits: UInt64,
    count: Int,
    exponent: Int,
    to out: UnsafeMutablePointer<UInt8>,
    at start: Int
) -> Int {
    var at = start
    if count == 1 {
        out[at] = UInt8(truncatingIfNeeded: digits) | 0x30
        at += 1
    } else {
        at = writePlain(digits, count: count, point: 1, to: out, at: at)
    }
    out[at] = UInt8(ascii: "e")
    out[at + 1] = exponent < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+")
    at += 2
    let magnitude = UInt64(exponent.magnitude)
    if magnitude < 100 {
        storeTwoDigits(magnitude, to: out + at)
        return at + 2
    }
    return at + writeLongInteger(magnitude, to: out + at)
}
