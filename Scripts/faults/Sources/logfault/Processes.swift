import Foundation
import JSONCore
import RecordLog
import SessionRecords

func showProcesses(_ options: Options) throws -> ShowResult {
    let count = options.rounds ?? 3000
    let folder = try WorkFolder(in: options.work)
    let path = "\(folder.path)/sessions.jsonl"
    let children = try (0..<4).map { try Child(["append", path, "\($0)", "\(count)"]) }
    for child in children { child.finish() }
    var checks = Checks()
    for child in children { checks.expect(child.text == "closed \(count)\n", "a child said \(child.text)") }
    var next = [Int](repeating: 0, count: 4)
    var longest = 0
    let report = try RecordLog<IterateSession>(readingFrom: path).read { line in
        guard case .record(let record, let origin) = line else { return }
        longest = max(longest, origin.place.length)
        let parts = record.sessionID.split(separator: "-").compactMap { Int($0) }
        checks.expect(parts.count == 2 && parts[1] == next[parts[0]], "\(record.sessionID) is out of order")
        if parts.count == 2 { next[parts[0]] = parts[1] + 1 }
    }
    checks.expect(report.severity == nil && report.nonconformingLines == 0, "\(report)")
    checks.expect(next == [count, count, count, count], "found \(next)")
    return checks.result("4 processes × \(count) lines, the longest of \(longest) bytes")
}
