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
    return checks.result("\(last) places where the space ended, \(cut) lines cut")
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
