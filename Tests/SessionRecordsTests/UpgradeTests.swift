import Foundation
import JSONCore
import RecordLog
import Testing

@testable import SessionRecords

@Suite struct UpgradeTests {
    let base =
        #""timestamp":"2026-02-23T14:30:22Z","job_id":"01956a3b-7c4d-7e8f-9a1b-2c3d4e5f6789","session_id":"01956a3b-7c4d-7e8f-9a1b-2c3d4e5f0000""#

    @Test func anOldFileIsRewrittenBesideItself() throws {
        let folder = try TemporaryFolder()
        let lines = [
            #"{"type":"SESSION_START",\#(base),"seq":0,"buffer_schema_version":1,"agent_id":"01956a3b-7c4d-7e8f-9a1b-2c3d4e5f0001","pod_name":"p"}"#,
            #"{"type":"LLM_RESPONSE",\#(base),"seq":1,"step_index":0,"prompt_tokens":7,"completion_tokens":9,"finish_reason":"end_turn","x":1}"#,
            "", "garbage", #"{"type":"FROM_THE_FUTURE",\#(base),"y":[1]}"#,
            #"{"type":"LLM_RESPONSE",\#(base),"seq":-2}"#, #"{"type":"TOOL_RES"#,
        ]
        let path = try folder.write("old.jsonl", Array(lines.joined(separator: "\n").utf8))
        let before = try folder.bytes("old.jsonl")
        let summary = try upgradeLog(at: path, as: BufferEvent.self)
        #expect(summary.read == 6)
        #expect(summary.upgraded == 2)
        #expect(summary.kept == 1)
        #expect(summary.rejected == 3)
        #expect(try folder.bytes("old.jsonl") == before)
        var versions: [Int] = []
        var usage: BufferEvent.Usage?
        for line in try RecordLog<BufferEvent>(readingFrom: summary.output) {
            guard case .record(let event, let origin) = line else { continue }
            versions.append(origin.version)
            if case .llmResponse(let response) = event { usage = response.usage }
        }
        #expect(versions == [2, 2])
        #expect(usage?.inputTokens == 7)
        #expect(usage?.outputTokens == 9)
        #expect(try folder.text("old+v2.jsonl").contains(#""x":1"#))
        #expect(try folder.text("old+v2.jsonl").contains("FROM_THE_FUTURE"))
        let rejects = try folder.text("old+v2-rejects.jsonl").split(separator: "\n")
        #expect(rejects.count == 3)
        #expect(rejects[0].hasPrefix(#"{"line":4,"#))
        #expect(throws: LogError.self) { try upgradeLog(at: path, as: BufferEvent.self) }
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == [
                "old+v2-rejects.jsonl", "old+v2.jsonl", "old.jsonl",
            ]
        )
    }

    private var start: String {
        #"{"type":"SESSION_START",\#(base),"seq":0,"buffer_schema_version":1,"agent_id":"01956a3b-7c4d-7e8f-9a1b-2c3d4e5f0001","pod_name":"p"}"#
    }

    private func response(_ seq: Int) -> String {
        #"{"type":"LLM_RESPONSE",\#(base),"seq":\#(seq),"step_index":0,"prompt_tokens":7,"completion_tokens":9,"finish_reason":"end_turn"}"#
    }

    /// Without their header they would read as version 1.
    @Test(arguments: [true, false])
    func linesThatWouldReadAsAnotherVersionAreRejected(_ hasBrokenHeader: Bool) throws {
        let folder = try TemporaryFolder()
        let header = hasBrokenHeader ? [start.replacing(#""pod_name":"p""#, with: #""pod_name":7"#)] : []
        let lines = header + [response(1), response(2), start, response(3)]
        let path = try folder.write("old.jsonl", Array((lines.joined(separator: "\n") + "\n").utf8))
        let summary = try upgradeLog(at: path, as: BufferEvent.self)
        #expect(summary.upgraded == 2)
        #expect(summary.rejected == header.count + 2)
        var versions: [Int] = []
        for line in try RecordLog<BufferEvent>(readingFrom: summary.output) {
            guard case .record(_, let origin) = line else {
                Issue.record("\(line)")
                continue
            }
            versions.append(origin.version)
        }
        #expect(versions == [2, 2])
        #expect(try folder.text("old+v2-rejects.jsonl").contains("no header before it"))
    }

    @Test(arguments: ["old+v2.jsonl", "old+v2-rejects.jsonl"])
    func aNameThatIsTakenIsToldBeforeAnythingIsRead(_ name: String) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("old.jsonl", Array((start + "\ngarbage\n" + response(1) + "\n").utf8))
        _ = try folder.write(name, [])
        var told = 0
        #expect(throws: LogError.self) { try upgradeLog(at: path, as: BufferEvent.self) { _ in told += 1 } }
        #expect(told == 0)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == [name, "old.jsonl"].sorted()
        )
    }

    /// Killed when the rejects had their name and the log had not, and at any time before.
    @Test func whatAKilledUpgradeLeftIsInNobodysWay() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("old.jsonl", Array((start + "\ngarbage\n").utf8))
        let rejects = try folder.write("old+v2-rejects.jsonl", Array("half\n".utf8))
        #expect(link(rejects, folder.file(".old+v2-rejects.jsonl.17")) == 0)
        try folder.write(".old+v2.jsonl.18446744073709551615", [])
        try folder.write(".old+v2.jsonl.notes", [])
        let summary = try upgradeLog(at: path, as: BufferEvent.self)
        #expect(summary.upgraded == 1 && summary.rejected == 1)
        #expect(try folder.text("old+v2-rejects.jsonl").contains("garbage"))
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == [
                ".old+v2.jsonl.notes", "old+v2-rejects.jsonl", "old+v2.jsonl", "old.jsonl",
            ]
        )
        // Killed after that, when only the second names were left.
        #expect(link(rejects, folder.file(".old+v2-rejects.jsonl.17")) == 0)
        #expect(throws: LogError(.create, folder.file("old+v2.jsonl"), .exists)) {
            try upgradeLog(at: path, as: BufferEvent.self)
        }
        #expect(try folder.text("old+v2-rejects.jsonl").contains("garbage"))
    }

    @Test func aLogThatIsWrittenIsRefused() throws {
        let folder = try TemporaryFolder()
        let writer = try SessionBuffer.Writer(in: folder.path, session: .test)
        #expect(throws: LogError(.read, writer.path, LogError.Cause.inUse)) {
            try upgradeLog(at: writer.path, as: BufferEvent.self)
        }
        try writer.end(.completed)
        #expect(try upgradeLog(at: writer.path, as: BufferEvent.self).upgraded == 2)
        #expect(try SessionBuffer.files(in: splitPath(writer.path).folder).count == 1)
    }

    @Test func rejectsDoNotOutliveAnUpgradeThatFailed() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("old.jsonl", Array((start + "\ngarbage\n" + response(1) + "\n").utf8))
        #expect(throws: LogError.self) {
            try upgradeLog(at: path, as: BufferEvent.self) { _ in
                // Somebody takes the name meanwhile.
                _ = FileManager.default.createFile(atPath: folder.file("old+v2.jsonl"), contents: nil)
            }
        }
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["old+v2.jsonl", "old.jsonl"]
        )
    }

    @Test func retentionLeavesWhatAnUpgradeIsWriting() throws {
        struct Gone: JobStates {
            func state(ofJob jobID: String) -> JobState { .deleted }
        }
        let folder = try TemporaryFolder()
        let job = folder.file("sessions/job")
        try FileManager.default.createDirectory(atPath: job, withIntermediateDirectories: true)
        let path = "\(job)/session_20260223T143022Z_pod.jsonl"
        try (start + "\n").write(toFile: path, atomically: false, encoding: .utf8)
        var summary = PruneSummary(isDryRun: false)
        _ = try upgradeLog(at: path, as: BufferEvent.self) { _ in
            do {
                summary = try SessionBuffer.prune(root: folder.file("sessions"), states: Gone())
            } catch {
                Issue.record(error)
            }
        }
        #expect(summary.deletedFiles.count == 1)
        #expect(summary.kept.values.map { $0 } == [.inUse, .inUse])
    }
}
