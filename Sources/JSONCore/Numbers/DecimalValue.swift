/// A decimal number in its only normal form: ± digits × 10^scale, the digits without zeros at either end.
///
/// Equal values are equal fields, so equality and hashing need no arithmetic.
struct DecimalValue: Hashable, Sendable {
    enum Digits: Hashable, Sendable {
        case few(UInt64)
        /// Values 0...9, most significant first, only where a `UInt64` cannot hold them.
        case many([UInt8])
    }

    /// Never set for zero: -0 and 0 are the same value.
    let negative: Bool
    let digits: Digits
    let scale: DecimalScale

    var isZero: Bool { digits == .few(0) }

    init(_ value: Int64, places: Int) {
        self.init(negative: value < 0, magnitude: value.magnitude, scale: .near(-places))
    }

    init(negative: Bool, magnitude: UInt64, scale: DecimalScale) {
        if magnitude == 0 {
            self.init(negative: false, digits: .few(0), scale: .near(0))
            return
        }
        var rest = magnitude
        var zeros = 0
        while rest % 10 == 0 {
            rest /= 10
            zeros += 1
        }
        self.init(negative: negative, digits: .few(rest), scale: scale + zeros)
    }

    /// Reads a text that `scan` accepted.
    init(_ text: UnsafeBufferPointer<UInt8>, _ scan: NumberScan) {
        var scale = DecimalScale.near(0)
        if scan.exponentStart > 0 {
            scale = DecimalScale(negative: scan.exponentNegative, digits: text[scan.exponentStart...])
        }
        scale = scale + -scan.fractionCount
        if !scan.overflows {
            self.init(negative: scan.negative, magnitude: scan.mantissa, scale: scale)
            return
        }
        let start = scan.negative ? 1 : 0
        let end = start + scan.wholeCount + (scan.fractionCount > 0 ? scan.fractionCount + 1 : 0)
        var digits: [UInt8] = []
        digits.reserveCapacity(end - start)
        for byte in text[start..<end] where byte != UInt8(ascii: ".") {
            if digits.isEmpty && byte == UInt8(ascii: "0") { continue }
            digits.append(byte - UInt8(ascii: "0"))
        }
        let all = digits.count
        while digits.last == 0 { digits.removeLast() }
        scale = scale + (all - digits.count)
        self.init(
            negative: scan.negative && !digits.isEmpty,
            digits: exactly(digits).map { .few($0) } ?? .many(digits),
            scale: digits.isEmpty ? .near(0) : scale
        )
    }

    private init(negative: Bool, digits: Digits, scale: DecimalScale) {
        self.negative = negative
        self.digits = digits
        self.scale = scale
    }

    var isInteger: Bool { scale >= .near(0) }

    /// The magnitude where the value is an integer that fits.
    var integerMagnitude: UInt64? {
        guard case .few(var magnitude) = digits, case .near(let zeros) = scale, (0...19).contains(zeros) else {
            return nil
        }
        for _ in 0..<zeros {
            let (product, overflow) = magnitude.multipliedReportingOverflow(by: 10)
            if overflow { return nil }
            magnitude = product
        }
        return magnitude
    }
}

extension DecimalValue: Comparable {
    static func < (a: Self, b: Self) -> Bool {
        if a.isZero { return !b.isZero && !b.negative }
        if b.isZero { return a.negative }
        if a.negative != b.negative { return a.negative }
        return a.negative ? isCloserToZero(b, a) : isCloserToZero(a, b)
    }

    /// Compares magnitudes of values that are not zero: first the place of the leading digit, then the digits.
    private static func isCloserToZero(_ a: Self, _ b: Self) -> Bool {
        let (aCount, bCount) = (a.digitCount, b.digitCount)
        let (aTop, bTop) = (a.scale + aCount, b.scale + bCount)
        if aTop != bTop { return aTop < bTop }
        guard case .few(let x) = a.digits, case .few(let y) = b.digits else {
            return a.digitValues.lexicographicallyPrecedes(b.digitValues)
        }
        let wideX = x.multipliedFullWidth(by: powerOfTen(max(0, bCount - aCount)))
        let wideY = y.multipliedFullWidth(by: powerOfTen(max(0, aCount - bCount)))
        return (wideX.high, wideX.low) < (wideY.high, wideY.low)
    }

    private var digitCount: Int {
        switch digits {
        case .few(let magnitude): countDigits(magnitude)
        case .many(let digits): digits.count
        }
    }

    var digitValues: [UInt8] {
        switch digits {
        case .many(let digits): return digits
        case .few(var rest):
            var values: [UInt8] = []
            while rest > 0 {
                values.append(UInt8(rest % 10))
                rest /= 10
            }
            values.reverse()
            return values
        }
    }
}

private func exactly(_ digits: [UInt8]) -> UInt64? {
    if digits.count > 20 { return nil }
    var value: UInt64 = 0
    for digit in digits {
        let (product, tooBig) = value.multipliedReportingOverflow(by: 10)
        let (sum, carry) = product.addingReportingOverflow(UInt64(digit))
        if tooBig || carry { return nil }
        value = sum
    }
    return value
}
