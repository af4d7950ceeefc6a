import JSONCore
import RecordLog

/// What an operator asks of any record, whatever its family.
protocol LoggedRecord: JSONRecord {
    /// The variant, or the nearest thing to it: `TOOL_RESULT`, `fill`, `plan`.
    var variant: String { get }
    /// Nil where the family's records say no time.
    var time: Timestamp? { get }
    /// The tool that a record of a tool call is about.
    var tool: String? { get }
    /// Where the record stands in its session, when the family numbers its records.
    var position: SessionPosition? { get }
    /// The rest of the line for people. Not safe for a terminal yet.
    var summary: String { get }
    /// What is worth adding up over a log, by name.
    var measures: [(name: String, value: Int)] { get }
}

struct SessionPosition: Hashable {
    var session: UUID128
    var number: Int
}

extension LoggedRecord {
    var tool: String? { nil }
    var position: SessionPosition? { nil }

    /// `2026-02-23T14:30:22Z  TOOL_RESULT  #14 …`, safe on a terminal.
    var line: String {
        let time = time?.description ?? "-"
        let number = position.map { "#\($0.number)  " } ?? ""
        return "\(time)  \(terminalSafe(variant))  \(number)\(terminalSafe(summary, limit: 400))"
    }
}

/// A family that the commands know.
protocol LoggedFamily: ViewableFamily where Record: LoggedRecord {
    /// As `LoggedRecord.position`, of a record of the newest version where it lies.
    static func position(of view: View) -> SessionPosition?
    /// The same of a line that gave no record.
    static func position(ofUnread line: LogLine<Record>) -> SessionPosition?
}

extension LoggedFamily {
    static func position(of view: View) -> SessionPosition? { nil }
    static func position(ofUnread line: LogLine<Record>) -> SessionPosition? { nil }
}
