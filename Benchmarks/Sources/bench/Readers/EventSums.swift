import JSONCore
import RecordLog
import Records

// What every reader adds up, in whatever language, so that nobody wins by not looking: for each event its seq, seconds
// since 1970, the low half of its job_id, and the numbers and UTF-8 lengths below. Sums wrap at 64 bits.

extension Tally {
    mutating func add(_ value: Int) {
        checksum &+= UInt64(bitPattern: Int64(value))
    }

    mutating func add(_ text: String) {
        checksum &+= UInt64(text.utf8.count)
    }

    mutating func add(_ text: TextView) {
        checksum &+= UInt64(text.withUTF8 { $0.count })
    }

    mutating func add(_ seq: Int, _ timestamp: Timestamp, _ job: UUID128) {
        records += 1
        add(seq)
        add(Int(timestamp.secondsSinceEpoch))
        checksum &+= job.low
    }

    // Records and views are handed on rather than copied (`consume`): a copy has to count one more reference to each text.
    @inline(__always)
    mutating func add(_ event: consuming SessionEvent.Event) {
        add(event.seq, event.timestamp, event.jobID)
        switch consume event {
        case .sessionStart(let event): add(event.podName)
        case .checkpointLoaded(let event): add(event.stepIndex ?? 0)
        case .llmRequest(let event):
            add(event.model)
            add(event.stepIndex &+ (event.messageCount ?? 0))
        case .llmResponse(let event): add(event.promptTokens &+ event.completionTokens &+ (event.durationMs ?? 0))
        case .toolStart(let event):
            add(event.toolName)
            if let summary = event.inputSummary { add(summary) }
            checksum &+= event.invocationID.low
        case .toolResult(let event):
            add(event.durationMs &+ (event.success ? 1 : 0))
            if let summary = event.resultSummary { add(summary) }
        case .checkpointWritten(let event): add(event.checkpointSizeBytes ?? 0)
        case .sessionEnd(let event): add(event.totalEvents)
        }
    }

    @inline(__always)
    mutating func add(_ view: consuming SessionEvent.View) {
        switch consume view {
        case .v1(let event): add(event)
        }
    }

    @inline(__always)
    mutating func add(_ event: consuming SessionEvent.V1.Event.View) {
        switch consume event {
        case .sessionStart(let event):
            add(event.seq, event.timestamp, event.jobID)
            add(event.podName)
        case .checkpointLoaded(let event):
            add(event.seq, event.timestamp, event.jobID)
            add(event.stepIndex ?? 0)
        case .llmRequest(let event):
            add(event.seq, event.timestamp, event.jobID)
            add(event.model)
            add(event.stepIndex &+ (event.messageCount ?? 0))
        case .llmResponse(let event):
            add(event.seq, event.timestamp, event.jobID)
            add(event.promptTokens &+ event.completionTokens &+ (event.durationMs ?? 0))
        case .toolStart(let event):
            add(event.seq, event.timestamp, event.jobID)
            add(event.toolName)
            if let summary = event.inputSummary { add(summary) }
            checksum &+= event.invocationID.low
        case .toolResult(let event):
            add(event.seq, event.timestamp, event.jobID)
            add(event.durationMs &+ (event.success ? 1 : 0))
            if let summary = event.resultSummary { add(summary) }
        case .checkpointWritten(let event):
            add(event.seq, event.timestamp, event.jobID)
            add(event.checkpointSizeBytes ?? 0)
        case .sessionEnd(let event):
            add(event.seq, event.timestamp, event.jobID)
            add(event.totalEvents)
        }
    }
}
