import Foundation

/// Seconds on the clock on the wall: what waits for a disk or a server costs as well.
func seconds(_ body: () throws -> Void) rethrows -> Double {
    let start = ContinuousClock.now
    try body()
    let time = start.duration(to: .now)
    return Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
}

/// Measures two ways of the same work by turns, so that what else the machine does meets both, and prints the rates and
/// the median of the ratios. 1 is as fast as the other, more is faster.
func comparePairs(
    _ what: String,
    _ unit: String,
    count: Int,
    rounds: Int,
    _ names: (String, String),
    _ first: () throws -> Double,
    _ second: () throws -> Double
) throws {
    var firsts: [Double] = []
    var seconds: [Double] = []
    for round in 0..<rounds {
        // Neither always comes first.
        if round % 2 == 0 {
            firsts.append(try first())
            seconds.append(try second())
        } else {
            seconds.append(try second())
            firsts.append(try first())
        }
    }
    let ratios = zip(firsts, seconds).map { $1 / $0 }.sorted()
    func rate(_ times: [Double]) -> String {
        String(format: "%.0f", Double(count) / times.sorted()[times.count / 2])
    }
    let spread = String(format: "%.2f (%.2f–%.2f)", ratios[ratios.count / 2], ratios[0], ratios[ratios.count - 1])
    print("| \(what) | \(names.0) \(rate(firsts)) \(unit)/s | \(names.1) \(rate(seconds)) \(unit)/s | \(spread) |")
    fflush(nil)
}
