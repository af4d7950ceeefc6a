import Foundation

/// Reads the lines of all readers and prints a table: for each input the fastest first, with its ratio to ours.
///
/// - Returns: false when two readers of one input disagree on what they read.
func printTable(_ lines: [String]) -> Bool {
    let rows = lines.compactMap { line -> Result? in
        let parts = line.split(separator: "\t")
        guard parts.count == 5, let speed = Double(parts[2]), let time = Double(parts[3]), let sum = UInt64(parts[4])
        else { return nil }
        return Result(
            reader: String(parts[0]),
            input: String(parts[1]),
            megabytesPerSecond: speed,
            nanosecondsPerRecord: time,
            checksum: sum
        )
    }
    var agree = true
    var inputs: [String] = []
    for row in rows where !inputs.contains(row.input) { inputs.append(row.input) }
    print(machine())
    print()
    print("| input | reader | MB/s | ns/record | of ours, owned | of ours, views |")
    print("|---|---|---:|---:|---:|---:|")
    for input in inputs {
        let group = rows.filter { $0.input == input }.sorted { $0.megabytesPerSecond > $1.megabytesPerSecond }
        let owned = group.first { $0.reader == "ours, owned" || $0.reader.hasPrefix("ours, Record") }
        let views = group.first { $0.reader == "ours, views" }
        for row in group {
            let ratios = [owned, views].map { ours in
                ours.map { String(format: "%.2f", row.megabytesPerSecond / $0.megabytesPerSecond) } ?? ""
            }
            let speed = String(format: "%.0f | %.0f", row.megabytesPerSecond, row.nanosecondsPerRecord)
            print("| \(input) | \(row.reader) | \(speed) | \(ratios[0]) | \(ratios[1]) |")
        }
        // A sum of 0 is a reader that keeps no values; one that read no record at all has nothing to say.
        let sums = Set(group.map(\.checksum)).subtracting([0])
        if sums.count > 1 || group.contains(where: { !$0.nanosecondsPerRecord.isFinite }) {
            agree = false
            print("\nThe readers of \(input) disagree: \(group.map { "\($0.reader) \($0.checksum)" })\n")
        }
    }
    return agree
}

private func machine() -> String {
    let info = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let model = info.split(separator: "\n").first { $0.hasPrefix("model name") }?.split(separator: ":").last ?? "?"
    let load = (try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8))?.split(separator: " ").first ?? "?"
    let cores = ProcessInfo.processInfo.activeProcessorCount
    return "\(model.trimmingCharacters(in: .whitespaces)), \(cores) cores, load \(load), one core used; medians."
}
