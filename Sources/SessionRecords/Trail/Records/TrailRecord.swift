public import Digest
import JSONCore

/// One link of a task's chain of thoughts.
///
/// Its hash covers exactly `id`, `type`, `task_id`, `content`, `timestamp` and `prev_hash`. The session takes no part in
/// it, nor does the agent: those are covered by the root of a finalised session only.
public struct TrailRecord: Sendable {
    public var id: String
    public var type: String
    public var taskID: String
    public var agentID: String
    public var content: String
    /// RFC 3339, kept as text: it is part of the hash to the last digit.
    public var timestamp: String
    /// 64 lower-case hexadecimal digits; zeros in a task's first record.
    public var prevHash: String
    public var hash: String
    /// When the store took it in.
    public var createdAt: String?
    /// Nil for a record that is bound to no session, and never will be.
    public var sessionID: String?

    public init(
        id: String,
        type: String,
        taskID: String,
        agentID: String,
        content: String,
        timestamp: String,
        prevHash: String,
        hash: String,
        createdAt: String?,
        sessionID: String?
    ) {
        self.id = id
        self.type = type
        self.taskID = taskID
        self.agentID = agentID
        self.content = content
        self.timestamp = timestamp
        self.prevHash = prevHash
        self.hash = hash
        self.createdAt = createdAt
        self.sessionID = sessionID
    }

    /// What stands in `prev_hash` of a task's first record.
    public static let noPreviousHash = String(repeating: "0", count: 64)

    /// SHA-256 over the canonical JSON of the six fields.
    public var computedHash: SHA256Digest {
        var writer = JSONWriter(capacity: content.utf8.count + 512)
        // In the order of RFC 8785, which for these names is that of the alphabet.
        writer.raw("{\"content\":")
        writer.string(content)
        writer.raw(",\"id\":")
        writer.string(id)
        writer.raw(",\"prev_hash\":")
        writer.string(prevHash)
        writer.raw(",\"task_id\":")
        writer.string(taskID)
        writer.raw(",\"timestamp\":")
        writer.string(timestamp)
        writer.raw(",\"type\":")
        writer.string(type)
        writer.raw("}")
        return writer.withBytes { sha256($0) }
    }

    /// The record as one line of canonical JSON, without its newline: what a store keeps and what a session's tree has
    /// as its leaf.
    public var line: [UInt8] {
        var writer = JSONWriter(capacity: content.utf8.count + 768)
        writer.raw("{\"agent_id\":")
        writer.string(agentID)
        writer.raw(",\"content\":")
        writer.string(content)
        if let createdAt {
            writer.raw(",\"created_at\":")
            writer.string(createdAt)
        }
        writer.raw(",\"hash\":")
        writer.string(hash)
        writer.raw(",\"id\":")
        writer.string(id)
        writer.raw(",\"prev_hash\":")
        writer.string(prevHash)
        writer.raw(",\"session_id\":")
        if let sessionID { writer.string(sessionID) } else { writer.null() }
        writer.raw(",\"task_id\":")
        writer.string(taskID)
        writer.raw(",\"timestamp\":")
        writer.string(timestamp)
        writer.raw(",\"type\":")
        writer.string(type)
        writer.raw("}")
        return writer.bytes
    }
}

extension TrailRecord: Hashable {
    /// By bytes: Swift holds some texts equal whose hashes differ.
    public static func == (left: TrailRecord, right: TrailRecord) -> Bool {
        left.line == right.line
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(line)
    }
}
