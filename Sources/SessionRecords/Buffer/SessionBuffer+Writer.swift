import JSONCore
import RecordLog

extension SessionBuffer {
    /// Writes one session's file, from `SESSION_START` at position 0 to `SESSION_END`.
    ///
    /// It never throws for the disk and never ends the session for it: outcomes, counters and the handler tell what
    /// was lost, and positions that are missing in the file show where. The only thing thrown is an event that breaks
    /// its schema, before a byte of it was written. What the caller waits for is what the flush mode says.
    ///
    /// Any thread or task may append; events stand in the file in the order in which they were taken.
    public final class Writer: Sendable {
        public let session: Session
        public let sessionID: UUID128
        public let flushMode: FlushMode
        /// What became of `SESSION_START`.
        public let opening: AppendOutcome
        private let lines: LineWriter
        private let destination: Destination
        private let clock: @Sendable () -> Timestamp
        private let harmless = InvocationSet()
        private let sizes: LargeSizes

        /// Starts a session: makes its file, and its folder where it is missing, and writes `SESSION_START`. It waits
        /// for the disk on the calling thread; in a task, take `start`.
        ///
        /// - Throws: when a field of the session breaks the schema. That the file cannot be made is no error: it is
        ///   tried again with each event.
        public init(
            in root: String,
            session: Session,
            options: WriterOptions = WriterOptions(),
            sessionIDs: SharedUUIDv7Generator = .process,
            clock: @escaping @Sendable () -> Timestamp = { Timestamp.now(fractionDigits: 6) }
        ) throws(RecordViolation) {
            self.session = session
            self.clock = clock
            sessionID = .v7(from: sessionIDs)
            flushMode = options.flushMode
            let start = clock()
            let folder = SessionBuffer.folder(ofJob: session.jobID, in: root)
            destination = Destination(
                ExclusiveDestination(keepsHeader: true, folderLinks: .refused) { index in
                    "\(folder)/\(SessionFileName(start: start, podName: session.podName, index: index).text)"
                }
            )
            lines = LineWriter(destination.files, options)
            sizes = LargeSizes(folder: folder)
            let sessionID = sessionID
            opening = try lines.append(flush: flushMode == .paranoid) { (out, position) throws(RecordViolation) in
                let event = BufferEvent.Event.sessionStart(
                    .init(
                        timestamp: start,
                        jobID: session.jobID,
                        sessionID: sessionID,
                        seq: position.sequence,
                        agentID: session.agentID,
                        podName: session.podName,
                        workerJobID: session.workerJobID.map { .value($0) } ?? .null
                    )
                )
                try event.write(to: &out)
            }
        }

        /// As the initializer, for tasks: no thread of theirs waits for the disk.
        public static func start(
            in root: String,
            session: Session,
            options: WriterOptions = WriterOptions(),
            sessionIDs: SharedUUIDv7Generator = .process,
            clock: @escaping @Sendable () -> Timestamp = { Timestamp.now(fractionDigits: 6) }
        ) async throws(RecordViolation) -> SessionBuffer.Writer {
            try await offPool {
                Result { () throws(RecordViolation) in
                    try SessionBuffer.Writer(
                        in: root,
                        session: session,
                        options: options,
                        sessionIDs: sessionIDs,
                        clock: clock
                    )
                }
            }
        }

        /// The file that is written at the moment, or would be.
        public var path: String { destination.files.path }
        public var counters: WriterCounters { lines.counters }

        /// Appends one event. The result of a tool is a flush point unless the tool said that it has no side effect.
        @discardableResult
        public func append(_ occurrence: Occurrence) throws(RecordViolation) -> AppendOutcome {
            let flush = flushMode.flushes(at: isFlushPoint(occurrence))
            var large: [WriterMessage.Event] = []
            let outcome = try lines.append(flush: flush) { (out, position) throws(RecordViolation) in
                try occurrence.write(base(position), to: &out)
                large = sizes.reached(position.bytes, path: path)
            }
            for event in large { lines.report(event) }
            return outcome
        }

        @discardableResult
        public func append(_ occurrence: Occurrence) async throws(RecordViolation) -> AppendOutcome {
            let flush = flushMode.flushes(at: isFlushPoint(occurrence))
            var large: [WriterMessage.Event] = []
            let outcome = try await lines.append(flush: flush) { (out, position) throws(RecordViolation) in
                try occurrence.write(base(position), to: &out)
                large = sizes.reached(position.bytes, path: path)
            }
            for event in large { lines.report(event) }
            return outcome
        }

        /// Makes durable what was appended so far, unless the mode is lazy.
        @discardableResult
        public func flush() -> FlushOutcome {
            flushMode == .lazy ? .postponed : lines.flush()
        }

        @discardableResult
        public func flush() async -> FlushOutcome {
            flushMode == .lazy ? .postponed : await lines.flush()
        }

        private func base(_ position: LinePosition) -> EventBase {
            EventBase(timestamp: clock(), jobID: session.jobID, sessionID: sessionID, seq: position.sequence)
        }

        private func isFlushPoint(_ occurrence: Occurrence) -> Bool {
            switch occurrence {
            case .toolStart(let id, _, _, _, let isSideEffect):
                if isSideEffect == false { harmless.insert(id) }
                return false
            case .toolResult(let id, _, _, _, _, _):
                return !harmless.remove(id)
            default:
                return false
            }
        }
    }
}

// MARK: Checkpoints

extension SessionBuffer {
    /// What came of a checkpoint that the store committed.
    public struct CheckpointOutcome: Sendable, Hashable {
        /// Whether all events between the flush before and the checkpoint were durable when it was stored.
        public var flushed: FlushOutcome
        /// What became of the marker. A missing marker costs the next session its skip list, nothing else.
        public var marker: AppendOutcome
    }
}

extension SessionBuffer.Writer {
    /// Takes a checkpoint in the one right order: flush, store, and the marker only when the store committed.
    ///
    /// - Parameter store: makes the checkpoint durable under the given id; what it throws is thrown on, and then no
    ///   marker is written.
    public func checkpoint<Failure: Error>(
        _ checkpointID: UUID128 = .v7(),
        stepIndex: UInt32,
        sizeBytes: UInt32? = nil,
        store: (UUID128) throws(Failure) -> Void
    ) throws(Failure) -> SessionBuffer.CheckpointOutcome {
        let flushed = flush()
        try store(checkpointID)
        do throws(RecordViolation) {
            let marker = try lines.append(flush: flushMode == .paranoid) { (out, position) throws(RecordViolation) in
                try markerEvent(checkpointID, stepIndex, sizeBytes, position).write(to: &out)
            }
            return SessionBuffer.CheckpointOutcome(flushed: flushed, marker: marker)
        } catch {
            return SessionBuffer.CheckpointOutcome(flushed: flushed, marker: refused(error))
        }
    }

    public func checkpoint<Failure: Error>(
        _ checkpointID: UUID128 = .v7(),
        stepIndex: UInt32,
        sizeBytes: UInt32? = nil,
        store: (UUID128) async throws(Failure) -> Void
    ) async throws(Failure) -> SessionBuffer.CheckpointOutcome {
        let flushed = await flush()
        try await store(checkpointID)
        do throws(RecordViolation) {
            let marker = try await lines.append(
                flush: flushMode == .paranoid
            ) { (out, position) throws(RecordViolation) in
                try markerEvent(checkpointID, stepIndex, sizeBytes, position).write(to: &out)
            }
            return SessionBuffer.CheckpointOutcome(flushed: flushed, marker: marker)
        } catch {
            return SessionBuffer.CheckpointOutcome(flushed: flushed, marker: refused(error))
        }
    }

    private func markerEvent(
        _ id: UUID128,
        _ stepIndex: UInt32,
        _ size: UInt32?,
        _ position: LinePosition
    ) -> BufferEvent.Event {
        let base = base(position)
        return .checkpointWritten(
            .init(
                timestamp: base.timestamp,
                jobID: base.jobID,
                sessionID: base.sessionID,
                seq: base.seq,
                checkpointID: id,
                stepIndex: Int(stepIndex),
                checkpointSizeBytes: size.map { Int($0) }
            )
        )
    }

    private func refused(_ violation: RecordViolation) -> AppendOutcome {
        .dropped(LogError(.write, path, .other(violation.description)))
    }
}

// MARK: The end

extension SessionBuffer.Writer {
    /// Writes `SESSION_END` with the number of events in the file, this one included, flushes and closes.
    ///
    /// - Throws: when the last step is negative; then the session is not ended.
    @discardableResult
    public func end(
        _ reason: BufferEvent.Reason,
        finalStepIndex: Int? = nil
    ) throws(RecordViolation) -> FlushOutcome {
        _ = lines.settle()
        _ = try lines.append(flush: false) { (out, position) throws(RecordViolation) in
            try ending(reason, finalStepIndex, position).write(to: &out)
        }
        return lines.close()
    }

    @discardableResult
    public func end(
        _ reason: BufferEvent.Reason,
        finalStepIndex: Int? = nil
    ) async throws(RecordViolation) -> FlushOutcome {
        _ = await lines.settle()
        _ = try await lines.append(flush: false) { (out, position) throws(RecordViolation) in
            try ending(reason, finalStepIndex, position).write(to: &out)
        }
        return await lines.close()
    }

    private func ending(
        _ reason: BufferEvent.Reason,
        _ finalStepIndex: Int?,
        _ position: LinePosition
    ) -> BufferEvent.Event {
        let base = base(position)
        return .sessionEnd(
            .init(
                timestamp: base.timestamp,
                jobID: base.jobID,
                sessionID: base.sessionID,
                seq: base.seq,
                reason: reason,
                totalEvents: position.sequence + 1 - position.dropped,
                finalStepIndex: finalStepIndex
            )
        )
    }
}

/// The destination is used under the writer's roles only; asking for its path is safe on its own.
private struct Destination: @unchecked Sendable {
    let files: ExclusiveDestination

    init(_ files: ExclusiveDestination) {
        self.files = files
    }
}

/// The invocations that said that they have no side effect and have not returned yet.
private final class InvocationSet: @unchecked Sendable {
    private let lock = Lock()
    @exclusivity(unchecked) private var ids: Set<UUID128> = []

    func insert(_ id: UUID128) {
        lock.withLock { _ = ids.insert(id) }
    }

    func remove(_ id: UUID128) -> Bool {
        // No hashing for the sessions, most of them, that have none.
        lock.withLock { !ids.isEmpty && ids.remove(id) != nil }
    }
}
