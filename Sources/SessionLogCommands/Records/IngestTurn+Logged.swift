import JSONCore
import RecordLog
import SessionRecords

extension IngestTurn: LoggedFamily {}

extension IngestTurn.Record: LoggedRecord {
    var variant: String { session == nil ? "turn_without_session" : "turn" }
    var time: Timestamp? { nil }

    var summary: String {
        "\(session?.harnessID ?? "-")  \(session?.harnessSessionID ?? "-")  \(nodes.count) nodes"
    }

    var measures: [(name: String, value: Int)] {
        [
            ("nodes", nodes.count),
            ("input_tokens", nodes.reduce(0) { $0.addingClamped($1.inputTokens ?? 0) }),
            ("output_tokens", nodes.reduce(0) { $0.addingClamped($1.outputTokens ?? 0) }),
        ]
    }
}

extension Int {
    /// The sum, or the largest number there is: a log may say anything.
    func addingClamped(_ other: Int) -> Int {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other < 0 ? .min : .max) : sum
    }
}
