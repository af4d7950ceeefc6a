import Foundation
import JSONCore
import RecordLog
import SessionRecords

/// The kernel's own limit on a file's size ends the space at an exact byte: writes are cut short there, and fail after.
func showFullDisks(_ options: Options) throws -> ShowResult {
    let work = try WorkFolder(in: options.work)
    var checks = Checks()
    var cut = 0
    let last = options.rounds ?? 4096
    for limit in 1...last {
        let root = "\(work.path)/\(limit)"
        setFileSizeLimit(UInt64(limit))
        defer { setFileSizeLimit(nil) }
        let writer = try makeWriter(root, .lazy)
        var dropped = isDropped(writer.opening) ? 1 : 0
        var taken = 1
        while dropped == 0, taken < 16 {
            taken += 1
            if isDropped(try writer.append(result(.v7()))) { dropped += 1 }
        }
        cut += dropped
        // Space comes back: everything from here on is written.
        setFileSizeLimit(nil)
        for _ in 0..<4 {
            taken += 1
            let outcome = try writer.append(result(.v7()))
            checks.expect(!isDropped(outcome), "limit \(limit): writing does not resume")
        }
        let ended = try writer.end(.completed)
        let (found, report) = try read(writer.path)
        // The header that found no space is written when there is some: then nothing is lost.
        let lost = writer.counters.dropped
        checks.expect(lost <= 1, "limit \(limit): \(lost) lost")
        // The end tells of an event that was dropped, and of nothing else.
        checks.expect((ended == .durable) == (lost == 0), "limit \(limit): the end is \(ended), \(lost) lost")
        checks.expect(found.count == taken + 1 - lost, "limit \(limit): \(found.count) of \(taken + 1) events")
        checks.expect(report.severity == nil, "limit \(limit): \(String(describing: report.severity))")
        checks.expect(writer.counters.written == found.count, "limit \(limit): counted \(writer.counters.written)")
        try FileManager.default.removeItem(atPath: root)
    }
    guard let library = interposer(in: work) else {
        return checks.result("\(last) places where the space ended, \(cut) lines cut; no C compiler for the rest")
    }
    let kept = try keepWhatCannotBeTakenBack(library, last, work, &checks)
    return checks.result(
        "\(last) places where the space ended, \(cut) lines cut; \(kept) of them again where none can be cut off"
    )
}

/// The same where what a short write left of a line can not be cut off again: it stays, and the next line begins
/// behind an end of it.
private func keepWhatCannotBeTakenBack(
    _ library: String,
    _ last: Int,
    _ work: WorkFolder,
    _ checks: inout Checks
) throws -> Int {
    var kept = 0
    for limit in stride(from: 1, through: last, by: max(1, last / 100)) {
        let folder = try WorkFolder(in: work.path)
        let child = try Child(
            ["fill", folder.path, "\(limit)"],
            environment: [
                "LD_PRELOAD": library, "FI_FN": "ftruncate", "FI_AT": "1", "FI_ERR": "\(EIO)", "FI_EVER": "1",
                "FI_UNDER": "\(folder.path)/", "FI_TELL": "1",
            ]
        )
        child.finish()
        let said = child.text
        guard child.status == 0, let written = value("written", said), let failed = value("failed", said) else {
            checks.expect(false, "limit \(limit), nothing cut off: exit \(child.status) \(said)")
            continue
        }
        if failed > 0 { kept += 1 }
        var valid = 0
        var corrupt = 0
        let job = SessionBuffer.folder(ofJob: theJob, in: folder.path)
        for file in try SessionBuffer.files(in: job) {
            let (found, report) = try read(file.path)
            valid += found.count
            corrupt += report.corruptLines
            checks.expect(!report.tailTruncated, "limit \(limit), nothing cut off: the tail is torn")
        }
        // A line of which only the end did not fit is whole after all.
        checks.expect(
            (written...written + failed).contains(valid),
            "limit \(limit), nothing cut off: \(valid) events, \(written) counted"
        )
        checks.expect(
            valid - written + corrupt == failed,
            "limit \(limit), nothing cut off: \(corrupt) parts of lines, \(failed) left"
        )
    }
    checks.expect(kept > 0, "no line had to be cut off")
    return kept
}

/// Writes until the space ends once, and goes on when there is some again.
func fillDisk(_ root: String, limit: Int) throws -> WriterCounters {
    setFileSizeLimit(UInt64(limit))
    let writer = try makeWriter(root, .lazy)
    var isFull = isDropped(writer.opening)
    while !isFull { isFull = isDropped(try writer.append(result(.v7()))) }
    setFileSizeLimit(nil)
    for _ in 0..<4 { _ = try writer.append(result(.v7())) }
    try writer.end(.completed)
    return writer.counters
}

private func isDropped(_ outcome: AppendOutcome) -> Bool {
    if case .dropped = outcome { true } else { false }
}

private func setFileSizeLimit(_ limit: UInt64?) {
    var now = rlimit()
    #if canImport(Glibc)
    let resource = __rlimit_resource_t(RLIMIT_FSIZE.rawValue)
    #else
    let resource = RLIMIT_FSIZE
    #endif
    getrlimit(resource, &now)
    now.rlim_cur = limit.map { rlim_t($0) } ?? now.rlim_max
    setrlimit(resource, &now)
}
