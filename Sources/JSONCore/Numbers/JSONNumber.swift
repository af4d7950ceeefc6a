/// A JSON number that keeps its text and compares by mathematical value.
///
/// `1`, `1.0` and `10e-1` are equal and hash alike; `sameText(as:)` tells them apart. Small integers and plain
/// decimals are held inline (16 bytes, no allocation); any other spelling is kept in a shared box.
public struct JSONNumber: Sendable {
    enum Storage: Sendable {
        case integer(Int64)
        /// `value` × 10^-`places`, written with exactly that many digits after the point.
        case decimal(Int64, places: UInt8)
        case exact(ExactNumber)
    }

    let storage: Storage

    /// Nil for anything but RFC 8259's number grammar: no plus sign, no leading zero, no bare point.
    public init?(text: String) {
        var text = text
        guard let number = text.withUTF8({ Self(utf8: $0) }) else { return nil }
        self = number
    }

    /// Nil for anything but RFC 8259's number grammar.
    public init?(utf8 text: UnsafeBufferPointer<UInt8>) {
        guard let scan = NumberScan(text) else { return nil }
        let fitsInline = !scan.overflows && scan.exponentStart == 0 && scan.mantissa <= UInt64(Int64.max)
        if fitsInline && scan.fractionCount <= 255 && !(scan.negative && scan.mantissa == 0) {
            let value = scan.negative ? -Int64(scan.mantissa) : Int64(scan.mantissa)
            storage =
                scan.fractionCount == 0 ? .integer(value) : .decimal(value, places: UInt8(scan.fractionCount))
        } else {
            storage = .exact(ExactNumber(text: String(decoding: text, as: UTF8.self), DecimalValue(text, scan)))
        }
    }

    public init(_ value: Int64) { storage = .integer(value) }

    public init(_ value: UInt64) {
        if let small = Int64(exactly: value) {
            storage = .integer(small)
        } else {
            let form = DecimalValue(negative: false, magnitude: value, scale: .near(0))
            storage = .exact(ExactNumber(text: String(value), form))
        }
    }

    /// The shortest text that reads back as `value`, as `writeDouble` writes it (1 is `1.0`); nil for infinities
    /// and not-a-number, which JSON cannot say.
    public init?(_ value: Double) {
        guard value.isFinite else { return nil }
        let number = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: writtenDoubleLimit) { buffer in
            guard let start = buffer.baseAddress else { return JSONNumber?.none }
            return JSONNumber(utf8: UnsafeBufferPointer(start: start, count: writeDouble(value, to: start)))
        }
        guard let number else { return nil }
        self = number
    }

    /// The text as it was read.
    public var text: String {
        switch storage {
        case .integer(let value): String(value)
        case .decimal(let value, let places): plainText(value, places: Int(places))
        case .exact(let number): number.text
        }
    }

    /// The nearest `Double`; infinite where the value is out of its range.
    public var double: Double {
        switch storage {
        case .integer(let value): return Double(value)
        case .decimal(let value, let places):
            return nearestDouble(value.magnitude, scale: -Int(places), negative: value < 0)
        case .exact(let number):
            var text = number.text
            return text.withUTF8 { parseDouble($0) }
        }
    }

    /// True where both were written alike, not only equal.
    public func sameText(as other: JSONNumber) -> Bool {
        switch (storage, other.storage) {
        case (.integer(let a), .integer(let b)): a == b
        case (.decimal(let a, let p), .decimal(let b, let q)): a == b && p == q
        case (.exact(let a), .exact(let b)): a === b || a.text == b.text
        default: false
        }
    }

    var value: DecimalValue {
        switch storage {
        case .integer(let value): DecimalValue(value, places: 0)
        case .decimal(let value, let places): DecimalValue(value, places: Int(places))
        case .exact(let number): number.value
        }
    }
}

/// The box for spellings that do not fit inline: exponents, more than 18 digits, minus zero.
final class ExactNumber: Sendable {
    let text: String
    let value: DecimalValue

    init(text: String, _ value: DecimalValue) {
        self.text = text
        self.value = value
    }
}

extension JSONNumber: CustomStringConvertible {
    public var description: String { text }
}

private func plainText(_ value: Int64, places: Int) -> String {
    var digits = String(value.magnitude)
    if digits.utf8.count <= places {
        digits = String(repeating: "0", count: places + 1 - digits.utf8.count) + digits
    }
    digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -places))
    return value < 0 ? "-" + digits : digits
}
