/// A number with a fraction as records hold it: a `Double`, and its text as well where the `Double` loses something.
///
/// Up to 15 significant digits nothing is lost. Equality is by mathematical value of what was written.
public struct Number: Sendable {
    /// The nearest `Double`; infinite where the number is beyond its range.
    public let double: Double
    @usableFromInline let spelling: Spelling

    /// One word, so that arrays of numbers are small. Of the two cases without a text one would do to tell what has to be
    /// written, but then the compiler would release every reference, even those to nothing, by a call.
    @usableFromInline
    enum Spelling: Sendable {
        /// The number is what `double` written out is.
        case shortest
        /// Infinities and not-a-number, which JSON cannot say.
        case none
        /// There only when `double` written out would be another number.
        case other(KeptText)
    }

    @inlinable
    public init(_ value: Double) {
        double = value
        spelling = value.isFinite ? .shortest : .none
    }

    @inlinable
    public init(_ value: Int) {
        self.init(Double(value), exactly: Int(exactly: Double(value)) == value ? nil : String(value))
    }

    @usableFromInline
    init(_ value: Double, exactly text: String?) {
        double = value
        spelling = text.map { .other(KeptText($0)) } ?? (value.isFinite ? .shortest : .none)
    }

    /// A `value` that is finite, and written out is the number that was read.
    init(shortest value: Double) {
        double = value
        spelling = .shortest
    }

    /// The text that was read, where `double` written out would be another number.
    var text: String? {
        if case .other(let kept) = spelling { kept.text } else { nil }
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

/// The box for the text of a number, which few have.
@usableFromInline
final class KeptText: Sendable {
    let text: String

    init(_ text: String) { self.text = text }
}

extension Number: Hashable {
    public static func == (left: Number, right: Number) -> Bool {
        if case .other = left.spelling { return left.exact == right.exact }
        if case .other = right.spelling { return left.exact == right.exact }
        return left.double == right.double
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
    public mutating func number() throws(JSONFault) -> Number {
        guard let decimal = shortDecimal() else { return try otherNumber() }
        let (value, isShortest) = decimal.nearest()
        if isShortest || decimal.isShortest(value) {
            p = decimal.end
            return Number(shortest: value)
        }
        return try otherNumber()
    }

    private mutating func otherNumber() throws(JSONFault) -> Number {
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

    private func isPlainZero(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        !text.contains { $0 &- 0x31 < 9 }
    }

    private func longNumber(_ text: UnsafeBufferPointer<UInt8>) -> Number {
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
