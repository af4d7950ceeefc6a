import Foundation

/// What one reader did with one input: how fast, and what it read.
struct Result {
    var reader: String
    var input: String
    var megabytesPerSecond: Double
    var nanosecondsPerRecord: Double
    var checksum: UInt64

    /// The line that readers in every language print.
    var line: String {
        let speed = String(format: "%.0f\t%.1f", megabytesPerSecond, nanosecondsPerRecord)
        return "\(reader)\t\(input)\t\(speed)\t\(checksum)"
    }
}

/// What was read in one pass: the sum that all readers must agree on, and how many records there were.
struct Tally {
    var checksum: UInt64 = 0
    var records = 0
    /// How many bytes were read or written.
    var bytes = 0
}

/// The processor time of this thread, which other programs on the machine disturb less than the clock on the wall.
func processorNanoseconds() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}

/// Prints the median of `rounds` passes after one that warms up, if this reader is wanted.
func measure(_ reader: String, _ input: String, rounds: Int, _ pass: () -> Tally) {
    guard wantedReader.isEmpty || reader == wantedReader || reader == "ours, \(wantedReader)" else { return }
    var tally = pass()
    var times: [Double] = []
    for _ in 0..<rounds {
        let start = processorNanoseconds()
        tally = pass()
        times.append(Double(processorNanoseconds() - start))
    }
    times.sort()
    let median = times[times.count / 2]
    let result = Result(
        reader: reader,
        input: input,
        megabytesPerSecond: Double(tally.bytes) / median * 1000,
        nanosecondsPerRecord: median / Double(max(tally.records, 1)),
        checksum: tally.checksum
    )
    print(result.line)
    // At once, so that what was measured is there when something fails later.
    fflush(nil)
}
