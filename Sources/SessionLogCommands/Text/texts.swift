import CommandLineTool
import JSONCore
import RecordLog

/// `1 line`, `2 lines`.
func counted(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
    "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
}

/// What is said behind a list of gaps that is bounded.
func untold(_ gaps: Int, areCut: Bool) -> String {
    let more = gaps - IntegrityReport.troubleLimit
    var text = more > 0 ? "and \(counted(more, "more gap"))\n" : ""
    if areCut { text += "there are more gaps or sessions than are kept apart, and not all that is missing is told\n" }
    return text
}

/// `10.0 MB`, `812 bytes`.
func sizeText(_ bytes: Int) -> String {
    if bytes < 10_000 { return counted(bytes, "byte") }
    var value = Double(bytes)
    for unit in ["kB", "MB", "GB"] {
        value /= 1000
        if value < 1000 || unit == "GB" { return "\(fixed(value, 1)) \(unit)" }
    }
    return counted(bytes, "byte")
}

/// A number with so many digits after the point.
func fixed(_ value: Double, _ digits: Int) -> String {
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let scaled = (abs(value) * scale).rounded()
    guard scaled < 9e15 else { return "\(value)" }
    let whole = Int(scaled)
    let unit = Int(scale)
    let sign = value < 0 && whole > 0 ? "-" : ""
    if digits == 0 { return "\(sign)\(whole)" }
    let fraction = String(whole % unit)
    return "\(sign)\(whole / unit).\(String(repeating: "0", count: digits - fraction.count))\(fraction)"
}

/// Rows under each other, each column as wide as its widest cell; columns of numbers to the right.
func table(_ header: [String], _ rows: [[String]], numbers: Set<Int> = []) -> String {
    let cells = ([header] + rows).map { $0.map { terminalSafe($0, limit: 200) } }
    let widths = header.indices.map { column in cells.map { $0[column].unicodeScalars.count }.max() ?? 0 }
    return cells.map { row in
        var line = ""
        for (column, cell) in row.enumerated() {
            let gap = String(repeating: " ", count: widths[column] - cell.unicodeScalars.count)
            if column > 0 { line += "  " }
            line += numbers.contains(column) ? gap + cell : column == row.count - 1 ? cell : cell + gap
        }
        return line + "\n"
    }.joined()
}

extension JSONValue {
    static func integer(_ value: Int) -> JSONValue { .number(JSONNumber(Int64(value))) }

    static func double(_ value: Double) -> JSONValue {
        var writer = JSONWriter(capacity: 32)
        writer.double(value)
        return writer.withBytes { bytes in (try? JSONValue(parsing: Array(bytes))) ?? .null }
    }

    static func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
}

extension LinePlace {
    var json: JSONValue {
        jsonObject(["line": .integer(number), "offset": .integer(offset), "length": .integer(length)])
    }
}
