import Foundation
import JSONCore
import RecordLog
import SessionRecords

/// EXT4_IOC_SHUTDOWN with EXT4_GOING_FLAGS_NOLOGFLUSH: the file system stops as if the power had gone.
private let shutdownRequest: UInt = 0x8004_587D

func showPowerCuts(_ options: Options) throws -> ShowResult {
    guard getuid() == 0 else { return .skipped("only root may make and cut file systems") }
    guard FileManager.default.fileExists(atPath: "/dev/loop-control") else {
        return .skipped("there are no loop devices")
    }
    let rounds = options.rounds ?? 200
    let work = try WorkFolder(in: options.work)
    let (image, mount) = ("\(work.path)/disk", "\(work.path)/mount")
    try FileManager.default.createDirectory(atPath: mount, withIntermediateDirectories: true)
    try Data().write(to: URL(fileURLWithPath: image))
    try FileHandle(forWritingTo: URL(fileURLWithPath: image)).truncate(atOffset: 64 << 20)
    guard run("mkfs.ext4", ["-q", "-F", image]) else { return .skipped("there is no mkfs.ext4") }

    func mountDisk() -> Bool { run("mount", ["-o", "loop,commit=1000", image, mount]) }
    guard mountDisk() else { return .skipped("this machine mounts no loop devices") }
    var isMounted = true
    defer { if isMounted { _ = run("umount", [mount]) } }

    var random = SeededRandom(seed: options.seed)
    var checks = Checks()
    var torn = 0
    var events = 0
    var skipped = 0
    var promised = 0
    for round in 0..<rounds {
        let mode: FlushMode = round % 2 == 0 ? .default : .paranoid
        let root = "\(mount)/\(round)"
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        let folder = open(mount, O_RDONLY | O_DIRECTORY)
        fsync(folder)
        let child = try Child(["write", root, mode.rawValue])
        child.listen(until: Int.random(in: 60..<3000, using: &random))
        // Stopped first: a flush that races the shutdown may return without having been made.
        child.signal(SIGSTOP)
        var flag: UInt32 = 2
        guard ioctl(folder, shutdownRequest, &flag) == 0 else {
            child.signal(SIGKILL)
            child.finish()
            close(folder)
            return .skipped("this file system cannot be shut down")
        }
        child.signal(SIGKILL)
        child.finish()
        close(folder)
        isMounted = !run("umount", [mount])
        guard !isMounted, mountDisk() else { throw SystemError(errno) }
        isMounted = true
        let promises = Promises(child.text)
        promised += promises.durable + 1
        guard promises.durable >= 0 else { continue }
        torn += try checkDurable(root, promises, "round \(round)", &checks, &events, &skipped)
        try FileManager.default.removeItem(atPath: root)
    }
    return checks.result(
        "\(rounds) power cuts, \(promised) events promised, \(events) found, \(torn) torn tails, "
            + "\(skipped) results on skip lists"
    )
}

/// After a power cut only what was flushed was promised; more may be there, and the end may be garbage.
private func checkDurable(
    _ root: String,
    _ promises: Promises,
    _ what: String,
    _ checks: inout Checks,
    _ events: inout Int,
    _ skipped: inout Int
) throws -> Int {
    let folder = SessionBuffer.folder(ofJob: theJob, in: "\(root)/sessions")
    let files = try SessionBuffer.files(in: folder)
    checks.expect(files.count == 1, "\(what): \(files.count) files")
    guard let file = files.first else { return 0 }
    let (found, report) = try read(file.path)
    events += found.count
    let positions = Set(found.map(\.seq))
    checks.expect(
        positions.isSuperset(of: 0...promises.durable),
        "\(what): \(found.count) events, \(promises.durable + 1) promised"
    )
    let store = FileCheckpointStore(folder: "\(root)/checkpoints")
    let plan = try SessionBuffer.recover(
        jobID: theJob,
        agentID: agent,
        versions: 1...1,
        from: store,
        buffersIn: "\(root)/sessions"
    )
    if let last = promises.stored.last {
        // The store flushes by itself, so what it said is there, or one after it.
        checks.expect(plan.checkpoint != nil, "\(what): checkpoint \(last) is gone")
    }
    skipped += plan.skipList.count
    return report.tailTruncated ? 1 : 0
}
