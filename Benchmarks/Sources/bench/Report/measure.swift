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

/// The median of `rounds` passes after one that warms up.
func measure(_ reader: String, _ input: String, rounds: Int, _ pass: () -> Tally) -> Result {
    var tally = pass()
    var times: [Double] = []
    for _ in 0..<rounds {
        let start = DispatchTime.now().uptimeNanoseconds
        tally = pass()
        times.append(Double(DispatchTime.now().uptimeNanoseconds - start))
    }
    times.sort()
    let median = times[times.count / 2]
    return Result(
        reader: reader,
        input: input,
        megabytesPerSecond: Double(tally.bytes) / median * 1000,
        nanosecondsPerRecord: median / Double(max(tally.records, 1)),
        checksum: tally.checksum
    )
}
