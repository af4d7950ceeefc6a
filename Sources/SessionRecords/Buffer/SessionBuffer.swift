import JSONCore
import RecordLog

/// The session buffer: one file of events for each execution of a job.
///
/// `<root>/<job_id>/session_<time>_<pod>.jsonl`
public enum SessionBuffer {
    /// Who executes what, and where.
    public struct Session: Sendable, Hashable {
        public var jobID: UUID128
        public var agentID: UUID128
        public var podName: String
        /// The task queue's own id for this execution.
        public var workerJobID: String?

        public init(jobID: UUID128, agentID: UUID128, podName: String, workerJobID: String? = nil) {
            self.jobID = jobID
            self.agentID = agentID
            self.podName = podName
            self.workerJobID = workerJobID
        }
    }

    /// The folder of a job's sessions.
    public static func folder(ofJob jobID: UUID128, in root: String) -> String {
        "\(root)/\(escapedName(jobID.description))"
    }
}

/// What an agent's definition says of its buffer: `{"buffer_flush_mode": "paranoid"}`.
public struct BufferConfiguration: Sendable, Hashable, Codable {
    public var flushMode: FlushMode

    public init(flushMode: FlushMode = .default) {
        self.flushMode = flushMode
    }

    enum CodingKeys: String, CodingKey {
        case flushMode = "buffer_flush_mode"
    }

    /// A configuration without the key has the default mode; an unknown mode is an error, not the default.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        flushMode = try container.decodeIfPresent(FlushMode.self, forKey: .flushMode) ?? .default
    }

    /// Reads the configuration from an agent's definition; other keys in it are other people's.
    public init(_ definition: JSONValue) throws(UnknownFlushMode) {
        guard case .object(let object) = definition, let mode = object["buffer_flush_mode"] else {
            self.init()
            return
        }
        guard case .string(let name) = mode, let known = FlushMode(rawValue: name) else {
            throw UnknownFlushMode(value: mode)
        }
        self.init(flushMode: known)
    }
}

public struct UnknownFlushMode: Error, Sendable, Hashable, CustomStringConvertible {
    public var value: JSONValue

    public var description: String {
        "buffer_flush_mode is \(terminalSafe(value.jsonText)); it can be default, paranoid or lazy"
    }
}
