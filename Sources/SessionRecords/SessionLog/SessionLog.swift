import RecordLog

/// The log of iterate sessions: one file that many tasks and many processes append whole records to.
///
/// Best effort: a caller gets its response whatever becomes of the log. Records are appended by one `write` each to a
/// file opened with O_APPEND, which local file systems keep whole; network file systems promise no such thing. A
/// rename, a removal and a truncation in place by a log rotator are followed; without a path nothing is written.
public final class SessionLog: Sendable {
    public let path: String?
    private let lines: LineWriter?
    private let flushMode: FlushMode

    /// - Parameter path: nil or empty for no log. The file and its folder are made with the first record.
    public init(path: String?, options: WriterOptions = WriterOptions(flushMode: .lazy)) {
        self.path = path?.isEmpty == false ? path : nil
        lines = self.path.map { LineWriter(SharedDestination(path: $0), options) }
        flushMode = options.flushMode
    }

    public var isEnabled: Bool { lines != nil }
    public var counters: WriterCounters { lines?.counters ?? WriterCounters() }

    /// Appends one record; nil without a path.
    ///
    /// - Throws: when the record breaks its schema; nothing of it was written.
    @discardableResult
    public func append(_ record: IterateSession.Record) throws(RecordViolation) -> AppendOutcome? {
        try lines?.append(flush: flushMode == .paranoid) { (out, _) throws(RecordViolation) in
            try IterateSession.write(record, to: &out)
        }
    }

    @discardableResult
    public func append(_ record: IterateSession.Record) async throws(RecordViolation) -> AppendOutcome? {
        try await lines?.append(flush: flushMode == .paranoid) { (out, _) throws(RecordViolation) in
            try IterateSession.write(record, to: &out)
        }
    }

    /// Makes durable what this process appended, in every mode.
    @discardableResult
    public func flush() -> FlushOutcome {
        lines?.flush() ?? .durable
    }

    @discardableResult
    public func flush() async -> FlushOutcome {
        await lines?.flush() ?? .durable
    }

    @discardableResult
    public func close() -> FlushOutcome {
        lines?.close() ?? .durable
    }

    @discardableResult
    public func close() async -> FlushOutcome {
        await lines?.close() ?? .durable
    }
}
