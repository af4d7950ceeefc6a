import JSONCore
import RecordLog

/// What can still be told of an event that gave no record: of a type or version that this build does not know, or one
/// that breaks its schema. New types need no new version, so a session of a newer build may hold some.
public struct UnreadEvent: Sendable, Hashable {
    public var type: String?
    public var jobID: UUID128?
    public var sessionID: UUID128?
    public var seq: Int?

    /// Nil for a line that gave a record, and for one that is no object with the guaranteed fields.
    public init?<Record>(_ line: LogLine<Record>) {
        guard let text = line.unreadText, let fields = try? JSONValue(parsing: Array(text.utf8)) else { return nil }
        type = fields["type"]?.string
        jobID = fields["job_id"]?.string.flatMap { UUID128($0) }
        sessionID = fields["session_id"]?.string.flatMap { UUID128($0) }
        if case .number(let number)? = fields["seq"], let value = number.int64, value >= 0 { seq = Int(exactly: value) }
    }
}
