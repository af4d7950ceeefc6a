import JSONCore
import RecordLog
import SessionRecords

extension ThoughtRecord: LoggedFamily {}

extension ThoughtRecord.Record: LoggedRecord {
    var variant: String { type }
    var time: Timestamp? { timestamp }
    var summary: String { "task \(taskID)  agent \(agentID)  \(content)" }
    var measures: [(name: String, value: Int)] { [("bound_to_a_session", sessionID.value == nil ? 0 : 1)] }
}
