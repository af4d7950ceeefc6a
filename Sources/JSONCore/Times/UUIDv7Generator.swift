/// Makes UUIDs of version 7 that strictly increase, also within a millisecond and when the clock steps back.
///
/// RFC 9562, section 6.2, method 2: 48 bits of milliseconds and 74 random bits. While the clock does not pass the
/// last UUID's millisecond, that millisecond is kept and the random bits grow by a random step, so the next UUID
/// cannot be guessed; when they run over, the millisecond moves ahead of the clock.
public struct UUIDv7Generator: Sendable {
    private var milliseconds: UInt64 = 0
    /// 74 bits: 12 above 62.
    private var randomHigh: UInt64 = 0
    private var randomLow: UInt64 = 0
    private var isFresh = true

    public init() {}

    /// The next UUID by the system's clock.
    public mutating func next() -> UUID128 {
        let (seconds, nanoseconds) = wallClock()
        let milliseconds = max(0, seconds).multipliedReportingOverflow(by: 1_000).partialValue
        return next(millisecondsSinceEpoch: UInt64(max(0, milliseconds)) + UInt64(nanoseconds / 1_000_000))
    }

    /// The next UUID by a clock of the caller's. Times after the year 10889 count as its end, since 48 bits end
    /// there.
    public mutating func next(millisecondsSinceEpoch now: UInt64) -> UUID128 {
        var random = SystemRandom()
        return next(millisecondsSinceEpoch: now, using: &random)
    }

    /// The next UUID by the caller's clock and random numbers.
    public mutating func next(
        millisecondsSinceEpoch now: UInt64,
        using random: inout some RandomNumberGenerator
    ) -> UUID128 {
        let now = min(now, Self.lastMillisecond)
        if isFresh || now > milliseconds {
            isFresh = false
            milliseconds = now
            reseed(using: &random)
        } else {
            step(by: (random.next() & 0xFFFF_FFFF) + 1, using: &random)
        }
        return UUID128(high: milliseconds << 16 | 0x7000 | randomHigh, low: 0x8000_0000_0000_0000 | randomLow)
    }

    private static let lastMillisecond: UInt64 = 1 << 48 - 1
    private static let lowMask: UInt64 = 1 << 62 - 1

    /// The top bit starts clear: room for 2^41 steps at least before the bits run over.
    private mutating func reseed(using random: inout some RandomNumberGenerator) {
        randomHigh = random.next() & 0x7FF
        randomLow = random.next() & Self.lowMask
    }

    private mutating func step(by distance: UInt64, using random: inout some RandomNumberGenerator) {
        let sum = randomLow + distance
        randomLow = sum & Self.lowMask
        if sum <= Self.lowMask { return }
        randomHigh += 1
        if randomHigh <= 0xFFF { return }
        precondition(milliseconds < Self.lastMillisecond, "version 7 UUIDs end with the year 10889")
        milliseconds += 1
        reseed(using: &random)
    }
}

/// The system's random numbers, in a value that has a size: one without has no address, and ThreadSanitizer looks at the
/// address of whatever is passed `inout`.
private struct SystemRandom: RandomNumberGenerator {
    private var size: UInt8 = 0

    mutating func next() -> UInt64 { .random(in: .min ... .max) }
}
