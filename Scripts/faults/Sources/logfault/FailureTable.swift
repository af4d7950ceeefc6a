import Foundation
import JSONCore
import RecordLog
import SessionRecords

/// One row: where the process dies, and what the next one must find.
private struct Row {
    var point: String
    var step: Int
    /// Whether the buffer is used, and how many results it saves.
    var skips: Int?
    var unresolved = 0
}

private let rows = [
    Row(point: "llm", step: 1, skips: 0),
    Row(point: "tool", step: 1, skips: 0, unresolved: 1),
    // The page cache survives the process: the result is there although nothing was flushed.
    Row(point: "result", step: 1, skips: 1),
    Row(point: "flushed", step: 1, skips: 1),
    // The checkpoint is durable, its marker is missing: the checkpoint alone decides.
    Row(point: "stored", step: 2, skips: nil),
    Row(point: "end", step: 2, skips: 0),
]

func showFailureTable(_ options: Options) throws -> ShowResult {
    var checks = Checks()
    for row in rows {
        let folder = try WorkFolder(in: options.work)
        let child = try Child(["die", folder.path, row.point])
        child.finish()
        let files = try SessionBuffer.files(in: SessionBuffer.folder(ofJob: theJob, in: "\(folder.path)/sessions"))
        checks.expect(files.count == 1, "\(row.point): \(files.count) files")
        guard let file = files.first else { continue }
        let (_, report) = try read(file.path)
        checks.expect(report.tailTruncated == (row.point == "end"), "\(row.point): torn \(report.tailTruncated)")
        let plan = try SessionBuffer.recover(
            jobID: theJob,
            agentID: agent,
            versions: 1...1,
            from: FileCheckpointStore(folder: "\(folder.path)/checkpoints"),
            buffersIn: "\(folder.path)/sessions"
        )
        checks.expect(plan.stepIndex == row.step, "\(row.point): resumes at step \(plan.stepIndex)")
        switch (plan.buffer, row.skips) {
        case (.used(let evidence), let skips?):
            checks.expect(evidence.completed.count == skips, "\(row.point): skips \(evidence.completed.count)")
            checks.expect(
                evidence.unresolved.count == row.unresolved,
                "\(row.point): \(evidence.unresolved.count) open"
            )
        case (.fallback(.otherCheckpoint), nil): checks.expect(true, "")
        case (let use, _): checks.expect(false, "\(row.point): \(use)")
        }
    }
    return checks.result("\(rows.count) rows")
}
