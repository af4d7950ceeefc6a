#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// Seconds of the processor that one input may take, from `FUZZ_SECONDS`.
private let secondsAllowed = getenv("FUZZ_SECONDS").flatMap { Double(String(cString: $0)) } ?? 1

/// Gives an input to a target, and fails when that takes too long.
///
/// Processor time of all threads, because libFuzzer's own limit goes by the clock, and so by what else the machine
/// does.
func inTime(
    _ target: (UnsafeBufferPointer<UInt8>) -> Int32,
    _ data: UnsafePointer<UInt8>?,
    _ size: Int
) -> Int32 {
    let start = processorSeconds()
    let result = target(UnsafeBufferPointer(start: data, count: size))
    let taken = processorSeconds() - start
    expect(taken <= secondsAllowed, "the input took \(taken) s of the processor")
    return result
}

private func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
