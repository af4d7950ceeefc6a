/// What a scan of a log found.
public struct LogScanResult<Tally: RecordTally>: Sendable {
    public var report: IntegrityReport
    public var tally: Tally

    @usableFromInline
    init(report: IntegrityReport, tally: Tally) {
        self.report = report
        self.tally = tally
    }
}

extension RecordLog where Family: ViewableFamily {
    /// Reads the whole log with all checks, for its state and what `tally` gathers.
    ///
    /// A file is read in parts on so many cores, with the same result as on one; a pipe on one. Memory does not grow
    /// with the log: a part is read only when those far before it were put together.
    ///
    /// Lines depend on the header before them. Nearly every log states its version once, on its first line, so that is
    /// what is assumed of each part; a part for which the one before it ends differently is read again.
    ///
    /// - Parameter progress: told now and then up to which offset the log was read; one call at a time, from any
    ///   thread.
    @inlinable
    public func scan<Tally: RecordTally>(
        into tally: Tally.Type,
        cores: Int = 1,
        progress: ((Int) -> Void)? = nil
    ) -> LogScanResult<Tally> where Tally.Family == Family {
        if let parts = LogParts(origin, cores: cores, options: options) {
            return scan(parts, into: tally, cores: cores, progress: progress)
        }
        var whole = PartScan<Tally>(stated: statedVersion)
        let source = LineSource(origin, maximumLineLength: options.maximumLineLength)
        _ = whole.read(source, options, endsAtLongLine: false, passed: progress)
        return LogScanResult(report: whole.finished, tally: whole.tally)
    }

    /// Reads the whole log for its state alone.
    @inlinable
    public func integrity(cores: Int = 1) -> IntegrityReport {
        scan(into: NoTally<Family>.self, cores: cores).report
    }

    @inlinable
    func scan<Tally: RecordTally>(
        _ parts: LogParts,
        into tally: Tally.Type,
        cores: Int,
        progress: ((Int) -> Void)?
    ) -> LogScanResult<Tally> where Tally.Family == Family {
        let assumed = AssumedVersion(firstStatedVersion)
        var whole = PartScan<Tally>(stated: statedVersion)
        inOrder(count: parts.count, cores: cores) { index in
            let version = index == 0 ? statedVersion : assumed.value
            return (version, read(parts, index, tally, version, alone: false))
        } take: { index, result in
            // What comes after an error was not read by one core either.
            if whole.report.failure != nil { return }
            if let part = result.1, index == 0 || whole.stated == result.0 {
                whole.append(part)
            } else {
                // With the version that is in force, and with all the memory that a long line may take: one at a time.
                assumed.value = whole.stated
                if let part = read(parts, index, tally, whole.stated, alone: true) { whole.append(part) }
            }
            progress?(parts.end(of: index))
        }
        return LogScanResult(report: whole.finished, tally: whole.tally)
    }

    /// Nil when the part holds a line that is too long to be read beside others.
    @inlinable
    func read<Tally: RecordTally>(
        _ parts: LogParts,
        _ index: Int,
        _ tally: Tally.Type,
        _ version: Int?,
        alone: Bool
    ) -> PartScan<Tally>? where Tally.Family == Family {
        var part = PartScan<Tally>(stated: version)
        let bound = alone ? options.maximumLineLength : Swift.min(options.maximumLineLength, LogParts.longLine)
        switch parts.source(of: index, maximumLineLength: bound) {
        case .success(let source):
            guard let source else { return part }
            let isWhole = part.read(
                source,
                options,
                endsAtLongLine: bound < options.maximumLineLength,
                passed: nil
            )
            return isWhole ? part : nil
        case .failure(let error):
            part.report.failure = error
            return part
        }
    }

    /// What the first line states.
    @usableFromInline
    var firstStatedVersion: Int? {
        var iterator = makeIterator()
        _ = iterator.next()
        return iterator.statedVersion
    }
}

/// The states of several files, read side by side; in the order of the paths. What cannot be opened has a report too.
@inlinable
public func integrity<Family: ViewableFamily>(
    of paths: [String],
    as family: Family.Type,
    options: ReadingOptions = ReadingOptions(),
    cores: Int = availableCores
) -> [IntegrityReport] {
    var reports: [IntegrityReport] = []
    inOrder(count: paths.count, cores: cores) { index in
        do throws(LogError) {
            return try RecordLog<Family>(readingFrom: paths[index], options: options).integrity()
        } catch {
            return IntegrityReport(failure: error)
        }
    } take: { _, report in
        reports.append(report)
    }
    return reports
}
