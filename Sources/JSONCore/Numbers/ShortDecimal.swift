/// A number without an exponent: `mantissa` × 10^`scale`, the scale from -19 to 0.
struct ShortDecimal {
    var mantissa: UInt64
    var scale: Int
    /// 1 for a minus, 0 for none: what depends on a `Bool` would be made a branch, and signs are hard to foresee.
    var sign: UInt64
    /// Where the text goes on.
    var end: UnsafePointer<UInt8>
}

extension ShortDecimal {
    /// The nearest `Double`, ties to even, and whether that `Double` written out is this very number. `isShortest` may
    /// be false for one that is: see `isShortest(_:)`, which is always right and slower.
    ///
    /// The plain twins are `nearestDouble` and `shortestDecimal`. This is the former's product without its other cases,
    /// and without a branch that depends on how many digits there are: short and long decimals stand mixed in most
    /// data, so a branch for the exact division or for the proof would be wrong half of the time.
    ///
    /// The product tells, in 2^-64 of the distance between neighbouring doubles, how far the decimal is from the double
    /// (`error`), and the power of ten what one in the decimal's last digit amounts to (`unit`). The decimal is what
    /// would be written if nothing shorter lies in the interval that rounds to the double, so that the two numbers
    /// around it that end in a zero are outside, and if none of its length is closer.
    @inline(__always)
    func nearest() -> (value: Double, isShortest: Bool) {
        let sign = sign &<< 63
        if mantissa == 0 { return (Double(bitPattern: sign), true) }
        let leading = mantissa.leadingZeroBitCount
        let word = mantissa &<< UInt64(truncatingIfNeeded: leading)
        // The scale is one of the table's: no need to ask for each of its two words.
        let (power, rest) = powersOfTen.withUnsafeBufferPointer { words in
            (words[2 &* (scale &+ 342)], words[2 &* (scale &+ 342) &+ 1])
        }
        var (high, low) = word.multipliedFullWidth(by: power)
        let lower = rest &+ (scale < 0 ? 1 : 0)
        let (sum, carry) = low.addingReportingOverflow(word.multipliedFullWidth(by: lower).high)
        low = sum
        high &+= carry ? 1 : 0

        let top = high &>> 63
        let cut = high &>> (top &+ 9)
        let isTie = low <= 1 && cut & 3 == 1 && cut &<< (top &+ 9) == high && scale >= -4
        let bits = isTie ? cut &>> 1 : (cut &+ (cut & 1)) &>> 1
        // floor(scale · log2(10)), biased; one less because `bits` brings its highest bit along. Rounding up to 2^53
        // makes the next exponent by itself.
        let exponent = ((217_706 &* scale) &>> 16) &+ 63 &- leading &+ 1022 &+ Int(truncatingIfNeeded: top)
        let value = Double(bitPattern: (UInt64(truncatingIfNeeded: exponent) &<< 52) &+ bits | sign)

        // Signs instead of comparisons, so that one branch is left for all of them; each is negative where it is right.
        // A mantissa smaller than the double's: one in its last digit is more than the distance to the next double, and
        // nothing else of so few digits is near.
        let isSmall = 10 &+ Int64(truncatingIfNeeded: top) &- Int64(truncatingIfNeeded: leading)
        // All by 2^5, so that ten units fit.
        let error = Int64(bitPattern: high &<< (54 &- top) | low &>> (10 &+ top)) >> 5
        let unit = Int64(truncatingIfNeeded: power &>> (15 &+ top &- UInt64(truncatingIfNeeded: leading)))
        let down = Int64(end[-1] & 0x0F) &* unit
        let up = 10 &* unit &- down
        /// Half the distance between doubles, and more than all that was cut off makes.
        let half: Int64 = 1 << 58 &+ 32
        let lowerIsOutside = half &- down &+ error
        let upperIsOutside = half &- up &- error
        let (downError, upError) = (32 &- unit &- 2 &* error, 32 &- unit &+ 2 &* error)
        // Below a power of two the next double is only half as far away.
        let isNoPower = 0 &- Int64(truncatingIfNeeded: bits & (1 << 52 - 1))
        let isRight = isSmall | (lowerIsOutside & upperIsOutside & downError & upError & isNoPower)
        return (value, isRight < 0)
    }

    /// Whether `value`, which is the nearest `Double`, written out would be this very number.
    func isShortest(_ value: Double) -> Bool {
        if mantissa == 0 { return true }
        let (digits, scale) = shortestDecimal(value.magnitude)
        // The same number with the smaller of both scales; too far apart to be one where that overflows.
        let apart = self.scale - scale
        guard apart.magnitude <= 19 else { return false }
        let power = powerOfTen(Int(apart.magnitude))
        let (low, high) = apart < 0 ? (mantissa, digits) : (digits, mantissa)
        let (product, overflows) = high.multipliedReportingOverflow(by: power)
        return !overflows && product == low
    }
}
