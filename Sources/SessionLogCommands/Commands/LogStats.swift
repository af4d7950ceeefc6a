import CommandLineTool
import JSONCore
import RecordLog

/// What one log holds, in numbers.
struct LogStats {
    let shown: String
    let family: String
    var records = 0
    /// Lines that are no records of a version that is known.
    var others = 0
    /// How many of the others could not be read; a line that a crash cut is not among them.
    var corrupt = 0
    var bytes = 0
    var longest = 0
    var first: Timestamp?
    var last: Timestamp?
    // By bytes, because Swift takes two spellings of "é" for one.
    var variants: [ByteKey: Int] = [:]
    var versions: [ByteKey: Int] = [:]
    var tools: [ByteKey: Int] = [:]
    var measures: [ByteKey: Int] = [:]
    var failure: LogError?

    init(shown: String, family: String) {
        self.shown = shown
        self.family = family
    }

    mutating func count(_ record: some LoggedRecord, _ origin: RecordOrigin) {
        records += 1
        bytes = bytes.addingClamped(origin.place.length + 1)
        longest = max(longest, origin.place.length)
        if let time = record.time {
            first = first.map { time.precedes($0) ? time : $0 } ?? time
            last = last.map { $0.precedes(time) ? time : $0 } ?? time
        }
        variants[ByteKey(record.variant), default: 0] += 1
        versions[ByteKey("v\(origin.version)"), default: 0] += 1
        if let tool = record.tool { tools[ByteKey(tool), default: 0] += 1 }
        for measure in record.measures {
            let name = ByteKey(measure.name)
            measures[name] = (measures[name] ?? 0).addingClamped(measure.value)
        }
    }

    var text: String {
        var text = "\(terminalSafe(shown)): \(family), \(counted(records, "record")), \(sizeText(bytes))"
        text += ", longest \(sizeText(longest))"
        if let first, let last { text += ", \(first) to \(last)" }
        if others > 0 { text += "\n  \(counted(others, "line")) no record: see 'sessionlog scan'" }
        text += "\n"
        for (title, counts) in [
            ("variants", variants), ("versions", versions), ("tools", tools), ("sums", measures),
        ] where !counts.isEmpty {
            text += "  \(title)\n"
            let rows = sorted(counts).map { ["", "", $0.name, "\($0.count)"] }
            text +=
                table(["", "", "", ""], rows, numbers: [3]).split(separator: "\n").dropFirst()
                .joined(separator: "\n") + "\n"
        }
        return text
    }

    var json: JSONValue {
        jsonObject([
            "path": .string(shown),
            "family": .string(family),
            "records": .integer(records),
            "other_lines": .integer(others),
            "bytes": .integer(bytes),
            "longest": .integer(longest),
            "first": .text(first?.description),
            "last": .text(last?.description),
            "variants": object(variants),
            "versions": object(versions),
            "tools": object(tools),
            "sums": object(measures),
        ])
    }

    /// The most frequent first, equals by name, because dictionary order is undefined.
    private func sorted(_ counts: [ByteKey: Int]) -> [(name: String, count: Int)] {
        counts.map { (name: $0.key.text, count: $0.value) }.sorted {
            $0.count == $1.count ? $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) : $0.count > $1.count
        }
    }

    private func object(_ counts: [ByteKey: Int]) -> JSONValue {
        .object(JSONObject(sorted(counts).map { .init(key: $0.name, value: .integer($0.count)) }))
    }
}
