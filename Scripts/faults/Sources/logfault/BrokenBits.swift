import Foundation
import JSONCore
import RecordLog
import SessionRecords

func showBrokenBits(_ options: Options) throws -> ShowResult {
    let work = try WorkFolder(in: options.work)
    let writer = try makeWriter(work.path, .lazy)
    for index in 0..<5 {
        let id = UUID128.v7()
        try writer.append(start(id, sideEffect: index.isMultiple(of: 2)))
        try writer.append(result(id))
    }
    try writer.end(.completed)
    let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: writer.path)))
    let lines = whole.split(separator: 0x0A).map { Set([Array($0)]) }
    let headerEnd = whole.firstIndex(of: 0x0A) ?? 0
    var checks = Checks()

    for count in 0...whole.count {
        let report = RecordLog<BufferEvent>(reading: Array(whole.prefix(count))).integrity()
        let pieces = whole.prefix(count).split(separator: 0x0A).count
        checks.expect(
            report.totalLines == pieces && report.corruptLines == 0 && report.nonconformingLines == 0
                && report.validLines + (report.tailTruncated ? 1 : 0) == pieces,
            "cut at \(count): \(report)"
        )
    }
    var worst = 0
    let step = max(1, whole.count * 8 / (options.rounds ?? .max))
    for position in stride(from: 0, to: whole.count * 8, by: step) {
        var broken = whole
        broken[position / 8] ^= 1 << UInt8(position % 8)
        let report = RecordLog<BufferEvent>(reading: broken).integrity()
        let intact = report.validLines - report.nonconformingLines - report.unrecognisedLines
        let pieces = broken.split(separator: 0x0A).filter { $0.contains { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D } }
        checks.expect(report.totalLines == pieces.count, "bit \(position): \(report.totalLines) lines")
        checks.expect(
            report.validLines + report.corruptLines + (report.tailTruncated ? 1 : 0) == report.totalLines,
            "bit \(position): counts do not add up"
        )
        // The header states the version of all others: a flip in it may turn them into another version's.
        if position / 8 > headerEnd {
            worst = max(worst, lines.count - intact)
            checks.expect(lines.count - intact <= 2, "bit \(position): \(lines.count - intact) records affected")
        }
    }
    return checks.result("\(whole.count) cuts, \(whole.count * 8 / step) flips, at most \(worst) records affected")
}
