import JSONCore
import RecordLog

/// Something that happened in a session, without what the writer knows by itself: the time, the ids, the position.
///
/// Texts may be of any length: they are cut to what the schema allows, and marked.
public enum Occurrence: Sendable, Hashable {
    /// What the session resumes from; nil on a job's first execution.
    case checkpointLoaded(id: UUID128?, stepIndex: Int?, schemaVersion: Int? = nil)
    case llmRequest(model: String, stepIndex: Int, promptHash: String? = nil, messageCount: Int? = nil)
    case llmResponse(
        stepIndex: Int,
        usage: BufferEvent.Usage,
        finishReason: BufferEvent.FinishReason,
        toolUseCount: Int? = nil,
        durationMs: Int? = nil
    )
    /// - isSideEffect: only a tool that says false is not waited for when its result is flushed.
    case toolStart(
        invocationID: UUID128,
        toolName: String,
        inputHash: String,
        inputSummary: String? = nil,
        isSideEffect: Bool? = nil
    )
    case toolResult(
        invocationID: UUID128,
        toolName: String,
        success: Bool,
        durationMs: Int,
        resultSummary: String? = nil,
        errorCode: String? = nil
    )
    case approvalRequested(action: String, tokenHash: String, routing: BufferEvent.Routing)
    case approvalDecided(
        tokenHash: String,
        decision: BufferEvent.Decision,
        decidedBy: String,
        decidedAt: Timestamp,
        reason: String? = nil
    )
    case stateTransition(from: BufferEvent.JobStatus, to: BufferEvent.JobStatus)
    case error(message: String, stack: String? = nil, errorClass: String? = nil, context: Members<JSONValue>? = nil)
}

/// What every event of a session begins with.
struct EventBase {
    var timestamp: Timestamp
    var jobID: UUID128
    var sessionID: UUID128
    var seq: Int
}

extension Occurrence {
    /// How many code points the schema allows; a test compares these with what the generated writers accept.
    static let inputSummaryLimit = 1024
    static let resultSummaryLimit = 4096
    static let messageLimit = 4096
    static let stackLimit = 8192
    static let reasonLimit = 1024

    /// Straight from here, without an event around it that would be copied.
    func write(_ base: EventBase, to out: inout JSONWriter) throws(RecordViolation) {
        let (time, job, session, seq) = (base.timestamp, base.jobID, base.sessionID, base.seq)
        switch self {
        case .checkpointLoaded(let id, let stepIndex, let version):
            try BufferEvent.CheckpointLoaded(
                timestamp: time,
                jobID: job,
                sessionID: session,
                seq: seq,
                checkpointID: id,
                stepIndex: stepIndex,
                schemaVersion: version.map { .value($0) } ?? .absent
            ).write(to: &out)
        case .llmRequest(let model, let stepIndex, let promptHash, let messageCount):
            try BufferEvent.LLMRequest(
                timestamp: time,
                jobID: job,
                sessionID: session,
                seq: seq,
                model: model,
                stepIndex: stepIndex,
                promptHash: promptHash,
                messageCount: messageCount
            ).write(to: &out)
        case .llmResponse(let stepIndex, let usage, let finishReason, let toolUseCount, let duration):
            try BufferEvent.LLMResponse(
                timestamp: time,
                jobID: job,
                sessionID: session,
                seq: seq,
                stepIndex: stepIndex,
                usage: usage,
                finishReason: finishReason,
                toolUseCount: toolUseCount,
                durationMs: duration
            ).write(to: &out)
        case .toolStart(let id, let name, let hash, let summary, let isSideEffect):
            try BufferEvent.ToolStart(
                timestamp: time,
                jobID: job,
                sessionID: session,
                seq: seq,
                invocationID: id,
                toolName: name,
                inputHash: hash,
                inputSummary: summary.map { cutText($0, to: Self.inputSummaryLimit).text },
                isSideEffect: isSideEffect
            ).write(to: &out)
        case .toolResult(let id, let name, let success, let duration, let summary, let errorCode):
            let cut = summary.map { cutText($0, to: Self.resultSummaryLimit) }
            try BufferEvent.ToolResult(
                timestamp: time,
                jobID: job,
                sessionID: session,
                seq: seq,
                invocationID: id,
                toolName: name,
                success: success,
                durationMs: duration,
                resultSummary: cut?.text,
                resultTruncated: cut?.wasCut,
                errorCode: errorCode.map { .value($0) } ?? .absent
            ).write(to: &out)
        case .approvalRequested(let action, let tokenHash, let routing):
            try BufferEvent.ApprovalRequested(
                timestamp: time,
                jobID: job,
                sessionID: session,
                seq: seq,
                action: action,
                tokenHash: tokenHash,
                routing: routing
            ).write(to: &out)
        case .approvalDecided(let tokenHash, let decision, let decidedBy, let decidedAt, let reason):
            try BufferEvent.ApprovalDecided(
                timestamp: time,
                jobID: job,
                sessionID: session,
                seq: seq,
                tokenHash: tokenHash,
                decision: decision,
                decidedBy: decidedBy,
                decidedAt: decidedAt,
                reason: reason.map { cutText($0, to: Self.reasonLimit).text }
            ).write(to: &out)
        case .stateTransition(let old, let new):
            try BufferEvent.StateTransition(
                timestamp: time,
                jobID: job,
                sessionID: session,
                seq: seq,
                oldStatus: old,
                newStatus: new
            ).write(to: &out)
        case .error(let message, let stack, let errorClass, let context):
            try BufferEvent.ErrorEvent(
                timestamp: time,
                jobID: job,
                sessionID: session,
                seq: seq,
                message: cutText(message, to: Self.messageLimit).text,
                stack: stack.map { cutText($0, to: Self.stackLimit).text },
                errorClass: errorClass,
                context: context
            ).write(to: &out)
        }
    }
}
