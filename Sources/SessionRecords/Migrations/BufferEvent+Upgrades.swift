import RecordLog

extension BufferEvent {
    /// Version 1 counted two kinds of tokens in fields of their own.
    static func upgrade(_ old: V1.LLMResponse) throws -> V2.LLMResponse {
        try keeping(old.otherFields, newlyDeclared: ["usage"], carried: ["usage"]) { otherFields in
            V2.LLMResponse(
                timestamp: old.timestamp,
                jobID: old.jobID,
                sessionID: old.sessionID,
                seq: old.seq,
                stepIndex: old.stepIndex,
                usage: V2.Usage(inputTokens: old.promptTokens, outputTokens: old.completionTokens),
                finishReason: try upgrade(old.finishReason),
                toolUseCount: old.toolUseCount,
                durationMs: old.durationMs,
                otherFields: otherFields
            )
        }
    }
}
