extension JSONNumber {
    /// Whether the value is a whole number of times `divisor`, exactly: no `Double` is involved.
    ///
    /// Of zero only zero is a multiple. Time is bounded by the number of digits, not by the exponents:
    /// `1e1000000000` is answered by the factors 2 and 5. Signs do not matter.
    public func isMultiple(of divisor: JSONNumber) -> Bool {
        switch (storage, divisor.storage) {
        case (.integer(let a), .integer(let b)):
            return a.magnitude.isMultiple(of: b.magnitude)
        case (.decimal(let a, let p), .decimal(let b, let q)) where p == q:
            return a.magnitude.isMultiple(of: b.magnitude)
        default:
            return DecimalValue.isMultiple(value, of: divisor.value)
        }
    }
}

extension DecimalValue {
    /// With a = m·10^i, b = n·10^j and k = i - j: is n a divisor of m·10^k?
    static func isMultiple(_ a: Self, of b: Self) -> Bool {
        if a.isZero { return true }
        if b.isZero { return false }
        // m has no trailing zero, so for k < 0 not even 10 divides it.
        guard let k = distance(a.scale, b.scale) else { return false }
        guard case .few(let n) = b.digits else {
            return dividesScaled(BigNatural(digits: b.digitValues), a.digitValues, k)
        }
        let divisor = withoutFactors(n, k)
        switch a.digits {
        case .few(let m): return m % divisor == 0
        case .many(let digits): return remainder(digits, divisor) == 0
        }
    }

    /// a - b, clamped from above; nil where negative.
    private static func distance(_ a: DecimalScale, _ b: DecimalScale) -> Int? {
        switch a - b {
        case .near(let difference): difference >= 0 ? difference : nil
        case .far(let negative, _): negative ? nil : Int.max
        }
    }

    /// n without the factors 2 and 5 that 10^k has: what is left has to divide m by itself.
    private static func withoutFactors(_ n: UInt64, _ k: Int) -> UInt64 {
        var rest = n >> UInt64(min(k, n.trailingZeroBitCount))
        var left = k
        while left > 0 && rest % 5 == 0 {
            rest /= 5
            left -= 1
        }
        return rest
    }

    /// Of a number of any length, in linear time.
    private static func remainder(_ digits: [UInt8], _ divisor: UInt64) -> UInt64 {
        var result: UInt64 = 0
        var at = 0
        while at < digits.count {
            let end = min(at + 18, digits.count)
            var chunk: UInt64 = 0
            for digit in digits[at..<end] { chunk = chunk * 10 + UInt64(digit) }
            var (high, low) = result.multipliedFullWidth(by: powerOfTen(end - at))
            let (sum, carry) = low.addingReportingOverflow(chunk)
            low = sum
            if carry { high += 1 }
            // Division traps where the quotient overflows, so the high word is reduced first.
            result = divisor.dividingFullWidth((high % divisor, low)).remainder
            at = end
        }
        return result
    }

    /// n divides m·10^k exactly when it does so for the powers of 2, those of 5, and the rest of n. Quadratic in the
    /// digits, which only a divisor beyond 64 bits asks for.
    private static func dividesScaled(_ n: BigNatural, _ digits: [UInt8], _ k: Int) -> Bool {
        var rest = n
        let twos = rest.removeTwos()
        var fives = 0
        while rest.divideIfMultiple(of: 5) { fives += 1 }
        var m = BigNatural(digits: digits)
        if !m.isMultiple(ofOdd: rest) { return false }
        if twos > k && m.trailingZeroBitCount < twos - k { return false }
        while fives > k {
            if !m.divideIfMultiple(of: 5) { return false }
            fives -= 1
        }
        return true
    }
}
