/// A number with a fraction as records hold it: a `Double`, and its text as well where the `Double` loses something.
///
/// Up to 15 significant digits nothing is lost. Equality is by mathematical value of what was written.
public struct Number: Sendable {
    /// The nearest `Double`; infinite where the number is beyond its range.
    public let double: Double
    /// There only when `double` written out would be another number.
    @usableFromInline let text: String?

    @inlinable
    public init(_ value: Double) {
        double = value
        text = nil
    }

    @inlinable
    public init(_ value: Int) {
        self.init(Double(value), exactly: Int(exactly: Double(value)) == value ? nil : String(value))
    }

    @usableFromInline
    init(_ value: Double, exactly text: String?) {
        double = value
        self.text = text
    }

    /// From a text by the grammar of JSON; nil for any other.
    public init?(_ text: String) {
        guard let number = JSONNumber(text: text) else { return nil }
        self.init(number)
    }

    public init(_ number: JSONNumber) {
        let double = number.double
        let isKept = JSONNumber(double).map { $0 == number } ?? false
        self.init(double, exactly: isKept ? nil : number.text)
    }

    /// The number with nothing lost. A value made from an infinity or a NaN has no number, and is taken as 0.
    public var exact: JSONNumber {
        if let text, let number = JSONNumber(text: text) { return number }
        return JSONNumber(double) ?? JSONNumber(Int64(0))
    }
}

extension Number: Hashable {
    public static func == (left: Number, right: Number) -> Bool {
        if left.text == nil, right.text == nil { return left.double == right.double }
        return left.exact == right.exact
    }

    public func hash(into hasher: inout Hasher) {
        // Equal numbers have the same nearest double, whether or not they keep their text.
        hasher.combine(double)
    }
}

extension Number: Comparable {
    public static func < (left: Number, right: Number) -> Bool {
        left.double == right.double ? left.exact < right.exact : left.double < right.double
    }
}

extension Number: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral, CustomStringConvertible {
    @inlinable
    public init(floatLiteral value: Double) {
        self.init(value)
    }

    @inlinable
    public init(integerLiteral value: Int) {
        self.init(value)
    }

    public var description: String { exact.text }
}

/// Bounds on a number, compared by exact value; the usual case is decided by two comparisons of doubles.
public struct NumberBounds: Sendable {
    private let minimum: Number?
    private let maximum: Number?
    private let exclusiveMinimum: Number?
    private let exclusiveMaximum: Number?
    private let divisor: JSONNumber?

    /// Each is a JSON number; generated code passes what stands in the schema.
    public init(
        minimum: String? = nil,
        maximum: String? = nil,
        exclusiveMinimum: String? = nil,
        exclusiveMaximum: String? = nil,
        multipleOf: String? = nil
    ) {
        self.minimum = minimum.flatMap { Number($0) }
        self.maximum = maximum.flatMap { Number($0) }
        self.exclusiveMinimum = exclusiveMinimum.flatMap { Number($0) }
        self.exclusiveMaximum = exclusiveMaximum.flatMap { Number($0) }
        divisor = multipleOf.flatMap { JSONNumber(text: $0) }
    }

    public func accept(_ value: Number) -> Bool {
        if let minimum, value < minimum { return false }
        if let maximum, maximum < value { return false }
        if let exclusiveMinimum, !(exclusiveMinimum < value) { return false }
        if let exclusiveMaximum, !(value < exclusiveMaximum) { return false }
        if let divisor, !value.exact.isMultiple(of: divisor) { return false }
        return true
    }
}

extension JSONCursor {
    /// Takes any number; its text is kept only where a `Double` would lose something.
    @inlinable
    public mutating func number() throws(JSONFault) -> Number {
        if let decimal = shortDecimal() {
            let value = nearestDouble(decimal.mantissa, scale: decimal.scale, negative: decimal.isNegative)
            // Fifteen significant digits survive the way to a Double and back.
            if decimal.digits <= 15 || isShortest(decimal, of: value) {
                p = decimal.end
                return Number(value)
            }
        }
        let text = try numberText()
        // With an exponent, fifteen bytes hold no more digits than that.
        if text.count <= 15 {
            let value = parseDouble(text)
            if value.magnitude < 1e300, value.magnitude > 1e-300 || value == 0 && isPlainZero(text) {
                return Number(value)
            }
        }
        return longNumber(text)
    }

    /// Whether `value` written out would be this very number.
    @usableFromInline
    func isShortest(_ decimal: ShortDecimal, of value: Double) -> Bool {
        if decimal.mantissa == 0 { return true }
        let (digits, scale) = shortestDecimal(value.magnitude)
        // The same number with the smaller of both scales; too far apart to be one where that overflows.
        let apart = decimal.scale - scale
        guard apart.magnitude <= 19 else { return false }
        let power = powerOfTen(Int(apart.magnitude))
        let (low, high) = apart < 0 ? (decimal.mantissa, digits) : (digits, decimal.mantissa)
        let (product, overflows) = high.multipliedReportingOverflow(by: power)
        return !overflows && product == low
    }

    @usableFromInline
    func isPlainZero(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        !text.contains { $0 &- 0x31 < 9 }
    }

    @usableFromInline
    func longNumber(_ text: UnsafeBufferPointer<UInt8>) -> Number {
        guard let number = JSONNumber(utf8: text) else { return Number(parseDouble(text)) }
        return Number(number)
    }

    public mutating func number(_ bounds: NumberBounds) throws(JSONFault) -> Number {
        let place = offset
        let value = try number()
        guard bounds.accept(value) else { throw violation(at: place) }
        return value
    }
}
