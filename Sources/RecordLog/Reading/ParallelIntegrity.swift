import Dispatch

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

extension RecordLog {
    /// Smaller ranges than this are not worth a thread.
    private static var smallestRange: Int { 1 << 20 }

    /// The state of one file, its ranges read on all cores; the same report as `integrity()` gives.
    ///
    /// Lines of a range depend on the header before it. Nearly every log states its version once, on its first line,
    /// so that is what the ranges assume; a range for which the one before it ends differently is read again.
    public func integrity(cores: Int) -> IntegrityReport {
        guard cores > 1, case .file(let file, let from, _) = origin, let status = try? file.status() else {
            return integrity()
        }
        let end = status.size
        let count = Swift.min(cores * 4, (end - from) / Self.smallestRange)
        guard count > 1 else { return integrity() }

        let length = (end - from + count - 1) / count
        let ranges = (0..<count).map { index in
            // The last range reads to the end of the file as it is then, not as it was when we looked.
            (from: from + index * length, until: index == count - 1 ? .max : from + (index + 1) * length)
        }
        var first = makeIterator()
        _ = first.next()
        let assumed = first.statedVersion
        let results = gather(count: count, cores: cores) { index in
            Self.scan(
                file,
                ranges[index].from,
                ranges[index].until,
                index == 0 ? statedVersion : assumed,
                isFirst: index == 0,
                options
            )
        }

        var whole = RangeResult(report: IntegrityReport(), stated: statedVersion, lines: 0, broken: nil)
        for (index, result) in results.enumerated() {
            let fits = index == 0 || whole.stated == assumed
            whole.append(
                fits
                    ? result
                    : Self.scan(
                        file,
                        ranges[index].from,
                        ranges[index].until,
                        whole.stated,
                        isFirst: false,
                        options
                    )
            )
        }
        return whole.finished
    }

    /// Reads the lines that begin within a range; a range but the first starts after the first line end in it.
    private static func scan(
        _ file: OpenFile,
        _ from: Int,
        _ until: Int,
        _ version: Int?,
        isFirst: Bool,
        _ options: ReadingOptions
    ) -> RangeResult {
        var start = from
        if !isFirst {
            switch lineStart(in: file, atOrAfter: from) {
            case .success(let found): start = found
            case .failure(let error):
                return RangeResult(report: IntegrityReport(failure: error), stated: version, lines: 0, broken: nil)
            }
        }
        var lines = RawLines<Family>(
            .file(file, from: start, until: until),
            statedVersion: version,
            options: options
        )
        var result = RangeResult(report: IntegrityReport(), stated: version, lines: 0, broken: nil)
        while let line = lines.next() { result.count(line) }
        result.stated = lines.reader.statedVersion
        result.lines = lines.linesPassed
        result.report.failure = lines.failure
        return result
    }
}

/// What was found in one range of a file.
private struct RangeResult: Sendable {
    var report: IntegrityReport
    /// The version in force at the end.
    var stated: Int?
    /// How many lines, empty ones included.
    var lines: Int
    /// The last line that is not white space, when it is a broken one: a torn tail if nothing follows in any range.
    var broken: CorruptLine?

    mutating func count<Record>(_ line: LogLine<Record>) {
        settle()
        if case .corrupt(let line) = line, line.mayBeTorn {
            broken = line
        } else {
            report.count(line)
        }
    }

    mutating func append(_ next: RangeResult) {
        if next.report.totalLines > 0 || next.broken != nil { settle() }
        report.append(next.report, after: lines)
        if var line = next.broken {
            line.place.number += lines
            broken = line
        }
        stated = next.stated
        lines += next.lines
    }

    private mutating func settle() {
        if let line = broken { report.count(LogLine<Never>.corrupt(line)) }
        broken = nil
    }

    var finished: IntegrityReport {
        var report = report
        if let broken { report.count(LogLine<Never>.tornTail(broken)) }
        return report
    }
}

/// The offset of the first line that begins at or after an offset.
private func lineStart(in file: OpenFile, atOrAfter offset: Int) -> Result<Int, LogError> {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
    defer { buffer.deallocate() }
    // From one byte before: a line end right there means that a line begins exactly at the offset.
    var position = max(offset - 1, 0)
    do throws(SystemError) {
        while true {
            let count = try SystemCall.read(file.descriptor, into: buffer, at: position)
            guard count > 0, let base = buffer.baseAddress else { return .success(position) }
            if let found = memchr(base, 0x0A, count) {
                return .success(position + (UnsafeMutableRawPointer(found) - base) + 1)
            }
            position += count
        }
    } catch {
        return .failure(LogError(.read, file.path, error))
    }
}

/// The states of several files, read side by side; in the order of the paths. What cannot be opened has a report too.
public func integrity<Family: RecordFamily>(
    of paths: [String],
    as family: Family.Type,
    options: ReadingOptions = ReadingOptions(),
    cores: Int = availableCores
) -> [IntegrityReport] {
    gather(count: paths.count, cores: cores) { index in
        do throws(LogError) {
            return try RecordLog<Family>(readingFrom: paths[index], options: options).integrity()
        } catch {
            return IntegrityReport(failure: error)
        }
    }
}

/// How many cores this process can use.
public var availableCores: Int {
    max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
}

/// Computes `count` values on up to `cores` threads, each taking the next that nobody took.
func gather<Value: Sendable>(count: Int, cores: Int, _ compute: @Sendable (Int) -> Value) -> [Value] {
    guard count > 0 else { return [] }
    let lock = Lock()
    nonisolated(unsafe) var taken = 0
    nonisolated(unsafe) var values = [Value?](repeating: nil, count: count)
    DispatchQueue.concurrentPerform(iterations: min(max(cores, 1), count)) { _ in
        while true {
            let index = lock.withLock {
                taken += 1
                return taken - 1
            }
            guard index < count else { return }
            let value = compute(index)
            lock.withLock { values[index] = value }
        }
    }
    return values.compactMap { $0 }
}
