import Foundation
import JSONCore
import RecordLog
import Testing

@testable import SessionRecords

@Suite struct SessionLogTests {
    func run(
        _ outcome: IterateRun.Outcome,
        kind: IterateSession.Kind = .fill,
        prompt: String = "p",
        attempts: [IterateSession.Attempt] = [.init(iteration: 0, verdictKind: .accepted)]
    ) -> IterateRun {
        IterateRun(
            sessionID: "trace-1",
            daemon: "validatord",
            kind: kind,
            model: "m",
            provider: "ollama",
            prompt: prompt,
            maxIterations: 3,
            attempts: attempts,
            outcome: outcome,
            durationMilliseconds: 2840
        )
    }

    @Test func aRecordIsBuiltFromAnyOutcome() {
        let accepted = IterateSession.Record(of: run(.accepted(artifact: .bool(true)))) { $0 == .bool(true) }
        #expect(accepted.finalVerdict == .accepted)
        #expect(accepted.artifact == .bool(true))
        #expect(accepted.groundedInRoster == .value(true))
        #expect(accepted.iterations == 1)
        #expect(
            IterateSession.Record(of: run(.accepted(artifact: .null))) { _ in false }.groundedInRoster == .value(false)
        )
        #expect(
            IterateSession.Record(of: run(.accepted(artifact: .null), kind: .email)) { _ in true }.groundedInRoster
                == .null
        )
        #expect(IterateSession.Record(of: run(.accepted(artifact: .null))).groundedInRoster == .null)

        let rejected = IterateSession.Attempt(iteration: 0, verdictKind: .validationFailed, error: "consistency: x")
        let exhausted = IterateSession.Record(of: run(.exhausted, attempts: [rejected])) { _ in true }
        #expect(exhausted.finalVerdict == .maxIterExhausted)
        #expect(exhausted.artifact == nil)
        #expect(exhausted.groundedInRoster == .null)

        let failed = IterateSession.Record(of: run(.failed(error: "connection refused"), attempts: []))
        #expect(failed.finalVerdict == .infraError)
        #expect(failed.attempts.map(\.verdictKind) == [.infraError])
        #expect(failed.attempts[0].error == "connection refused")
    }

    @Test func thePromptIsCutToWhatTheSchemaAllows() throws {
        let record = IterateSession.Record(of: run(.exhausted, prompt: String(repeating: "é", count: 5000)))
        #expect(record.prompt.unicodeScalars.count == 4000)
        var out = JSONWriter()
        try record.write(to: &out)
        var over = record
        over.prompt += "x"
        #expect(throws: RecordViolation.self) { try over.write(to: &out) }
    }

    @Test func withoutAPathNothingHappens() throws {
        for path in [nil, ""] {
            let log = SessionLog(path: path)
            #expect(!log.isEnabled)
            #expect(try log.append(IterateSession.Record(of: run(.exhausted))) == nil)
            #expect(log.close() == .durable)
        }
    }

    @Test func manyTasksShareOneFile() async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("a/sessions.jsonl")
        let log = SessionLog(path: path)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<20 {
                group.addTask {
                    for index in 0..<50 {
                        let prompt = String(repeating: "p", count: (task * 50 + index) * 4)
                        try await log.append(IterateSession.Record(of: run(.exhausted, prompt: prompt)))
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(await log.close() == .durable)
        let report = try RecordLog<IterateSession>(readingFrom: path).integrity()
        #expect(report.validLines == 1000)
        #expect(report.nonconformingLines == 0)
        #expect(report.severity == nil)
    }

    @Test func rotationIsSurvived() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("s.jsonl")
        let log = SessionLog(path: path)
        let record = IterateSession.Record(of: run(.exhausted))
        for index in 0..<10 {
            try log.append(record)
            #expect(rename(path, "\(path).\(index)") == 0)
        }
        try log.append(record)
        truncate(path, 0)
        try log.append(record)
        #expect(log.flush() == .durable)
        for name in (0..<10).map({ "s.jsonl.\($0)" }) + ["s.jsonl"] {
            #expect(try RecordLog<IterateSession>(readingFrom: folder.file(name)).integrity().validLines == 1)
        }
        #expect(log.counters.written == 12)
    }
}
