/// A power of ten of any size: JSON's grammar bounds no exponent, and `1e99999999999999999999` is a number.
///
/// `far` holds only what `near` cannot, so equal scales are equal values.
enum DecimalScale: Hashable, Sendable {
    /// Within ±`limit`.
    case near(Int)
    /// Decimal digits 0...9 without leading zeros, beyond ±`limit`.
    case far(negative: Bool, digits: [UInt8])

    /// Leaves room to add digit counts to a near scale without overflow.
    static let limit = 1_000_000_000_000_000_000

    init(_ value: Int) {
        if value.magnitude <= UInt(Self.limit) {
            self = .near(value)
        } else {
            self = .far(negative: value < 0, digits: decimalDigits(of: UInt64(value.magnitude)))
        }
    }

    /// Reads the digits of an exponent in linear time.
    init(negative: Bool, digits text: UnsafeBufferPointer<UInt8>.SubSequence) {
        let digits = text.drop { $0 == UInt8(ascii: "0") }
        if digits.count <= 18 {
            var value = 0
            for digit in digits { value = value * 10 + Int(digit - UInt8(ascii: "0")) }
            self = .near(negative ? -value : value)
        } else {
            self.init(negative: negative, trimmed: digits.map { $0 - UInt8(ascii: "0") })
        }
    }

    /// Digits without leading zeros, as a subtraction leaves them.
    private init(negative: Bool, trimmed digits: [UInt8]) {
        if digits.count <= 18 || (digits.count == 19 && digits[0] == 1 && digits.dropFirst().allSatisfy { $0 == 0 }) {
            let value = digits.reduce(0) { $0 * 10 + Int($1) }
            self = .near(negative ? -value : value)
        } else {
            self = .far(negative: negative, digits: digits)
        }
    }

    private var parts: (negative: Bool, digits: [UInt8]) {
        switch self {
        case .near(let value): (value < 0, decimalDigits(of: UInt64(value.magnitude)))
        case .far(let negative, let digits): (negative, digits)
        }
    }

    static func + (scale: Self, step: Int) -> Self {
        if case .near(let value) = scale {
            let (sum, overflow) = value.addingReportingOverflow(step)
            if !overflow { return Self(sum) }
        }
        return add(scale.parts, (step < 0, decimalDigits(of: UInt64(step.magnitude))))
    }

    static func - (scale: Self, other: Self) -> Self {
        if case .near(let a) = scale, case .near(let b) = other { return Self(a - b) }
        let (negative, digits) = other.parts
        return add(scale.parts, (!negative, digits))
    }

    private static func add(_ a: (negative: Bool, digits: [UInt8]), _ b: (negative: Bool, digits: [UInt8])) -> Self {
        if a.negative == b.negative { return Self(negative: a.negative, trimmed: sum(a.digits, b.digits)) }
        if isLess(a.digits, b.digits) { return Self(negative: b.negative, trimmed: difference(b.digits, a.digits)) }
        return Self(negative: a.negative, trimmed: difference(a.digits, b.digits))
    }
}

extension DecimalScale: Comparable {
    static func < (a: Self, b: Self) -> Bool {
        switch (a, b) {
        case (.near(let x), .near(let y)): x < y
        case (.near, .far(let negative, _)): !negative
        case (.far(let negative, _), .near): negative
        case (.far(let p, let x), .far(let q, let y)): p != q ? p : p ? isLess(y, x) : isLess(x, y)
        }
    }
}

/// Most significant first; none for zero.
private func decimalDigits(of value: UInt64) -> [UInt8] {
    var digits: [UInt8] = []
    var rest = value
    while rest > 0 {
        digits.append(UInt8(rest % 10))
        rest /= 10
    }
    digits.reverse()
    return digits
}

private func isLess(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    a.count != b.count ? a.count < b.count : a.lexicographicallyPrecedes(b)
}

private func sum(_ a: [UInt8], _ b: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var carry: UInt8 = 0
    for place in 0..<max(a.count, b.count) {
        let digit =
            carry + (place < a.count ? a[a.count - 1 - place] : 0) + (place < b.count ? b[b.count - 1 - place] : 0)
        result.append(digit % 10)
        carry = digit / 10
    }
    if carry > 0 { result.append(carry) }
    result.reverse()
    return result
}

/// `a - b` for a ≥ b, without leading zeros.
private func difference(_ a: [UInt8], _ b: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var borrow: Int8 = 0
    for place in 0..<a.count {
        var digit = Int8(a[a.count - 1 - place]) - borrow - (place < b.count ? Int8(b[b.count - 1 - place]) : 0)
        borrow = digit < 0 ? 1 : 0
        if digit < 0 { digit += 10 }
        result.append(UInt8(digit))
    }
    while result.last == 0 { result.removeLast() }
    result.reverse()
    return result
}
