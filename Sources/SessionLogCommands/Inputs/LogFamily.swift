import CommandLineTool
import JSONCore
import RecordLog
import SessionRecords

/// The families that the commands know, by the names of their schemas.
enum LogFamily: String, CaseIterable {
    case bufferEvent = "buffer-event"
    case iterateSession = "iterate-session"
    case thoughtRecord = "thought-record"
    case ingestTurn = "ingest-turn"

    /// Tells a family by the fields that each of its records has.
    init?(ofRecord record: JSONObject) {
        if record["job_id"] != nil, record["type"] != nil {
            self = .bufferEvent
        } else if record["schema"]?.string?.hasPrefix("session.iterate.") == true {
            self = .iterateSession
        } else if record["prev_hash"] != nil, record["task_id"] != nil {
            self = .thoughtRecord
        } else if record["nodes"] != nil {
            self = .ingestTurn
        } else {
            return nil
        }
    }
}

let familyFlag = Flag(
    "--family",
    .choice(["auto"] + LogFamily.allCases.map(\.rawValue)),
    "What the log holds; told by its first lines, if not given."
)

/// Work that is done alike on logs of every family.
protocol FamilyTask {
    associatedtype Result
    func run<Family: LoggedFamily>(_ family: Family.Type, _ input: LogInput) throws(CommandFailure) -> Result
}

extension FamilyTask {
    func run(_ input: LogInput, _ arguments: Arguments) throws(CommandFailure) -> Result {
        switch try input.family(arguments) {
        case .bufferEvent: try run(BufferEvent.self, input)
        case .iterateSession: try run(IterateSession.self, input)
        case .thoughtRecord: try run(ThoughtRecord.self, input)
        case .ingestTurn: try run(IngestTurn.self, input)
        }
    }
}

extension LogInput {
    func family(_ arguments: Arguments) throws(CommandFailure) -> LogFamily {
        if let name = arguments[familyFlag], let family = LogFamily(rawValue: name) { return family }
        guard let file else {
            throw CommandFailure("what \(terminalSafe(shown)) holds cannot be looked at before: say it with --family")
        }
        // A log that was cut at its beginning still has whole records after that.
        var options = ReadingOptions()
        // A record that is longer does not tell its family any better.
        options.maximumLineLength = 1 << 20
        var reading = RecordLog<AnyRecord>(reading: file, options: options).makeIterator()
        for _ in 0..<1_000 {
            guard let line = reading.next() else {
                if let failure = reading.failure {
                    throw CommandFailure("cannot read \(terminalSafe(shown)): \(failure.cause)")
                }
                // An empty log is the same in every family, and so is one that was cut in its first line.
                let report = reading.report
                if report.totalLines == 0 || isCutFirstLine(report) { return .bufferEvent }
                break
            }
            if case .record(let record, _) = line, let family = LogFamily(ofRecord: record.fields) { return family }
        }
        throw CommandFailure(
            "\(terminalSafe(shown)) holds no record of a known family in its first lines: say with --family what it is"
        )
    }

    /// Whether the only line is what a crash left of a record: the beginning of one, or anything in a session's file.
    private func isCutFirstLine(_ report: IntegrityReport) -> Bool {
        guard report.totalLines == 1, report.tailTruncated else { return false }
        return report.troubles.first?.preview.utf8.first == UInt8(ascii: "{")
            || SessionFileName(parsing: lastName(shown)) != nil
    }
}
