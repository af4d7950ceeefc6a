import JSONCore

/// Appends records of one family to a file of its own, from any thread or task.
///
/// Best effort: no disk error is thrown. What became of a record is its outcome, and all of them are counted. What is
/// thrown is the caller's own mistake, a record that breaks its schema, before a byte of it was written.
///
/// The functions without `async` wait on the calling thread; in a task the ones with `async` are taken, which wait
/// without holding a thread of the pool. The initializers wait as well, for the disk and for a lock; tasks begin with
/// `create` or `open`.
public final class RecordWriter<Family: RecordFamily>: Sendable {
    @usableFromInline let lines: LineWriter
    @usableFromInline let mode: FlushMode

    /// Makes a new file, for the owner alone, in a folder that is made where it is missing.
    ///
    /// - Throws: also when there is something of that name already.
    public init(creating path: String, options: WriterOptions = WriterOptions()) throws(LogError) {
        let file = try LineFile.create(path)
        let destination = ExclusiveDestination(continuing: file, keepsHeader: Family.hasHeader) { Self.path(path, $0) }
        lines = LineWriter(destination, options)
        mode = options.flushMode
    }

    /// Goes on at the end of a file that nobody else writes, or makes it. A torn last line is ended first.
    ///
    /// - Throws: also when another writer has the file open (`EAGAIN`).
    public init(appendingTo path: String, options: WriterOptions = WriterOptions()) throws(LogError) {
        let file = try LineFile.append(to: path, .exclusive)
        var header: [UInt8]?
        // Only then is there ever a second file, and a log may have to be read through for its header.
        if options.lossPosture == .rewrite, Family.hasHeader { header = try RecordLog<Family>.lastHeader(in: file) }
        let destination = ExclusiveDestination(
            continuing: file,
            keepsHeader: Family.hasHeader && (header != nil || file.size == 0),
            header: header
        ) { Self.path(path, $0) }
        lines = LineWriter(destination, options)
        mode = options.flushMode
    }

    /// As `init(creating:)`, for tasks: no thread of theirs waits for a disk.
    public static func create(
        _ path: String,
        options: WriterOptions = WriterOptions()
    ) async throws(LogError) -> RecordWriter {
        try await offPool {
            Result { () throws(LogError) in try RecordWriter(creating: path, options: options) }
        }
    }

    /// As `init(appendingTo:)`, for tasks: no thread of theirs waits for a disk or for another's lock.
    public static func open(
        appendingTo path: String,
        options: WriterOptions = WriterOptions()
    ) async throws(LogError) -> RecordWriter {
        try await offPool {
            Result { () throws(LogError) in try RecordWriter(appendingTo: path, options: options) }
        }
    }

    /// The n-th file: a fresh one after a lost flush lies beside the first, `log+1.jsonl` beside `log.jsonl`, where commands
    /// that are given the folder find it.
    static func path(_ path: String, _ index: Int) -> String {
        if index == 0 { return path }
        let end = path.hasSuffix(".jsonl") ? ".jsonl" : ""
        return "\(path.dropLast(end.utf8.count))+\(index)\(end)"
    }

    /// Appends one record. At a flush point, pass `flushing`: then the flush mode decides whether to wait for the disk.
    @inlinable
    @discardableResult
    public func append(_ record: Family.Record, flushing: Bool = false) throws(RecordViolation) -> AppendOutcome {
        try lines.append(flush: mode.flushes(at: flushing)) { (out, _) throws(RecordViolation) in
            try Family.write(record, to: &out)
        }
    }

    @inlinable
    @discardableResult
    public func append(
        _ record: Family.Record,
        flushing: Bool = false
    ) async throws(RecordViolation) -> AppendOutcome {
        try await lines.append(flush: mode.flushes(at: flushing)) { (out, _) throws(RecordViolation) in
            try Family.write(record, to: &out)
        }
    }

    /// Makes durable what was appended so far, unless the mode is lazy.
    @discardableResult
    public func flush() -> FlushOutcome {
        mode == .lazy ? .postponed : lines.flush()
    }

    @discardableResult
    public func flush() async -> FlushOutcome {
        mode == .lazy ? .postponed : await lines.flush()
    }

    /// Flushes in every mode, and closes. What is appended later is dropped and counted.
    @discardableResult
    public func close() -> FlushOutcome {
        lines.close()
    }

    @discardableResult
    public func close() async -> FlushOutcome {
        await lines.close()
    }

    public var counters: WriterCounters { lines.counters }
}

extension FlushMode {
    /// Whether an append waits for the disk.
    @inlinable
    public func flushes(at flushPoint: Bool) -> Bool {
        switch self {
        case .default: flushPoint
        case .paranoid: true
        case .lazy: false
        }
    }
}

extension RecordFamily {
    /// Whether a file of this family begins with a line that states the version of the others.
    static var hasHeader: Bool {
        for case .header in telling.rules { return true }
        return false
    }
}
