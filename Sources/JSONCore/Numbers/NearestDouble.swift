/// The nearest `Double` to `mantissa` × 10^`scale`, ties to even.
///
/// Clinger's case first (both factors exact, so the one division rounds once), then the algorithm of Eisel and
/// Lemire ("Number parsing at a gigabyte per second", 2021), which Mushtak and Lemire proved in 2022 to need no
/// fallback for a mantissa of 64 bits.
@usableFromInline
func nearestDouble(_ mantissa: UInt64, scale: Int, negative: Bool) -> Double {
    let magnitude: Double
    if mantissa <= 1 << 53 && scale.magnitude <= 22 {
        let power = exactPowersOfTen[Int(scale.magnitude)]
        magnitude = scale < 0 ? Double(mantissa) / power : Double(mantissa) * power
    } else {
        magnitude = nearestByProduct(mantissa, scale)
    }
    return negative ? -magnitude : magnitude
}

private let exactPowersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
    1e20, 1e21, 1e22,
]

private func nearestByProduct(_ mantissa: UInt64, _ scale: Int) -> Double {
    // 2^64 · 10^-343 rounds to zero, and 10^309 is beyond the largest.
    if mantissa == 0 || scale < -342 { return 0 }
    if scale > 308 { return .infinity }

    let leading = mantissa.leadingZeroBitCount
    let word = mantissa << UInt64(leading)
    let index = 2 * (scale + 342)
    var (high, low) = word.multipliedFullWidth(by: powersOfTen[index])
    if high & 0x1FF == 0x1FF {
        // The bits below the rounding bit are all ones: the power's lower word may carry into them.
        let lower = powersOfTen[index + 1] &+ (scale < 0 ? 1 : 0)
        let (sum, carry) = low.addingReportingOverflow(word.multipliedFullWidth(by: lower).high)
        low = sum
        if carry { high &+= 1 }
    }
    let top = Int(high >> 63)
    var bits = high >> UInt64(top + 9)
    // floor(scale · log2(10)), biased.
    var exponent = ((217_706 * scale) >> 16) + 63 + top - leading + 1023
    if exponent <= 0 {
        if exponent <= -63 { return 0 }
        bits >>= UInt64(1 - exponent)
        bits = (bits + (bits & 1)) >> 1
        // Rounding up to 2^52 makes the smallest normal number, whose pattern this sum is.
        return Double(bitPattern: bits)
    }
    // Exactly halfway is possible for small scales only; then round to even.
    if low <= 1 && scale >= -4 && scale <= 23 && bits & 3 == 1 && bits << UInt64(top + 9) == high { bits &= ~1 }
    bits = (bits + (bits & 1)) >> 1
    if bits == 1 << 53 {
        bits = 1 << 52
        exponent += 1
    }
    if exponent >= 0x7FF { return .infinity }
    return Double(bitPattern: UInt64(exponent) << 52 | bits & ~(1 << 52))
}
