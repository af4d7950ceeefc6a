import Foundation
import JSONCore
import RecordLog
import SessionRecords

private let calls = [
    "open", "write", "fsync", "fdatasync", "close", "fstat", "rename", "unlink", "readdir", "mkdir",
    "link",
    "read",
]
private let errors: [(String, Int32)] = [
    ("EIO", EIO), ("ENOSPC", ENOSPC), ("EDQUOT", EDQUOT), ("EINTR", EINTR), ("EAGAIN", EAGAIN), ("EMFILE", EMFILE),
    ("EACCES", EACCES), ("EROFS", EROFS), ("EFBIG", EFBIG), ("ESTALE", ESTALE),
]

func showFailingCalls(_ options: Options) throws -> ShowResult {
    let work = try WorkFolder(in: options.work)
    guard let library = interposer(in: work) else { return .skipped("there is no C compiler") }
    var checks = Checks()
    var runs = 0
    var failedAtAll: [String: Int] = [:]
    /// False when nothing failed: there is no such call any more.
    func fails(with fault: Fault) throws -> Bool {
        runs += 1
        let failed =
            fault.scene == .house
            ? try keepWith(library, fault, work, &checks) : try writeWith(library, fault, work, &checks)
        if failed > 0 { failedAtAll[fault.call, default: 0] += 1 }
        return failed > 0
    }
    if let rounds = options.rounds {
        // A sample of all of them.
        var random = SeededRandom(seed: options.seed)
        for round in 0..<rounds {
            let error = errors[Int.random(in: errors.indices, using: &random)]
            let call = calls[round % calls.count]
            // A session that is written renames, removes and links nothing.
            let isOfHouse = ["rename", "unlink", "readdir", "link"].contains(call) || Bool.random(using: &random)
            _ = try fails(
                with: Fault(
                    call: call,
                    // Each call at least once where it is surely made.
                    at: round < calls.count ? 1 : Int.random(in: 1...3, using: &random),
                    name: error.0,
                    number: error.1,
                    isForEver: Bool.random(using: &random),
                    scene: isOfHouse || round < calls.count ? .house : Scene.allCases[round % 3]
                )
            )
        }
    } else {
        for call in calls {
            for (name, number) in errors {
                for forEver in [false, true] {
                    for scene in Scene.allCases {
                        var fault = Fault(
                            call: call,
                            at: 1,
                            name: name,
                            number: number,
                            isForEver: forEver,
                            scene: scene
                        )
                        while try fails(with: fault) { fault.at += 1 }
                    }
                }
            }
        }
    }
    // A sample may be too small to meet each.
    if runs >= 10 * calls.count {
        for call in calls { checks.expect(failedAtAll[call, default: 0] > 0, "no \(call) was made to fail") }
    }
    let counts = calls.map { "\($0) \(failedAtAll[$0, default: 0])" }.joined(separator: ", ")
    return checks.result("\(runs) runs with \(errors.count) errors, once and for ever (failed: \(counts))")
}

/// The library that makes calls fail; nil where there is no C compiler.
func interposer(in work: WorkFolder) -> String? {
    let library = "\(work.path)/interpose.so"
    let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("interpose.c").path
    let arguments = ["-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"]
    return run("cc", arguments) || run("gcc", arguments) ? library : nil
}

/// What runs while a call fails: a session in a flush mode, or all the rest.
private enum Scene: String, CaseIterable {
    case `default`, paranoid, lazy, house
}

private struct Fault: CustomStringConvertible {
    var call: String
    var at: Int
    var name: String
    var number: Int32
    var isForEver: Bool
    var scene: Scene

    var description: String { "\(call) \(at)\(isForEver ? " and on" : "") \(name) \(scene)" }
    /// A call that is interrupted is made again.
    var isTransient: Bool { name == "EINTR" && !isForEver }

    func environment(_ library: String, under folder: String) -> [String: String] {
        [
            "LD_PRELOAD": library, "FI_FN": call, "FI_AT": "\(at)", "FI_ERR": "\(number)",
            "FI_EVER": isForEver ? "1" : "0", "FI_UNDER": "\(folder)/", "FI_TELL": "1",
        ]
    }
}

/// The number that a child said after a name.
func value(_ name: String, _ said: String) -> Int? {
    let words = said.split(whereSeparator: \.isWhitespace)
    guard let index = words.firstIndex(of: Substring(name)), index + 1 < words.count else { return nil }
    return Int(words[index + 1])
}

/// Prepares a house, keeps it while calls fail, and looks whether everything in it is whole.
private func keepWith(_ library: String, _ fault: Fault, _ work: WorkFolder, _ checks: inout Checks) throws -> Int {
    let folder = try WorkFolder(in: work.path)
    let root = folder.path
    let ended = "\(root)/sessions/ended/session_20200101T000000Z_pod.jsonl"
    for made in ["sessions/ended", "log", "old"] {
        try FileManager.default.createDirectory(atPath: "\(root)/\(made)", withIntermediateDirectories: true)
    }
    // The header states the version of the lines after it, in the upgraded log as well.
    let header =
        "{\"type\":\"SESSION_START\",\"timestamp\":\"2026-02-23T14:30:22Z\",\"job_id\":\"\(theJob)\",\"session_id\":\"\(agent)\",\"seq\":0,\"buffer_schema_version\":1,\"agent_id\":\"\(agent)\",\"pod_name\":\"pod\"}\n"
    let old = Data(
        (header
            + (1..<21).map {
                "{\"type\":\"STATE_TRANSITION\",\"timestamp\":\"2026-02-23T14:30:22Z\",\"job_id\":\"\(theJob)\",\"session_id\":\"\(agent)\",\"seq\":\($0),\"old_status\":\"RUNNING\",\"new_status\":\"FAILED\"}\n"
            }.joined()).utf8
    )
    try old.write(to: URL(fileURLWithPath: "\(root)/old/old.jsonl"))
    for path in [ended, "\(root)/sessions/ended/notes.txt"] { try old.write(to: URL(fileURLWithPath: path)) }
    let store = FileCheckpointStore(folder: "\(root)/checkpoints")
    try store.save(houseCheckpoint(1))
    try makeWriter("\(root)/sessions", .lazy).end(.completed)
    let active = try SessionBuffer.files(in: SessionBuffer.folder(ofJob: theJob, in: "\(root)/sessions")).map(\.path)

    let child = try Child(["keep", root], environment: fault.environment(library, under: root))
    child.finish()
    let said = child.text
    checks.expect(child.status == 0, "\(fault): exit \(child.status) \(said)")
    guard let failed = value("failed", String(said.split(separator: "\n").last ?? "")) else {
        checks.expect(false, "\(fault): said \(said)")
        return 0
    }
    func succeeded(_ name: String) -> Bool { said.contains("\(name) ok\n") }
    if failed == 0 || fault.isTransient && fault.call != "readdir" {
        for name in ["save", "upgrade", "prune", "recover"] {
            checks.expect(succeeded(name), "\(fault): \(name) failed without a reason")
        }
    }
    let checkpoint = try store.load(jobID: theJob)
    checks.expect(
        checkpoint == houseCheckpoint(2) || !succeeded("save") && checkpoint == houseCheckpoint(1),
        "\(fault): checkpoint \(String(describing: checkpoint?.stepIndex))"
    )
    checks.expect(
        try Data(contentsOf: URL(fileURLWithPath: "\(root)/old/old.jsonl")) == old,
        "\(fault): the log changed"
    )
    let upgraded = "\(root)/old/old+v2.jsonl"
    if FileManager.default.fileExists(atPath: upgraded) {
        checks.expect(try read(upgraded).events.count == 21, "\(fault): the upgraded log is not whole")
    } else {
        checks.expect(!succeeded("upgrade"), "\(fault): there is no upgraded log")
    }
    var lines = 0
    for name in try FileManager.default.contentsOfDirectory(atPath: "\(root)/log") {
        let report = try RecordLog<IterateSession>(readingFrom: "\(root)/log/\(name)").integrity()
        lines += report.validLines
        checks.expect(report.corruptLines == 0 && !report.tailTruncated, "\(fault): \(name) is not whole")
    }
    let written = value("written", said) ?? -1
    checks.expect(lines == written && written + (value("dropped", said) ?? 0) == 4, "\(fault): \(lines) lines: \(said)")
    for path in active + ["\(root)/sessions/ended/notes.txt"] {
        checks.expect(FileManager.default.fileExists(atPath: path), "\(fault): \(path) was deleted")
    }
    if failed == 0 { checks.expect(!FileManager.default.fileExists(atPath: ended), "\(fault): nothing was pruned") }
    if fault.call != "unlink" {
        let left = (FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []).filter {
            $0.split(separator: "/").last?.hasPrefix(".") == true
        }
        checks.expect(left.isEmpty, "\(fault): left \(left)")
    }
    return failed
}

/// Writes a session while calls fail, and looks at what is in its file.
private func writeWith(_ library: String, _ fault: Fault, _ work: WorkFolder, _ checks: inout Checks) throws -> Int {
    let folder = try WorkFolder(in: work.path)
    let begin = ContinuousClock.now
    let child = try Child(
        ["session", folder.path, fault.scene.rawValue],
        environment: fault.environment(library, under: folder.path)
    )
    child.finish()
    let took = ContinuousClock.now - begin
    let said = child.text
    checks.expect(child.status == 0, "\(fault): exit \(child.status) \(said)")
    checks.expect(value("answer", said) == 42, "\(fault): the caller's result changed: \(said)")
    checks.expect(took < .seconds(2), "\(fault): took \(took)")
    guard let failed = value("failed", said), let written = value("written", said), let dropped = value("dropped", said)
    else {
        checks.expect(false, "\(fault): said \(said)")
        return 0
    }
    var valid = 0
    var bytes = 0
    var empty: [String] = []
    for file in (try? SessionBuffer.files(in: SessionBuffer.folder(ofJob: theJob, in: "\(folder.path)/sessions"))) ?? []
    {
        let (found, report) = try read(file.path)
        valid += found.count
        bytes += file.status.size
        if file.status.size == 0 { empty.append(file.path) }
        checks.expect(
            report.corruptLines <= 1 && report.nonconformingLines == 0,
            "\(fault): \(report.corruptLines) corrupt"
        )
    }
    checks.expect(valid == written, "\(fault): \(valid) events in the file, \(written) counted")
    checks.expect(written + dropped == 10, "\(fault): \(written) written, \(dropped) dropped of 10")
    if fault.call == "fdatasync", failed > 0, !fault.isTransient {
        checks.expect(said.contains("lost true"), "\(fault): a failed flush was papered over")
        // A flush that is interrupted for ever is tried so often, and is one.
        let flushes = fault.name == "EINTR" ? failed / SystemCall.interruptionPatience : failed
        checks.expect(value("failedFlushes", said) == flushes, "\(fault): failed flushes counted wrongly")
    }
    if fault.isTransient { checks.expect(dropped == 0, "\(fault): an interrupted call lost something") }
    // The names of the new folder and the new file: without them the session is written all the same, and not trusted.
    if fault.call == "fsync", failed > 0, !fault.isTransient {
        checks.expect(dropped == 0, "\(fault): \(dropped) events lost for a folder that was not flushed")
        checks.expect(said.contains("lost true"), "\(fault): a folder that was not flushed was papered over")
    }
    // Where nothing can be inspected, nothing can be removed safely either.
    if ["open", "fsync", "mkdir"].contains(fault.call) || fault.call == "fstat" && !fault.isForEver {
        checks.expect(empty.isEmpty, "\(fault): left empty files \(empty)")
    }
    return failed
}
