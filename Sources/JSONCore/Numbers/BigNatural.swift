/// The little arithmetic on big natural numbers that exact decimals need. Limbs are least significant first,
/// without leading zeros.
struct BigNatural: Equatable {
    private(set) var limbs: [UInt64]

    init(_ value: UInt64) { limbs = value == 0 ? [] : [value] }

    /// Quadratic in the number of digits; callers bound or expect them.
    init(digits: [UInt8]) {
        limbs = []
        var at = 0
        while at < digits.count {
            let end = min(at + 18, digits.count)
            var chunk: UInt64 = 0
            var factor: UInt64 = 1
            for digit in digits[at..<end] {
                chunk = chunk * 10 + UInt64(digit)
                factor *= 10
            }
            multiply(by: factor, adding: chunk)
            at = end
        }
    }

    mutating func multiply(by factor: UInt64, adding addend: UInt64 = 0) {
        var carry = addend
        for index in limbs.indices {
            let (high, low) = limbs[index].multipliedFullWidth(by: factor)
            let (sum, overflow) = low.addingReportingOverflow(carry)
            limbs[index] = sum
            carry = high &+ (overflow ? 1 : 0)
        }
        if carry > 0 { limbs.append(carry) }
    }

    mutating func multiply(byPowerOfFive exponent: Int) {
        var left = exponent
        while left >= 27 {
            multiply(by: 7_450_580_596_923_828_125)  // 5^27, the largest in 64 bits
            left -= 27
        }
        var factor: UInt64 = 1
        for _ in 0..<left { factor *= 5 }
        multiply(by: factor)
    }

    mutating func shiftLeft(_ bits: Int) {
        if limbs.isEmpty { return }
        let small = UInt64(bits % 64)
        if small > 0 { multiply(by: 1 << small) }
        limbs.insert(contentsOf: repeatElement(0, count: bits / 64), at: 0)
    }

    var trailingZeroBitCount: Int {
        guard let first = limbs.firstIndex(where: { $0 != 0 }) else { return 0 }
        return first * 64 + limbs[first].trailingZeroBitCount
    }

    /// Divides by the largest power of two there is, and returns its exponent.
    mutating func removeTwos() -> Int {
        let count = trailingZeroBitCount
        limbs.removeFirst(count / 64)
        let small = UInt64(count % 64)
        if small > 0 {
            for index in limbs.indices {
                let above = index + 1 < limbs.count ? limbs[index + 1] : 0
                limbs[index] = limbs[index] >> small | above << (64 - small)
            }
            if limbs.last == 0 { limbs.removeLast() }
        }
        return count
    }

    /// Divides by `divisor` where that leaves no remainder; otherwise changes nothing. Zero is left alone.
    mutating func divideIfMultiple(of divisor: UInt64) -> Bool {
        if limbs.isEmpty { return false }
        var quotient = limbs
        var remainder: UInt64 = 0
        for index in quotient.indices.reversed() {
            (quotient[index], remainder) = divisor.dividingFullWidth((remainder, quotient[index]))
        }
        if remainder != 0 { return false }
        if quotient.last == 0 { quotient.removeLast() }
        limbs = quotient
        return true
    }

    static func < (a: Self, b: Self) -> Bool {
        if a.limbs.count != b.limbs.count { return a.limbs.count < b.limbs.count }
        return a.limbs.reversed().lexicographicallyPrecedes(b.limbs.reversed())
    }
}

extension BigNatural {
    /// Whether `divisor`, which has to be odd, divides this.
    ///
    /// Montgomery reduction from the low end instead of long division: each step adds the multiple of the divisor
    /// that clears the lowest limb, and drops the limb. What is left is 0 or the divisor exactly when it divided.
    func isMultiple(ofOdd divisor: BigNatural) -> Bool {
        let n = divisor.limbs
        guard let low = n.first else { return limbs.isEmpty }
        var inverse = low  // Newton: each step doubles the correct low bits, from 3 to over 64.
        for _ in 0..<5 { inverse = inverse &* (2 &- low &* inverse) }
        let negated = 0 &- inverse

        var work = limbs + Array(repeating: 0, count: n.count + 1)
        for start in limbs.indices {
            let factor = work[start] &* negated
            var carry: UInt64 = 0
            for index in n.indices {
                let (high, low) = n[index].multipliedFullWidth(by: factor)
                let (sum, first) = low.addingReportingOverflow(carry)
                let (total, second) = sum.addingReportingOverflow(work[start + index])
                work[start + index] = total
                carry = high &+ (first ? 1 : 0) &+ (second ? 1 : 0)
            }
            var index = start + n.count
            while carry > 0 {
                let (sum, overflow) = work[index].addingReportingOverflow(carry)
                work[index] = sum
                carry = overflow ? 1 : 0
                index += 1
            }
        }
        var left = Array(work[limbs.count...])
        while left.last == 0 { left.removeLast() }
        return left.isEmpty || left == n
    }
}
