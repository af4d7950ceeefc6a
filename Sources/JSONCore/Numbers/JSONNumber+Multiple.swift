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
        if case .few(let m) = a.digits, case .few(let n) = b.digits { return dividesScaled(n, m, k) }
        return dividesScaled(BigNatural(digits: b.digitValues), a.digitValues, k)
    }

    /// a - b, clamped from above; nil where negative.
    private static func distance(_ a: DecimalScale, _ b: DecimalScale) -> Int? {
        switch a - b {
        case .near(let difference): difference >= 0 ? difference : nil
        case .far(let negative, _): negative ? nil : Int.max
        }
    }

    /// n divides m·10^k exactly when it does so for the powers of 2, those of 5, and the rest of n.
    private static func dividesScaled(_ n: UInt64, _ m: UInt64, _ k: Int) -> Bool {
        var rest = n
        let twos = rest.trailingZeroBitCount
        rest >>= UInt64(twos)
        var fives = 0
        while rest % 5 == 0 {
            rest /= 5
            fives += 1
        }
        if m % rest != 0 { return false }
        if twos > k && m.trailingZeroBitCount < twos - k { return false }
        var left = m
        while fives > k {
            if left % 5 != 0 { return false }
            left /= 5
            fives -= 1
        }
        return true
    }

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
