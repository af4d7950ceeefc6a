import Foundation
import JSONCore
import RecordLog
import Records
import SessionRecords

/// What it costs to append, beside a loop that only calls `write`, or `write` and `fdatasync`, with the same bytes.
///
/// The two take turns on files of the same disk, in slices, so that whatever else the machine does meets both; the
/// ratio is of medians.
func measureAppending(events path: String, in folder: String, rounds: Int) throws {
    // So few that they stay in the caches for both: an event that is appended was made a moment ago.
    let distinct = 500
    var events: [SessionEvent.Event] = []
    for line in try RecordLog<SessionEvent>(readingFrom: path) {
        if case .record(let event, _) = line { events.append(event) }
        if events.count == distinct { break }
    }
    guard events.count == distinct else { fail("\(path) has too few events: make the corpus larger") }
    // A log is written in the order of time.
    events.sort { $0.timestamp < $1.timestamp }
    var lines: [[UInt8]] = []
    for event in events {
        var writer = JSONWriter()
        try event.write(to: &writer)
        writer.newline()
        lines.append(writer.bytes)
    }
    let bytes = lines.reduce(0) { $0 + $1.count }
    let work = "\(folder)/append-\(getpid())"
    try? FileManager.default.removeItem(atPath: work)
    try FileManager.default.createDirectory(atPath: work, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: work) }

    try measureUnflushed(events, lines, bytes, work, rounds)
    try measureBuffer(lines.count, work, rounds)
    try measureFlushed(Array(events.prefix(200)), Array(lines.prefix(200)), work, rounds)
}

/// How often the events are appended between two looks at the clock.
private let passes = 40

/// Encode and append, nothing flushed.
private func measureUnflushed(
    _ events: [SessionEvent.Event],
    _ lines: [[UInt8]],
    _ bytes: Int,
    _ work: String,
    _ rounds: Int
) throws {
    let events = events.map(Box.init)
    var plain: [Double] = []
    var ours: [Double] = []
    for round in 0...rounds * 4 {
        let bare = try PlainFile("\(work)/plain-\(round)")
        plain.append(try nanoseconds { for _ in 0..<passes { for line in lines { try bare.append(line) } } })
        bare.remove()
        let file = "\(work)/ours-\(round)"
        let writer = try RecordWriter<SessionEvent>(creating: file, options: WriterOptions(flushMode: .lazy))
        ours.append(try nanoseconds { try append(events, to: writer, times: passes) })
        guard writer.counters.bytes == bytes * passes else {
            fail("\(writer.counters.bytes) of \(bytes) bytes were written")
        }
        unlink(file)
        _ = writer.close()
    }
    report("append", plain, ours, count: lines.count * passes, bytes: bytes * passes)
}

private func append(_ events: [Box<SessionEvent.Event>], to writer: RecordWriter<SessionEvent>, times: Int) throws {
    for _ in 0..<times {
        for event in events { try writer.append(event.content) }
    }
}

/// What is appended, each in an object of its own: out of an array it would be copied for each call, which is as dear as
/// half of its encoding, and nobody copies an event to append it.
private final class Box<Content> {
    let content: Content

    init(_ content: Content) {
        self.content = content
    }
}

/// The session buffer's writer, which stamps each event with the time besides.
private func measureBuffer(_ count: Int, _ work: String, _ rounds: Int) throws {
    let job = UUID128.v7()
    let calls = (0..<count).map { index in
        Box(
            Occurrence.toolResult(
                invocationID: .v7(),
                toolName: "shell.run",
                success: true,
                durationMs: index,
                resultSummary: String(repeating: "result ", count: 25)
            )
        )
    }
    var plain: [Double] = []
    var ours: [Double] = []
    var total = 0
    for round in 0...rounds * 4 {
        let writer = try SessionBuffer.Writer(
            in: "\(work)/buffers-\(round)",
            session: SessionBuffer.Session(jobID: job, agentID: job, podName: "pod"),
            options: WriterOptions(flushMode: .lazy)
        )
        ours.append(try nanoseconds { for _ in 0..<passes { for call in calls { try writer.append(call.content) } } })
        let text = [UInt8](try Data(contentsOf: URL(fileURLWithPath: writer.path)).prefix(count * 600))
        let lines = text.split(separator: 0x0A).dropFirst().prefix(count).map { Array($0) + [0x0A] }
        total = lines.reduce(0) { $0 + $1.count }
        unlink(writer.path)
        try writer.end(.completed)
        let bare = try PlainFile("\(work)/plain-\(round)")
        plain.append(try nanoseconds { for _ in 0..<passes { for line in lines { try bare.append(line) } } })
        bare.remove()
    }
    report("session buffer", plain, ours, count: count * passes, bytes: total * passes)
}

/// Each event durable before the next: alone, and with a hundred callers at once.
private func measureFlushed(
    _ events: [SessionEvent.Event],
    _ lines: [[UInt8]],
    _ work: String,
    _ rounds: Int
) throws {
    var plain: [Double] = []
    var ours: [Double] = []
    var group: [Double] = []
    let callers = 100
    let each = 20
    for round in 0...rounds {
        let bare = try PlainFile("\(work)/plain-\(round)")
        plain.append(
            try wallNanoseconds {
                for line in lines {
                    try bare.append(line)
                    fdatasync(bare.descriptor)
                }
            }
        )
        bare.remove()
        let path = "\(work)/ours-\(round)"
        let writer = try RecordWriter<SessionEvent>(creating: path, options: WriterOptions(flushMode: .paranoid))
        ours.append(try wallNanoseconds { for event in events { try writer.append(event) } })
        let crowd = try RecordWriter<SessionEvent>(
            creating: path + "-crowd",
            options: WriterOptions(flushMode: .paranoid)
        )
        group.append(
            wallNanoseconds {
                let done = DispatchSemaphore(value: 0)
                Task.detached {
                    await withTaskGroup(of: Void.self) { tasks in
                        for caller in 0..<callers {
                            tasks.addTask {
                                for index in 0..<each {
                                    _ = try? await crowd.append(events[(caller + index) % events.count])
                                }
                            }
                        }
                    }
                    done.signal()
                }
                done.wait()
            }
        )
        guard crowd.counters.durable == callers * each else { fail("not all was made durable") }
        _ = writer.close()
        _ = crowd.close()
        unlink(path)
        unlink(path + "-crowd")
    }
    report("append, flushed", plain, ours, count: lines.count, bytes: 0)
    let one = median(plain) / Double(lines.count)
    let shared = median(group) / Double(callers * each)
    print(
        String(
            format: "append, flushed, 100 callers\tplain %.0f ns\tours %.0f ns\tratio %.1f",
            one,
            shared,
            one / shared
        )
    )
}

private func report(_ name: String, _ plain: [Double], _ ours: [Double], count: Int, bytes: Int) {
    let (bare, mine) = (median(plain) / Double(count), median(ours) / Double(count))
    let size = bytes > 0 ? String(format: "\t%.0f bytes", Double(bytes) / Double(count)) : ""
    print(String(format: "\(name)\tplain %.0f ns\tours %.0f ns\tratio %.2f", bare, mine, bare / mine) + size)
    fflush(nil)
}

private func median(_ times: [Double]) -> Double {
    // The first warms up.
    let sorted = times.dropFirst().sorted()
    return sorted[sorted.count / 2]
}

/// Processor time, the kernel's share included: what is written stays in the page cache.
private func nanoseconds(_ body: () throws -> Void) rethrows -> Double {
    let start = processorNanoseconds()
    try body()
    return Double(processorNanoseconds() - start)
}

/// For what waits for the disk.
private func wallNanoseconds(_ body: () throws -> Void) rethrows -> Double {
    let time = try ContinuousClock().measure(body)
    return Double(time.components.seconds) * 1e9 + Double(time.components.attoseconds) / 1e9
}

/// A file that is written without any care.
private struct PlainFile {
    let path: String
    let descriptor: Int32

    init(_ path: String) throws {
        self.path = path
        descriptor = open(path, O_RDWR | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0o600)
        if descriptor < 0 { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    }

    @inline(__always)
    func append(_ line: [UInt8]) throws {
        let count = line.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        if count != line.count { throw POSIXError(.EIO) }
    }

    func remove() {
        close(descriptor)
        unlink(path)
    }
}
