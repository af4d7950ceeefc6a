import Foundation
import JSONCore
import RecordLog
import SessionRecords

/// What a writing child was promised before it ended.
struct Promises {
    var appended = -1
    var durable = -1
    /// Stored checkpoints, and those whose marker was appended.
    var stored: [String] = []
    var marked: [String] = []
    /// Results since the last marker that the child knows of.
    var results: [String] = []

    init(_ said: String) {
        // A last line without its end was not said.
        for line in said.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            let words = line.split(separator: " ")
            guard words.count == 2 else { continue }
            switch words[0] {
            case "a": appended = Int(words[1]) ?? appended
            case "d": durable = Int(words[1]) ?? durable
            case "c": stored.append(String(words[1]))
            case "m":
                marked.append(String(words[1]))
                results = []
            case "r": results.append(String(words[1]))
            default: break
            }
        }
    }
}

func showKills(_ options: Options) throws -> ShowResult {
    let rounds = options.rounds ?? 1000
    var random = SeededRandom(seed: options.seed)
    var checks = Checks()
    var torn = 0
    var events = 0
    var skipped = 0
    for mode in FlushMode.allCases {
        for round in 0..<rounds {
            let folder = try WorkFolder(in: options.work)
            let child = try Child(["write", folder.path, mode.rawValue])
            child.listen(until: Int.random(in: 0..<6000, using: &random))
            usleep(UInt32.random(in: 0..<2000, using: &random))
            child.signal(SIGKILL)
            child.finish()
            let promises = Promises(child.text)
            let what = "\(mode.rawValue) round \(round)"
            torn += try check(folder.path, promises, promises.appended, what, &checks, &events, &skipped)
        }
    }
    return checks.result(
        "\(rounds) kills × \(FlushMode.allCases.count) modes, \(events) events, \(torn) torn lines, "
            + "\(skipped) results on skip lists"
    )
}

/// Looks at what is left of a child that was promised something; `seq` is the last position that must be there.
/// Returns how many torn lines there were.
func check(
    _ root: String,
    _ promises: Promises,
    _ seq: Int,
    _ what: String,
    _ checks: inout Checks,
    _ events: inout Int,
    _ skipped: inout Int
) throws -> Int {
    guard seq >= 0 else { return 0 }
    let job = SessionBuffer.folder(ofJob: theJob, in: "\(root)/sessions")
    let files = try SessionBuffer.files(in: job)
    checks.expect(files.count == 1, "\(what): \(files.count) files")
    guard let file = files.first else { return 0 }
    let (found, report) = try read(file.path)
    events += found.count
    checks.expect(report.corruptLines == 0, "\(what): \(report.corruptLines) corrupt lines")
    checks.expect(report.nonconformingLines == 0, "\(what): nonconforming lines")
    checks.expect(found.map(\.seq) == Array(found.indices), "\(what): positions are not 0...\(found.count - 1)")
    checks.expect(found.count > seq, "\(what): \(found.count) events, \(seq + 1) promised")

    let store = FileCheckpointStore(folder: "\(root)/checkpoints")
    let plan = try SessionBuffer.recover(
        jobID: theJob,
        agentID: agent,
        versions: 1...1,
        from: store,
        buffersIn: "\(root)/sessions"
    )
    if let last = promises.stored.last {
        // One more may have been stored than the child could still say.
        checks.expect(plan.checkpoint != nil, "\(what): checkpoint \(last) is gone")
    }
    if case .used = plan.buffer {
        let ids = Set(plan.skipList.keys.map(\.description))
        skipped += ids.count
        if let checkpoint = plan.checkpoint, checkpoint.id.description == promises.marked.last {
            checks.expect(
                ids.isSuperset(of: promises.results.filter { isBefore($0, seq, found) }),
                "\(what): results are missing from the skip list"
            )
        }
        let marker = found.lastIndex { if case .checkpointWritten = $0 { true } else { false } } ?? 0
        checks.expect(
            ids == Set(found[marker...].compactMap(resultID)),
            "\(what): the skip list is not what the file says"
        )
    } else if promises.stored.count == promises.marked.count, !promises.stored.isEmpty,
        plan.checkpoint?.id.description == promises.marked.last
    {
        checks.expect(false, "\(what): \(plan.buffer)")
    }

    // The next session begins in a file of its own, and the torn one stays as it is.
    _ = try makeWriter("\(root)/sessions", .lazy).end(.completed)
    let next = try SessionBuffer.files(in: job)
    checks.expect(next.count == 2, "\(what): no second file")
    return report.tailTruncated ? 1 : 0
}

private func resultID(_ event: BufferEvent.Event) -> String? {
    if case .toolResult(let result) = event { result.invocationID.description } else { nil }
}

/// Whether a result that was said is among the events that must be there.
private func isBefore(_ id: String, _ seq: Int, _ events: [BufferEvent.Event]) -> Bool {
    guard let index = events.firstIndex(where: { resultID($0) == id }) else { return true }
    return index <= seq
}
