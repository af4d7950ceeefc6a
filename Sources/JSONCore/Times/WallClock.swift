#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The system's clock: seconds and nanoseconds since 1970, by `clock_gettime`.
func wallClock() -> (seconds: Int64, nanoseconds: Int32) {
    var time = timespec()
    // Fails for an unknown clock only, and this one every POSIX system has.
    _ = clock_gettime(CLOCK_REALTIME, &time)
    return (Int64(time.tv_sec), Int32(truncatingIfNeeded: time.tv_nsec))
}

extension Timestamp {
    /// The present instant in UTC, cut (not rounded) to `fractionDigits`, which is held within 0...9.
    public static func now(fractionDigits: Int = 9) -> Timestamp {
        let (seconds, nanoseconds) = wallClock()
        let digits = max(0, min(9, fractionDigits))
        let unit = Int32(powerOfTen(9 - digits))
        return Timestamp(
            // A clock set outside of RFC 3339's years is held at their end.
            secondsSinceEpoch: max(-62_167_219_200, min(253_402_300_799, seconds)),
            nanoseconds: nanoseconds / unit * unit,
            offsetMinutes: 0,
            heldDigits: UInt8(digits),
            spelling: .zulu,
            longText: nil
        )
    }
}
