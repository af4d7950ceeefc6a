/// RFC 3339's `full-date`: `2024-02-29`. Years 0000...9999, only days that exist.
public struct CalendarDate: Sendable, Hashable {
    public let year: Int16
    public let month: UInt8
    public let day: UInt8

    /// The bytes that `write` writes.
    public static let writtenCount = 10

    @inlinable
    init(year: Int16, month: UInt8, day: UInt8, known: Void) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// Nil for a day that does not exist.
    @inlinable
    public init?(year: Int, month: Int, day: Int) {
        guard 0...9999 ~= year, 1...12 ~= month, day >= 1, day <= daysInMonth(year: year, month: month) else {
            return nil
        }
        self.init(
            year: Int16(truncatingIfNeeded: year),
            month: UInt8(truncatingIfNeeded: month),
            day: UInt8(truncatingIfNeeded: day),
            known: ()
        )
    }

    /// Nil outside of the years 0000...9999.
    public init?(daysSinceEpoch days: Int) {
        guard -719_528...2_932_896 ~= days else { return nil }
        let date = civilDate(daysSinceEpoch: days)
        self.init(year: date.year, month: date.month, day: date.day)
    }

    public init?(_ text: String) {
        var text = text
        let date = text.withUTF8 { bytes in bytes.baseAddress.flatMap { Self.parse($0, count: bytes.count) } }
        guard let date else { return nil }
        self = date
    }

    /// Days since 1970-01-01.
    public var daysSinceEpoch: Int { JSONCore.daysSinceEpoch(year: Int(year), month: Int(month), day: Int(day)) }

    /// Reads exactly `count` bytes; nil unless they are a date.
    @inlinable
    public static func parse(_ p: UnsafePointer<UInt8>, count: Int) -> Self? {
        guard count == 10, let yearMonth = scanYearMonth(p) else { return nil }
        let tens = p[8] &- 0x30
        let ones = p[9] &- 0x30
        if tens > 3 || ones > 9 { return nil }
        return Self(year: yearMonth.year, month: yearMonth.month, day: Int(tens &* 10 &+ ones))
    }

    /// Writes ten bytes.
    @inlinable @discardableResult
    public func write(to out: UnsafeMutablePointer<UInt8>) -> Int {
        let century = UInt64(truncatingIfNeeded: year) / 100
        storeTwoDigits(century, to: out)
        storeTwoDigits(UInt64(truncatingIfNeeded: year) &- century &* 100, to: out + 2)
        out[4] = UInt8(ascii: "-")
        storeTwoDigits(UInt64(month), to: out + 5)
        out[7] = UInt8(ascii: "-")
        storeTwoDigits(UInt64(day), to: out + 8)
        return 10
    }
}

/// `YYYY-MM-`, eight bytes at once; the month is not checked.
@inlinable @inline(__always)
func scanYearMonth(_ p: UnsafePointer<UInt8>) -> (year: Int, month: Int)? {
    // XOR with "0000-00-" leaves the digits' values, and 0 for the hyphens. Then 0x76 carries what is above 9
    // into the high bit, and 0x7F what is above 0.
    let parts = loadWord(p) ^ 0x2D30_302D_3030_3030
    if (parts | (parts &+ 0x7F76_767F_7676_7676)) & 0x8080_8080_8080_8080 != 0 { return nil }
    let pairs = parts &* 10 &+ parts >> 8
    let century = Int(truncatingIfNeeded: pairs & 0xFF)
    let year = century &* 100 &+ Int(truncatingIfNeeded: pairs >> 16 & 0xFF)
    return (year, Int(truncatingIfNeeded: pairs >> 40 & 0xFF))
}

extension CalendarDate: Comparable {
    public static func < (a: Self, b: Self) -> Bool { (a.year, a.month, a.day) < (b.year, b.month, b.day) }
}

extension CalendarDate: CustomStringConvertible {
    public var description: String { String(unsafeUninitializedCapacity: 10) { writeText($0, write) } }
}

/// Lets a byte writer fill a string's buffer.
func writeText(_ buffer: UnsafeMutableBufferPointer<UInt8>, _ write: (UnsafeMutablePointer<UInt8>) -> Int) -> Int {
    buffer.baseAddress.map(write) ?? 0
}
