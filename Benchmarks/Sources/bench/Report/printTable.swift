import Foundation

/// What one reader did with one input in each of the turns.
private struct Row {
    var reader: String
    var input: String
    var speeds: [Double] = []
    var times: [Double] = []
    var sums: Set<UInt64> = []

    /// How much faster than another it was, turn by turn: a machine whose speed changes is as fast for both.
    func ratio(to other: Row) -> Double? {
        let ratios = zip(speeds, other.speeds).map { $0 / $1 }
        return ratios.isEmpty ? nil : median(ratios)
    }
}

/// Reads the lines of all readers, one for each turn, and prints a table: for each input the fastest first, with its
/// ratio to ours.
///
/// - Returns: false when two readers of one input disagree on what they read.
func printTable(_ lines: [String]) -> Bool {
    let rows = rows(of: lines)
    var agree = true
    var inputs: [String] = []
    for row in rows where !inputs.contains(row.input) { inputs.append(row.input) }
    print(machine(turns: rows.map(\.speeds.count).max() ?? 0))
    print()
    print("| input | reader | MB/s | ns/record | of ours, owned | of ours, views |")
    print("|---|---|---:|---:|---:|---:|")
    for input in inputs {
        let group = rows.filter { $0.input == input }.sorted { median($0.speeds) > median($1.speeds) }
        let owned = group.first { $0.reader == "ours, owned" || $0.reader.hasPrefix("ours, Record") }
        let views = group.first { $0.reader == "ours, views" }
        for row in group {
            let ratios = [owned, views].map { ours in
                ours.flatMap { row.ratio(to: $0) }.map { String(format: "%.2f", $0) } ?? ""
            }
            let speed = String(format: "%.0f | %.0f", median(row.speeds), median(row.times))
            print("| \(input) | \(row.reader) | \(speed) | \(ratios[0]) | \(ratios[1]) |")
        }
        // A sum of 0 is a reader that keeps no values; one that read no record at all has nothing to say.
        let sums = group.reduce(into: Set<UInt64>()) { $0.formUnion($1.sums) }.subtracting([0])
        if sums.count > 1 || group.contains(where: { !$0.times.allSatisfy(\.isFinite) }) {
            agree = false
            print("\nThe readers of \(input) disagree: \(group.map { "\($0.reader) \($0.sums.sorted())" })\n")
        }
    }
    return agree
}

private func rows(of lines: [String]) -> [Row] {
    var rows: [Row] = []
    for line in lines {
        let parts = line.split(separator: "\t").map(String.init)
        guard parts.count == 5, let speed = Double(parts[2]), let time = Double(parts[3]), let sum = UInt64(parts[4])
        else { continue }
        let place =
            rows.firstIndex { $0.reader == parts[0] && $0.input == parts[1] }
            ?? {
                rows.append(Row(reader: parts[0], input: parts[1]))
                return rows.count - 1
            }()
        rows[place].speeds.append(speed)
        rows[place].times.append(time)
        rows[place].sums.insert(sum)
    }
    return rows
}

private func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return sorted.isEmpty ? .nan : sorted[sorted.count / 2]
}

private func machine(turns: Int) -> String {
    let info = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let model = info.split(separator: "\n").first { $0.hasPrefix("model name") }?.split(separator: ":").last ?? "?"
    let load = (try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8))?.split(separator: " ").first ?? "?"
    let cores = ProcessInfo.processInfo.activeProcessorCount
    return
        "\(model.trimmingCharacters(in: .whitespaces)), \(cores) cores, load \(load), one core used; medians of \(turns) turns."
}
