/// The fewest digits that read back as `value` (finite, above zero), and of those the closest: digits × 10^scale.
///
/// Schubfach (Raffaello Giulietti, "The Schubfach way to render doubles", 2021): the interval that rounds to
/// `value` is scaled by a power of ten so that it holds one or two integers, or at most one multiple of ten.
func shortestDecimal(_ value: Double) -> (digits: UInt64, scale: Int) {
    let subnormal = value.exponentBitPattern == 0
    let c = value.significandBitPattern | (subnormal ? 0 : 1 << 52)
    let q = (subnormal ? 1 : Int(value.exponentBitPattern)) - 1075
    if q <= 0 && q > -53 && c & ((1 << UInt64(-q)) - 1) == 0 {
        // An integer below 2^53: its digits, without the zeros at the end, are the shortest.
        return (c >> UInt64(-q), 0)
    }

    let isEven = c & 1 == 0
    // Below a power of two the next double is only half as far away.
    let narrowBelow = value.significandBitPattern == 0 && value.exponentBitPattern > 1
    let lowerBound = narrowBelow ? 4 * c - 1 : 4 * c - 2
    let upperBound = 4 * c + 2
    // floor(log10(2^q)), or floor(log10(3/4 · 2^q)).
    let k = (q * 1_262_611 - (narrowBelow ? 524_031 : 0)) >> 22
    // floor(log2(10^-k))
    let shift = UInt64(q + ((-k * 1_741_647) >> 19) + 1)
    let index = 2 * (342 - k)
    let power = (high: powersOfTen[index], low: powersOfTen[index + 1] &+ (0...55 ~= -k ? 0 : 1))

    let low = multiplyToOdd(power, lowerBound << shift)
    let middle = multiplyToOdd(power, (4 * c) << shift)
    let high = multiplyToOdd(power, upperBound << shift)
    let first = isEven ? low : low + 1
    let last = isEven ? high : high - 1

    let floor = middle / 4
    if floor >= 10 {
        let tens = floor / 10
        let belowFits = first <= 40 * tens
        let aboveFits = 40 * tens + 40 <= last
        if belowFits != aboveFits { return (aboveFits ? tens + 1 : tens, k + 1) }
    }
    let belowFits = first <= 4 * floor
    let aboveFits = 4 * floor + 4 <= last
    if belowFits != aboveFits { return (aboveFits ? floor + 1 : floor, k) }
    let halfway = 4 * floor + 2
    let up = middle > halfway || (middle == halfway && floor & 1 == 1)
    return (up ? floor + 1 : floor, k)
}

/// The top 64 bits of a 192-bit product, with the lowest bit set where anything is below: that is all a comparison
/// needs ("round to odd").
@inline(__always)
private func multiplyToOdd(_ power: (high: UInt64, low: UInt64), _ factor: UInt64) -> UInt64 {
    let lower = power.low.multipliedFullWidth(by: factor).high
    let upper = power.high.multipliedFullWidth(by: factor)
    let (sum, carry) = upper.low.addingReportingOverflow(lower)
    return (upper.high &+ (carry ? 1 : 0)) | (sum > 1 ? 1 : 0)
}
