import JSONCore
import RecordLog
import SessionRecords

let testJob = UUID128(high: 0x0195_6a3b_7c4d_7e8f, low: 0x9a1b_2c3d_4e5f_6789)
let testAgent = UUID128(high: 0x0195_6a3b_7c4d_7e8f, low: 0x9a1b_2c3d_4e5f_0001)
let inputHash = String(repeating: "ab", count: 32)

extension SessionBuffer.Session {
    static let test = SessionBuffer.Session(jobID: testJob, agentID: testAgent, podName: "pod-abc12")
}

func toolStart(_ id: UUID128, sideEffect: Bool? = nil) -> Occurrence {
    .toolStart(invocationID: id, toolName: "search", inputHash: inputHash, isSideEffect: sideEffect)
}

func toolResult(_ id: UUID128, summary: String = "done") -> Occurrence {
    .toolResult(invocationID: id, toolName: "search", success: true, durationMs: 3, resultSummary: summary)
}

func events(_ path: String) throws -> [BufferEvent.Event] {
    try RecordLog<BufferEvent>(readingFrom: path).compactMap { line in
        if case .record(let event, _) = line { event } else { nil }
    }
}
