/// RFC 3339's `date-time`: an instant to the nanosecond, and how it was written.
///
/// Reading and writing again gives the same bytes for every valid text: the offset (`Z`, `+00:00` and `-00:00` are
/// three things), the number of fraction digits, small `t` and `z`, and leap seconds are kept. A fraction of more
/// than nine digits keeps its whole text in a box beside the first nine digits.
///
/// `==` and hashing are by written form. `<` is by instant; among equal instants it falls back to the written form,
/// so that order and equality agree. `isSameInstant(as:)` compares instants alone.
public struct Timestamp: Sendable, Hashable {
    /// Seconds since 1970-01-01T00:00:00Z without leap seconds; a leap second has the number of the one before it.
    public let secondsSinceEpoch: Int64
    /// 0...999,999,999; further digits of the fraction are only in the text.
    public let nanoseconds: Int32
    /// Local time minus UTC.
    public let offsetMinutes: Int16
    @usableFromInline let heldDigits: UInt8
    public let spelling: TimeSpelling
    @usableFromInline let longText: LongTimeText?

    @inlinable
    init(
        secondsSinceEpoch: Int64,
        nanoseconds: Int32,
        offsetMinutes: Int16,
        heldDigits: UInt8,
        spelling: TimeSpelling,
        longText: LongTimeText?
    ) {
        self.secondsSinceEpoch = secondsSinceEpoch
        self.nanoseconds = nanoseconds
        self.offsetMinutes = offsetMinutes
        self.heldDigits = heldDigits
        self.spelling = spelling
        self.longText = longText
    }

    /// Nil where the local year leaves 0000...9999, where nanoseconds or the offset (below 24 hours) are out of
    /// range, or where `fractionDigits` (0...9) would lose nanoseconds. Without an offset the text ends in `Z`;
    /// without a digit count it has the fewest of 0, 3, 6 and 9.
    public init?(
        secondsSinceEpoch: Int64,
        nanoseconds: Int32 = 0,
        offsetMinutes: Int16? = nil,
        fractionDigits: Int? = nil
    ) {
        guard 0...999_999_999 ~= nanoseconds, -1439...1439 ~= (offsetMinutes ?? 0) else { return nil }
        let digits = fractionDigits ?? digitsHolding(nanoseconds: nanoseconds)
        guard 0...9 ~= digits, UInt64(nanoseconds) % powerOfTen(9 - digits) == 0 else { return nil }
        let (local, overflow) = secondsSinceEpoch.addingReportingOverflow(Int64(offsetMinutes ?? 0) * 60)
        guard !overflow, -62_167_219_200...253_402_300_799 ~= local else { return nil }
        self.init(
            secondsSinceEpoch: secondsSinceEpoch,
            nanoseconds: nanoseconds,
            offsetMinutes: offsetMinutes ?? 0,
            heldDigits: UInt8(digits),
            spelling: offsetMinutes == nil ? .zulu : [],
            longText: nil
        )
    }

    /// 1970-01-01T00:00:00Z.
    @inlinable
    public static var epoch: Timestamp {
        Timestamp(
            secondsSinceEpoch: 0,
            nanoseconds: 0,
            offsetMinutes: 0,
            heldDigits: 0,
            spelling: .zulu,
            longText: nil
        )
    }

    public init?(_ text: String) {
        var text = text
        let time = text.withUTF8 { bytes in bytes.baseAddress.flatMap { Self.parse($0, count: bytes.count) } }
        guard let time else { return nil }
        self = time
    }

    /// The digits after the point.
    public var fractionDigits: Int {
        guard let longText else { return Int(heldDigits) }
        return longText.text.utf8.count - 20 - (spelling.contains(.zulu) ? 1 : 6)
    }

    public var isLeapSecond: Bool { spelling.contains(.leapSecond) }

    /// True where the text says more than the nanoseconds do: a fraction of more than nine digits.
    public var exceedsNanoseconds: Bool { longText != nil }

    /// Whether both name the same instant, however they are written.
    public func isSameInstant(as other: Timestamp) -> Bool { !precedes(other) && !other.precedes(self) }

    /// Whether it is the earlier instant, however both are written.
    public func precedes(_ other: Timestamp) -> Bool {
        if secondsSinceEpoch != other.secondsSinceEpoch { return secondsSinceEpoch < other.secondsSinceEpoch }
        if isLeapSecond != other.isLeapSecond { return other.isLeapSecond }
        if nanoseconds != other.nanoseconds { return nanoseconds < other.nanoseconds }
        if longText == nil && other.longText == nil { return false }
        return lateDigits.lexicographicallyPrecedes(other.lateDigits)
    }

    /// The digits after the ninth, without zeros at the end.
    private var lateDigits: Substring.UTF8View {
        guard let text = longText?.text.utf8 else { return "".dropLast(0).utf8 }
        let tail = spelling.contains(.zulu) ? 1 : 6
        var digits = Substring(text.dropFirst(29).dropLast(tail)).utf8
        while digits.last == UInt8(ascii: "0") { digits.removeLast() }
        return digits
    }
}

extension Timestamp: Comparable {
    public static func < (a: Self, b: Self) -> Bool {
        if a.secondsSinceEpoch != b.secondsSinceEpoch { return a.secondsSinceEpoch < b.secondsSinceEpoch }
        if a.precedes(b) { return true }
        if b.precedes(a) { return false }
        return a.order < b.order
    }

    private var order: (Int16, Int, UInt8) { (offsetMinutes, fractionDigits, spelling.rawValue) }
}

extension Timestamp: CustomStringConvertible {
    public var description: String { String(unsafeUninitializedCapacity: writtenCount) { writeText($0, write) } }
}
