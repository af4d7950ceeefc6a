/// How a time was written, beside what it says: enough to write it again byte for byte.
public struct TimeSpelling: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8

    @inlinable
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The offset is `Z`; without it, it is digits such as `+00:00`.
    @inlinable public static var zulu: Self { Self(rawValue: 1) }
    /// A small `z` for the offset.
    @inlinable public static var lowerZ: Self { Self(rawValue: 2) }
    /// A small `t` between date and time.
    @inlinable public static var lowerT: Self { Self(rawValue: 4) }
    /// `-00:00`: the instant is known, and the local offset is not (RFC 3339, section 4.3).
    @inlinable public static var unknownOffset: Self { Self(rawValue: 8) }
    /// Second 60.
    @inlinable public static var leapSecond: Self { Self(rawValue: 16) }
}

/// The box for a time whose fraction has more digits than nanoseconds hold.
@usableFromInline
final class LongTimeText: Sendable, Hashable {
    @usableFromInline let text: String

    @usableFromInline
    init(_ p: UnsafePointer<UInt8>, count: Int) {
        text = String(decoding: UnsafeBufferPointer(start: p, count: count), as: UTF8.self)
    }

    @usableFromInline
    static func == (a: LongTimeText, b: LongTimeText) -> Bool { a === b || a.text == b.text }

    @usableFromInline
    func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

/// What follows the seconds: `[.digits]` and `Z` or `±hh:mm`.
@usableFromInline
struct TimeTail {
    @usableFromInline var nanoseconds: Int32
    /// All digits of the fraction, also those that nanoseconds do not hold.
    @usableFromInline var fractionDigits: Int
    @usableFromInline var offsetMinutes: Int16
    @usableFromInline var spelling: TimeSpelling

    /// Three digits and `Z`.
    @inlinable @inline(__always)
    init(milliseconds: Int32) {
        nanoseconds = milliseconds &* 1_000_000
        fractionDigits = 3
        offsetMinutes = 0
        spelling = .zulu
    }

    /// Scans bytes `start..<count`; at least eight have to come before `start`, since words are loaded by their end.
    @inlinable @inline(__always)
    init?(_ p: UnsafePointer<UInt8>, from start: Int, count: Int) {
        var end = count &- 1
        if end < start { return nil }
        let last = p[end]
        if last | 0x20 == UInt8(ascii: "z") {
            offsetMinutes = 0
            spelling = TimeSpelling(rawValue: 1 | (last & 0x20) >> 4)
        } else {
            end = count &- 6
            if end < start { return nil }
            // "+hh:mm" in the upper six bytes.
            let parts = (loadWord(p + (count &- 8)) ^ 0x3030_3A30_3000_0000) & 0xFFFF_FFFF_FF00_0000
            if (parts | (parts &+ 0x7676_7F76_7600_0000)) & 0x8080_8080_8000_0000 != 0 { return nil }
            let pairs = parts &* 10 &+ parts >> 8
            let hours = Int16(truncatingIfNeeded: pairs >> 24 & 0xFF)
            let minutes = Int16(truncatingIfNeeded: pairs >> 48 & 0xFF)
            let sign = p[end]
            if hours > 23 || minutes > 59 || (sign != UInt8(ascii: "+") && sign != UInt8(ascii: "-")) { return nil }
            let offset = hours &* 60 &+ minutes
            offsetMinutes = sign == UInt8(ascii: "-") ? 0 &- offset : offset
            spelling = offset == 0 && sign == UInt8(ascii: "-") ? .unknownOffset : []
        }

        nanoseconds = 0
        fractionDigits = 0
        if end == start { return }
        let digits = end &- start &- 1
        if p[start] != UInt8(ascii: ".") || digits < 1 { return nil }
        fractionDigits = digits
        if digits <= 8 {
            // The eight bytes that end with the fraction, moved down over what is before it, zeros behind.
            let before = UInt64(truncatingIfNeeded: (8 &- digits) &* 8)
            let word = loadWord(p + (end &- 8)) >> before | (0x3030_3030_3030_3030 << (64 &- before))
            if !isEightDigits(word) { return nil }
            nanoseconds = Int32(truncatingIfNeeded: eightDigitValue(word) &* 10)
        } else {
            let word = loadWord(p + (start &+ 1))
            let ninth = p[start &+ 9] &- 0x30
            if !isEightDigits(word) || ninth > 9 { return nil }
            nanoseconds = Int32(truncatingIfNeeded: eightDigitValue(word) &* 10 &+ UInt64(ninth))
            var at = start &+ 10
            while at < end {
                if p[at] &- 0x30 > 9 { return nil }
                at &+= 1
            }
        }
    }
}

/// The fraction and the offset as `TimeTail` reads them, for at most nine digits; returns the bytes written.
///
/// The eight bytes before `out` have to be writable, and are written after this: the fraction is one word that
/// ends with its last digit.
@inlinable @inline(__always)
func writeTimeTail(
    nanoseconds: Int32,
    fractionDigits: Int,
    offsetMinutes: Int16,
    spelling: TimeSpelling,
    to out: UnsafeMutablePointer<UInt8>
) -> Int {
    var at = 0
    if fractionDigits > 0 {
        let fraction = UInt64(UInt32(truncatingIfNeeded: nanoseconds))
        let word = eightDigits(fraction / 10)
        if fractionDigits == 9 {
            storeWord(word, to: out + 1)
            out[9] = UInt8(truncatingIfNeeded: fraction % 10) | 0x30
        } else {
            storeWord(word << UInt64(truncatingIfNeeded: 64 &- 8 &* fractionDigits), to: out + (fractionDigits &- 7))
        }
        out[0] = UInt8(ascii: ".")
        at = fractionDigits &+ 1
    }
    if spelling.contains(.zulu) {
        out[at] = spelling.contains(.lowerZ) ? UInt8(ascii: "z") : UInt8(ascii: "Z")
        return at &+ 1
    }
    let negative = offsetMinutes < 0 || spelling.contains(.unknownOffset)
    out[at] = negative ? UInt8(ascii: "-") : UInt8(ascii: "+")
    let magnitude = UInt64(offsetMinutes.magnitude)
    storeTwoDigits(magnitude / 60, to: out + (at &+ 1))
    out[at &+ 3] = UInt8(ascii: ":")
    storeTwoDigits(magnitude % 60, to: out + (at &+ 4))
    return at &+ 6
}

/// How many bytes `writeTimeTail` writes.
@inlinable @inline(__always)
func timeTailCount(fractionDigits: Int, spelling: TimeSpelling) -> Int {
    (fractionDigits > 0 ? fractionDigits &+ 1 : 0) &+ (spelling.contains(.zulu) ? 1 : 6)
}

/// The fewest of 0, 3, 6 and 9 digits that hold `nanoseconds`.
func digitsHolding(nanoseconds: Int32) -> Int {
    if nanoseconds % 1_000 != 0 { return 9 }
    if nanoseconds % 1_000_000 != 0 { return 6 }
    return nanoseconds != 0 ? 3 : 0
}
