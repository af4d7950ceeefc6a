import JSONCore
import RecordLog

/// Where a job resumes, and which tool calls of the step need not be made again.
public struct RecoveryPlan: Sendable {
    /// The checkpoint that decides, nil on a job's first execution.
    public var checkpoint: Checkpoint?
    /// The step to execute: the one after the checkpoint's, or 0.
    public var stepIndex: Int
    public var buffer: BufferUse

    /// Results of tool calls that were made after the checkpoint, by invocation; empty when the buffer is not used.
    public var skipList: [UUID128: BufferEvent.ToolResult] {
        if case .used(let evidence) = buffer { evidence.completed } else { [:] }
    }
}

/// What the previous session's buffer contributes.
public enum BufferUse: Sendable {
    case used(BufferEvidence)
    /// The checkpoint alone decides; the step is executed from its beginning.
    case fallback(RecoveryFallback)
}

/// What stands in a buffer after the marker of the checkpoint that the job resumes from.
public struct BufferEvidence: Sendable {
    /// The files of the session, in the order in which they were written.
    public var paths: [String]
    public var integrity: IntegrityReport
    public var completed: [UUID128: BufferEvent.ToolResult]
    /// Calls that were started and may or may not have had their effect: ask the tool before calling again.
    public var unresolved: [BufferEvent.ToolStart]
    /// Positions that are missing: events that were lost.
    public var gaps: [ClosedRange<Int>]
    /// Whether there are more gaps than `gaps` tells.
    public var gapsAreCut: Bool
    /// Positions that more than one event has, other than by writing again after a failed flush; at most 100. Not the
    /// session's writer alone wrote there, and all of these events are used.
    public var repeated: [Int]
}

/// Why the buffer is not used.
public enum RecoveryFallback: Sendable, Hashable {
    /// There is no checkpoint: this is the job's first execution.
    case firstExecution
    case noFolder
    case noFiles
    case unreadable(LogError)
    case empty(path: String)
    /// More than one line in ten is corrupt.
    case tooCorrupt(path: String, ratio: Double)
    /// No checkpoint was taken in the latest session, or its marker is missing.
    case noMarker(path: String)
    /// The latest session's last marker is of a version that this build does not know, or breaks its schema: which
    /// checkpoint it is of cannot be relied on.
    case unreadableMarker(path: String, line: Int)
    /// The latest session's last marker is of another checkpoint: the buffer is stale.
    case otherCheckpoint(path: String, found: UUID128)
}

extension RecoveryFallback: CustomStringConvertible {
    public var description: String {
        switch self {
        case .firstExecution: "there is no checkpoint: first execution"
        case .noFolder: "the job has no buffer folder"
        case .noFiles: "the job's buffer folder holds no session"
        case .unreadable(let error): "the buffer cannot be read: \(error)"
        case .empty(let path): "the buffer \(terminalSafe(path)) is empty"
        case .tooCorrupt(let path, let ratio):
            "\(Int((ratio * 100).rounded())) % of the lines of \(terminalSafe(path)) are corrupt"
        case .noMarker(let path): "\(terminalSafe(path)) holds no CHECKPOINT_WRITTEN"
        case .unreadableMarker(let path, let line):
            "the last CHECKPOINT_WRITTEN in \(terminalSafe(path)), line \(line), cannot be read"
        case .otherCheckpoint(let path, let found):
            "the last checkpoint in \(terminalSafe(path)) is \(found), not the one that the job resumes from"
        }
    }
}
