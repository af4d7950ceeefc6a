/// When what was appended is made durable.
///
/// An append always returns after its `write`: what was appended survives the process. These modes say what survives
/// the machine, and when the caller waits for the disk.
public enum FlushMode: String, Sendable, Hashable, Codable, CaseIterable {
    /// At flush points: a flush waits for the disk, an append does not.
    case `default`
    /// After every record: every append waits for the disk.
    case paranoid
    /// At the close only: nothing else waits for the disk.
    case lazy
}

/// What a writer does after the disk refused to make something durable.
///
/// The refused pages may be gone, so neither trying again nor reading them back proves anything.
public enum LossPosture: String, Sendable, Hashable, Codable, CaseIterable {
    /// Go on in the same file and never again call anything in it durable.
    case report
    /// Keep what is not durable yet in memory, and write it into a fresh file beside when a flush fails; durable is
    /// then what the fresh file made so.
    case rewrite
}

public struct WriterOptions: Sendable {
    public var flushMode = FlushMode.default
    public var lossPosture = LossPosture.report
    /// How many bytes may wait for a `write`, so that a record that would not fit is dropped and counted; and how many
    /// may be kept for `LossPosture.rewrite`, beyond which a failed flush is a loss.
    public var queueLimit = 16 << 20
    /// What the writer has to say; called on the thread where it happened, outside of all locks and roles, so that it
    /// may append and flush itself.
    public var handler: (@Sendable (WriterMessage) -> Void)?

    public init(flushMode: FlushMode = .default, lossPosture: LossPosture = .report) {
        self.flushMode = flushMode
        self.lossPosture = lossPosture
    }
}

/// One line for the application's own log.
public struct WriterMessage: Sendable, Hashable {
    public enum Level: String, Sendable, Hashable {
        case debug, info, warn
    }

    public enum Event: Sendable, Hashable {
        /// Records are being dropped; told once until writing works again.
        case dropping(LogError)
        /// Writing works again; so many records were dropped in between.
        case resumed(dropped: Int)
        /// A flush failed: what was appended since the last one may not survive the machine.
        case durabilityLost(LogError)
        /// What was not durable was written again, into this file.
        case rewritten(path: String, records: Int)
        case closeFailed(LogError)
        /// A file or folder is larger than what its kind should grow to.
        case large(path: String, bytes: Int, limit: Int)
    }

    public var event: Event

    public init(_ event: Event) {
        self.event = event
    }

    public var level: Level {
        switch event {
        case .resumed, .rewritten: .info
        case .dropping, .durabilityLost, .closeFailed, .large: .warn
        }
    }
}

/// What a writer has done so far.
public struct WriterCounters: Sendable, Hashable {
    /// Records in the file, and their bytes with line ends.
    public var written = 0
    public var bytes = 0
    /// Records that are not in the file, because of the disk or a full queue.
    public var dropped = 0
    /// Records that break a rule of their schema, refused before a byte was written.
    public var refused = 0
    /// Records that were written a second time, into a fresh file.
    public var rewritten = 0
    /// Flushes that the disk acknowledged, and those that it did not. One that found no file to flush is none.
    public var flushes = 0
    public var failedFlushes = 0
    /// Failed calls that are no flush: opening, writing, inspecting, closing.
    public var failures = 0
    /// Records that the disk has acknowledged.
    public var durable = 0
    /// Whether something that was appended may be lost although its flush was asked for. Never taken back.
    public var durabilityLost = false

    public init() {}
}

/// What became of one record.
public enum AppendOutcome: Sendable, Hashable {
    /// It is in the file and survives the process.
    case written
    /// The disk acknowledged it.
    case durable
    /// It is in the file, and the disk refused to acknowledge it or something before it.
    case notDurable(LogError)
    /// It is not in the file.
    case dropped(LogError)
}

/// What a flush achieved.
public enum FlushOutcome: Sendable, Hashable {
    /// Every record since the flush before is in the file, and the disk has acknowledged them.
    case durable
    /// The mode flushes at the close only; or it is asked by a handler that the close itself has called.
    case postponed
    /// The disk refused, now or before, and then no later flush is durable either. Or records were dropped since the
    /// last flush that the disk acknowledged; the error is the last one's. Those this flush tells about, and where the
    /// disk acknowledged it, the next one speaks of what comes after it.
    case lost(LogError)
}
