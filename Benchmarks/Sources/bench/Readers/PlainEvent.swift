import Foundation

/// An event as a Swift program without a generator writes it down: every variant's fields, and which of them are there.
struct PlainEvent: Codable {
    var type: String
    var timestamp: String
    var jobID: UUID
    var sessionID: UUID
    var seq: Int
    var bufferSchemaVersion: Int?
    var agentID: UUID?
    var podName: String?
    var workerJobID: String?
    var checkpointID: UUID?
    var stepIndex: Int?
    var schemaVersion: Int?
    var model: String?
    var promptHash: String?
    var messageCount: Int?
    var promptTokens: Int?
    var completionTokens: Int?
    var finishReason: String?
    var toolUseCount: Int?
    var durationMs: Int?
    var invocationID: UUID?
    var toolName: String?
    var inputHash: String?
    var inputSummary: String?
    var isSideEffect: Bool?
    var success: Bool?
    var resultSummary: String?
    var errorCode: String?
    var checkpointSizeBytes: Int?
    var reason: String?
    var totalEvents: Int?
    var finalStepIndex: Int?

    enum CodingKeys: String, CodingKey {
        case type, timestamp, seq, model, success, reason
        case jobID = "job_id"
        case sessionID = "session_id"
        case bufferSchemaVersion = "buffer_schema_version"
        case agentID = "agent_id"
        case podName = "pod_name"
        case workerJobID = "worker_job_id"
        case checkpointID = "checkpoint_id"
        case stepIndex = "step_index"
        case schemaVersion = "schema_version"
        case promptHash = "prompt_hash"
        case messageCount = "message_count"
        case promptTokens = "prompt_tokens"
        case completionTokens = "completion_tokens"
        case finishReason = "finish_reason"
        case toolUseCount = "tool_use_count"
        case durationMs = "duration_ms"
        case invocationID = "invocation_id"
        case toolName = "tool_name"
        case inputHash = "input_hash"
        case inputSummary = "input_summary"
        case isSideEffect = "is_side_effect"
        case resultSummary = "result_summary"
        case errorCode = "error_code"
        case checkpointSizeBytes = "checkpoint_size_bytes"
        case totalEvents = "total_events"
        case finalStepIndex = "final_step_index"
    }
}
