import JSONCore
import RecordLog
import SessionRecords

extension IterateSession: LoggedFamily {}

extension IterateSession.Record: LoggedRecord {
    var variant: String { kind.word }
    var time: Timestamp? { timestamp }

    var summary: String {
        "\(finalVerdict.word) after \(iterations) of \(maxIterations)  \(model)  \(sessionID)  \(durationMs) ms"
    }

    var measures: [(name: String, value: Int)] {
        [
            ("accepted", finalVerdict == .accepted ? 1 : 0), ("iterations", iterations), ("duration_ms", durationMs),
        ]
    }
}
