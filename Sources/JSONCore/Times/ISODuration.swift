/// RFC 3339's `duration` (appendix A): `P3Y6M4DT12H30M5S` or `P2W`. Keeps its text, whatever the digits.
///
/// Not comparable: a month has no fixed length.
public struct ISODuration: Sendable, Hashable {
    public let text: String

    public init?(_ text: String) {
        var copy = text
        guard copy.withUTF8({ isDuration($0) }) else { return nil }
        self.text = copy
    }

    /// Reads exactly `count` bytes; nil unless they are a duration.
    @inlinable
    public static func parse(_ p: UnsafePointer<UInt8>, count: Int) -> Self? {
        let bytes = UnsafeBufferPointer(start: p, count: count)
        return isDuration(bytes) ? Self(checked: bytes) : nil
    }

    @usableFromInline
    init(checked bytes: UnsafeBufferPointer<UInt8>) { text = String(decoding: bytes, as: UTF8.self) }

    public var writtenCount: Int { text.utf8.count }

    /// Writes the text, `writtenCount` bytes, and returns their count.
    @discardableResult
    public func write(to out: UnsafeMutablePointer<UInt8>) -> Int {
        var at = 0
        for byte in text.utf8 {
            out[at] = byte
            at += 1
        }
        return at
    }

    /// A part of a duration; months and minutes share their letter, not their place.
    public enum Unit: Sendable, Hashable, CaseIterable {
        case years, months, weeks, days, hours, minutes, seconds

        fileprivate var letter: UInt8 {
            switch self {
            case .years: UInt8(ascii: "Y")
            case .months, .minutes: UInt8(ascii: "M")
            case .weeks: UInt8(ascii: "W")
            case .days: UInt8(ascii: "D")
            case .hours: UInt8(ascii: "H")
            case .seconds: UInt8(ascii: "S")
            }
        }

        fileprivate var isTime: Bool { self == .hours || self == .minutes || self == .seconds }
    }

    /// The number before the unit's letter: 0 where the unit is absent, nil where the digits overflow.
    public subscript(unit: Unit) -> Int64? {
        var inTime = false
        var value: Int64? = 0
        for byte in text.utf8.dropFirst() {
            if byte == UInt8(ascii: "T") {
                inTime = true
            } else if byte &- 0x30 <= 9 {
                value = value.flatMap { old in
                    let (product, tooBig) = old.multipliedReportingOverflow(by: 10)
                    let (sum, carry) = product.addingReportingOverflow(Int64(byte - 0x30))
                    return tooBig || carry ? nil : sum
                }
            } else {
                if byte == unit.letter && inTime == unit.isTime { return value }
                value = 0
            }
        }
        return 0
    }
}

extension ISODuration: CustomStringConvertible {
    public var description: String { text }
}
