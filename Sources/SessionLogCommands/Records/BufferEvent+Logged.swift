import JSONCore
import RecordLog
import SessionRecords

extension BufferEvent: LoggedFamily {
    static func position(ofUnread line: LogLine<Event>) -> SessionPosition? {
        guard let event = UnreadEvent(line), let session = event.sessionID, let seq = event.seq else { return nil }
        return SessionPosition(session: session, number: seq)
    }

    static func position(of view: View) -> SessionPosition? {
        guard case .v2(let event) = view else { return nil }
        return switch event {
        case .sessionStart(let event): SessionPosition(session: event.sessionID, number: event.seq)
        case .checkpointLoaded(let event): SessionPosition(session: event.sessionID, number: event.seq)
        case .llmRequest(let event): SessionPosition(session: event.sessionID, number: event.seq)
        case .llmResponse(let event): SessionPosition(session: event.sessionID, number: event.seq)
        case .toolStart(let event): SessionPosition(session: event.sessionID, number: event.seq)
        case .toolResult(let event): SessionPosition(session: event.sessionID, number: event.seq)
        case .checkpointWritten(let event): SessionPosition(session: event.sessionID, number: event.seq)
        case .approvalRequested(let event): SessionPosition(session: event.sessionID, number: event.seq)
        case .approvalDecided(let event): SessionPosition(session: event.sessionID, number: event.seq)
        case .stateTransition(let event): SessionPosition(session: event.sessionID, number: event.seq)
        case .error(let event): SessionPosition(session: event.sessionID, number: event.seq)
        case .sessionEnd(let event): SessionPosition(session: event.sessionID, number: event.seq)
        }
    }
}

extension BufferEvent.Event: LoggedRecord {
    var variant: String {
        switch self {
        case .sessionStart: "SESSION_START"
        case .checkpointLoaded: "CHECKPOINT_LOADED"
        case .llmRequest: "LLM_REQUEST"
        case .llmResponse: "LLM_RESPONSE"
        case .toolStart: "TOOL_START"
        case .toolResult: "TOOL_RESULT"
        case .checkpointWritten: "CHECKPOINT_WRITTEN"
        case .approvalRequested: "APPROVAL_REQUESTED"
        case .approvalDecided: "APPROVAL_DECIDED"
        case .stateTransition: "STATE_TRANSITION"
        case .error: "ERROR"
        case .sessionEnd: "SESSION_END"
        }
    }

    var time: Timestamp? { timestamp }

    var position: SessionPosition? { SessionPosition(session: sessionID, number: seq) }

    var tool: String? {
        switch self {
        case .toolStart(let start): start.toolName
        case .toolResult(let result): result.toolName
        default: nil
        }
    }

    var summary: String {
        switch self {
        case .sessionStart(let event): "job \(event.jobID)  agent \(event.agentID)  pod \(event.podName)"
        case .checkpointLoaded(let event):
            event.checkpointID.map { "\($0), step \(event.stepIndex.map(String.init) ?? "-")" } ?? "none"
        case .llmRequest(let event): "step \(event.stepIndex)  \(event.model)"
        case .llmResponse(let event):
            "step \(event.stepIndex)  \(event.usage.inputTokens) tokens in, \(event.usage.outputTokens) out, "
                + event.finishReason.word
        case .toolStart(let event): "\(event.toolName)  \(event.invocationID)  \(event.inputSummary ?? "")"
        case .toolResult(let event):
            "\(event.toolName)  \(event.invocationID)  \(event.success ? "ok" : "failed") in \(event.durationMs) ms  "
                + (event.resultSummary ?? "")
        case .checkpointWritten(let event): "\(event.checkpointID), step \(event.stepIndex)"
        case .approvalRequested(let event): "\(event.action)  over \(event.routing.channel)"
        case .approvalDecided(let event): "\(event.decision.word) by \(event.decidedBy)"
        case .stateTransition(let event): "\(event.oldStatus.word) to \(event.newStatus.word)"
        case .error(let event): "\(event.errorClass.map { $0 + ": " } ?? "")\(event.message)"
        case .sessionEnd(let event): "\(event.reason.word) after \(event.totalEvents) events"
        }
    }

    var measures: [(name: String, value: Int)] {
        switch self {
        case .llmResponse(let event):
            [
                ("input_tokens", event.usage.inputTokens), ("output_tokens", event.usage.outputTokens),
                ("llm_ms", event.durationMs ?? 0),
            ]
        case .toolResult(let event): [("tool_failures", event.success ? 0 : 1), ("tool_ms", event.durationMs)]
        case .error: [("errors", 1)]
        default: []
        }
    }
}
