import Foundation

/// A small random generator (SplitMix64) whose seed a failing test prints, so that the run can be repeated.
struct RandomSource: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// How many random inputs the comparisons of two implementations take: enough for every run, and a million (the
/// number that they were released with) where SCHEMAGEN_TEST_ROUNDS says so.
let randomRounds = ProcessInfo.processInfo.environment["SCHEMAGEN_TEST_ROUNDS"].flatMap(Int.init) ?? 100_000
