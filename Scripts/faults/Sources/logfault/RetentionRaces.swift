import Foundation
import JSONCore
import RecordLog
import SessionRecords

private struct AllDeleted: JobStates {
    func state(ofJob jobID: String) throws -> JobState { .deleted }
}

func showRetentionRaces(_ options: Options) throws -> ShowResult {
    let rounds = options.rounds ?? 10_000
    let work = try WorkFolder(in: options.work)
    let (root, outside) = ("\(work.path)/sessions", "\(work.path)/outside")
    let name = "session_20260223T143022Z_pod.jsonl"
    for folder in ["\(root)/job", outside] {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
    try Data("precious".utf8).write(to: URL(fileURLWithPath: "\(outside)/\(name)"))
    let active = try makeWriter(root, .lazy)
    let laps = Laps()
    let racer = Thread {
        while !laps.areOver {
            rename("\(root)/job", "\(root)/.aside")
            symlink(outside, "\(root)/job")
            unlink("\(root)/job")
            rename("\(root)/.aside", "\(root)/job")
            unlink("\(root)/job/\(name)")
            symlink("\(outside)/\(name)", "\(root)/job/\(name)")
            unlink("\(root)/job/\(name)")
            link("\(outside)/\(name)", "\(root)/job/\(name)")
            unlink("\(root)/job/\(name)")
            close(open("\(root)/job/\(name)", O_CREAT | O_WRONLY, 0o600))
            laps.end()
        }
    }
    racer.start()
    defer { laps.stop() }
    var checks = Checks()
    var deleted = 0
    let decade: Int64 = 10 * 365 * 86_400
    let now = Timestamp.now().secondsSinceEpoch
    for round in 0..<rounds {
        // Every second round starts where the file may be deleted, however the machine divides its time; the
        // others start wherever the racer is.
        if round.isMultiple(of: 2) { laps.awaitEnd() } else { laps.resume() }
        let clock = now + (round % 3 == 0 ? 0 : round % 3 == 1 ? decade : -decade)
        let summary = try SessionBuffer.prune(root: root, states: AllDeleted(), now: clock)
        deleted += summary.deletedFiles.count
        mkdir("\(root)/job", 0o700)
        checks.expect(access("\(outside)/\(name)", F_OK) == 0, "round \(round): a file outside was deleted")
        checks.expect(access(active.path, F_OK) == 0, "round \(round): an active file was deleted")
    }
    checks.expect(deleted > 0, "nothing was deleted: the race was none")
    return checks.result("\(rounds) races, \(deleted) files deleted inside")
}

/// The racer's laps. A lap whose end is awaited lets the racer rest until the round after it resumes it.
private final class Laps: @unchecked Sendable {
    private let condition = NSCondition()
    private var over = false
    private var awaited = false
    private var resting = false

    var areOver: Bool { condition.withLock { over } }

    func stop() {
        condition.withLock {
            over = true
            condition.broadcast()
        }
    }

    /// The racer's: rests when the end of this lap was awaited.
    func end() {
        condition.withLock {
            guard awaited else { return }
            awaited = false
            resting = true
            condition.broadcast()
            while resting && !over { condition.wait() }
        }
    }

    func awaitEnd() {
        condition.withLock {
            resting = false
            awaited = true
            condition.broadcast()
            while !resting { condition.wait() }
        }
    }

    func resume() {
        condition.withLock {
            resting = false
            condition.broadcast()
        }
    }
}

/// One million ids while the clock steps back a minute with each.
func showClocks(_ options: Options) throws -> ShowResult {
    let rounds = options.rounds ?? 1_000_000
    let generator = SharedUUIDv7Generator()
    var checks = Checks()
    var last = UUID128(high: 0, low: 0)
    let now = UInt64(max(0, Timestamp.now().secondsSinceEpoch)) * 1000 + 60_000 * UInt64(rounds)
    for round in 0..<rounds {
        let id = generator.next(millisecondsSinceEpoch: now - UInt64(round) * 60_000)
        checks.expect(id > last && id.version == 7, "round \(round): \(id) after \(last)")
        last = id
    }
    return checks.result("\(rounds) ids")
}
