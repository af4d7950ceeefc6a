import Foundation
import JSONCore
import Testing

@testable import RecordLog
@testable import SessionRecords

/// Which files a job's latest session is in, where the disk ended what the session went on in.
@Suite struct LatestSessionTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private var job: String { SessionBuffer.folder(ofJob: testJob, in: folder.path) }

    private func file(_ index: Int) -> String {
        "\(job)/session_20260223T143022Z_pod\(index == 0 ? "" : "+\(index)").jsonl"
    }

    private func write(_ text: String, _ index: Int) throws {
        try text.write(toFile: file(index), atomically: false, encoding: .utf8)
    }

    /// A session with a checkpoint and a result after it: its lines.
    private func session(_ checkpoint: UUID128, _ done: UUID128) throws -> [String] {
        let writer = try SessionBuffer.Writer(in: folder.path, session: .test)
        _ = writer.checkpoint(checkpoint, stepIndex: 0) { _ in }
        try writer.append(toolStart(done))
        try writer.append(toolResult(done))
        writer.flush()
        let text = try String(contentsOfFile: writer.path, encoding: .utf8)
        try FileManager.default.removeItem(atPath: writer.path)
        return text.split(separator: "\n").map { $0 + "\n" }
    }

    private func latest() throws -> [String]? {
        try SessionBuffer.latestSession(in: job, ReadingOptions())
    }

    /// A rewrite makes the file first and then writes into it; the machine may end in between.
    @Test(arguments: ["", "{\"type\":\"SESSION_START\",\"timest", "␀␀␀␀␀␀␀␀"])
    func `A file that a session never came to go on in costs no result`(left: String) throws {
        let left = left.replacing("␀", with: "\0")
        let (id, done) = (UUID128.v7(), UUID128.v7())
        let lines = try session(id, done)
        try write(lines.joined(), 0)
        try write(left, 1)
        #expect(try latest() == [file(0)])
        let checkpoint = Checkpoint(
            id: id,
            jobID: testJob,
            agentID: testAgent,
            stepIndex: 0,
            schemaVersion: 1,
            state: []
        )
        guard case .used(let evidence) = SessionBuffer.evidence(for: checkpoint, in: job) else {
            Issue.record("\(SessionBuffer.evidence(for: checkpoint, in: job))")
            return
        }
        #expect(Array(evidence.completed.keys) == [done] && !evidence.gapsAreCut)

        // And when it was tried again.
        try write(lines[0] + lines[3], 2)
        try write(left, 3)
        #expect(try latest() == [file(0), file(2)])
    }

    @Test func `A damaged header is not the only line that tells the session`() throws {
        let lines = try session(.v7(), .v7())
        try write(lines.joined(), 0)
        try write("\0\0\0\n" + lines[3], 1)
        #expect(try latest() == [file(0), file(1)])
        // What tells nothing and is not only a cut line is judged with the session.
        try write("garbage\nmore\n", 2)
        #expect(try latest() == [file(0), file(1), file(2)])
    }

    @Test func `Another session of the same second is another session`() throws {
        let (first, second) = (try session(.v7(), .v7()), try session(.v7(), .v7()))
        try write(first.joined(), 0)
        try write(second.joined(), 1)
        #expect(try latest() == [file(1)])
        try write("", 2)
        #expect(try latest() == [file(1)])
        try FileManager.default.removeItem(atPath: file(0))
        try FileManager.default.removeItem(atPath: file(1))
        #expect(try latest() == [file(2)])
    }

    // MARK: Retention

    private struct Ended: JobStates {
        func state(ofJob jobID: String) -> JobState { .deleted }
    }

    @Test func `What is deleted is deleted durably, or told`() throws {
        func prune(refusing refused: Set<String>, dryRun: Bool = false) throws -> (PruneSummary, [String]) {
            for job in ["a", "b"] {
                mkdir(folder.file(job), 0o700)
                try folder.write("\(job)/session_20260223T143022Z_pod.jsonl", [])
            }
            // Nothing in it goes, so nothing of it is flushed.
            mkdir(folder.file("c"), 0o700)
            try folder.write("c/notes.txt", [])
            try folder.write("b/notes.txt", [])
            let asked = AskedFolders()
            let summary = try Folder.$refusal.withValue({ folder in
                asked.add(folder)
                return refused.contains(folder) ? .io : nil
            }) { try SessionBuffer.prune(root: folder.path, states: Ended(), dryRun: dryRun) }
            return (summary, asked.folders)
        }
        let (dry, askedDry) = try prune(refusing: [], dryRun: true)
        #expect(dry.deletedFiles.count == 2 && askedDry.isEmpty)
        let (done, asked) = try prune(refusing: [])
        #expect(done.deletedFolders == ["a"] && done.deletedFiles.count == 2 && done.undurable.isEmpty)
        #expect(asked == [folder.file("a"), folder.file("b"), folder.path])
        let (refused, _) = try prune(refusing: [folder.file("b"), folder.path])
        let io = "\(SystemError.io)"
        #expect(refused.deletedFiles.count == 2 && refused.undurable == ["b": io, ".": io])
    }
}

private final class AskedFolders: @unchecked Sendable {
    private let lock = NSLock()
    private var asked: [String] = []

    func add(_ folder: String) { lock.withLock { asked.append(folder) } }
    var folders: [String] { lock.withLock { asked } }
}
