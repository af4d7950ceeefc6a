import Foundation
import JSONCore
import RecordLog
import SessionRecords

private let calls = ["open", "write", "fsync", "fdatasync", "close", "fstat", "ftruncate"]
private let errors: [(String, Int32)] = [
    ("EIO", EIO), ("ENOSPC", ENOSPC), ("EDQUOT", EDQUOT), ("EINTR", EINTR), ("EAGAIN", EAGAIN), ("EMFILE", EMFILE),
    ("EACCES", EACCES), ("EROFS", EROFS), ("EFBIG", EFBIG), ("ESTALE", ESTALE),
]

func showFailingCalls(_ options: Options) throws -> ShowResult {
    let work = try WorkFolder(in: options.work)
    let library = "\(work.path)/interpose.so"
    let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("interpose.c").path
    guard
        run("cc", ["-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"])
            || run(
                "gcc",
                ["-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"]
            )
    else { return .skipped("there is no C compiler") }
    let limit = options.rounds ?? .max
    var checks = Checks()
    var runs = 0
    for call in calls {
        for (name, number) in errors {
            for forEver in [false, true] {
                // EINTR for ever is no disk's answer: the call is made again until it is answered.
                if name == "EINTR", forEver { continue }
                var at = 1
                while runs < limit {
                    runs += 1
                    let what = "\(call) \(at)\(forEver ? " and on" : "") \(name)"
                    let failed = try runWith(
                        library,
                        call,
                        at,
                        number,
                        forEver,
                        what,
                        isTransient: name == "EINTR",
                        work,
                        &checks
                    )
                    // A run in which nothing failed any more: there is no such call.
                    if failed == 0 { break }
                    at += 1
                }
            }
        }
    }
    return checks.result("\(runs) runs of \(calls.count) calls × \(errors.count) errors")
}

private func runWith(
    _ library: String,
    _ call: String,
    _ at: Int,
    _ number: Int32,
    _ forEver: Bool,
    _ what: String,
    isTransient: Bool,
    _ work: WorkFolder,
    _ checks: inout Checks
) throws -> Int {
    let folder = try WorkFolder(in: work.path)
    let begin = ContinuousClock.now
    let child = try Child(
        ["session", folder.path, "default"],
        environment: [
            "LD_PRELOAD": library, "FI_FN": call, "FI_AT": "\(at)", "FI_ERR": "\(number)",
            "FI_EVER": forEver ? "1" : "0", "FI_UNDER": "\(folder.path)/", "FI_TELL": "1",
        ]
    )
    child.finish()
    let took = ContinuousClock.now - begin
    let said = child.text
    func value(_ name: String) -> Int? {
        let words = said.split(whereSeparator: \.isWhitespace)
        guard let index = words.firstIndex(of: Substring(name)), index + 1 < words.count else { return nil }
        return Int(words[index + 1])
    }
    checks.expect(child.status == 0, "\(what): exit \(child.status) \(said)")
    checks.expect(value("answer") == 42, "\(what): the caller's result changed: \(said)")
    checks.expect(took < .seconds(1), "\(what): took \(took)")
    guard let failed = value("failed"), let written = value("written"), let dropped = value("dropped") else {
        checks.expect(false, "\(what): said \(said)")
        return 0
    }
    var valid = 0
    var bytes = 0
    for file in (try? SessionBuffer.files(in: SessionBuffer.folder(ofJob: theJob, in: "\(folder.path)/sessions"))) ?? []
    {
        let (found, report) = try read(file.path)
        valid += found.count
        bytes += file.status.size
        checks.expect(
            report.corruptLines <= 1 && report.nonconformingLines == 0,
            "\(what): \(report.corruptLines) corrupt"
        )
    }
    checks.expect(valid == written, "\(what): \(valid) events in the file, \(written) counted")
    checks.expect(written + dropped == 10, "\(what): \(written) written, \(dropped) dropped of 10")
    if call == "fdatasync", failed > 0, !isTransient {
        checks.expect(said.contains("lost true"), "\(what): a failed flush was papered over")
        checks.expect(value("failedFlushes") == failed, "\(what): failed flushes counted wrongly")
    }
    if isTransient { checks.expect(dropped == 0, "\(what): an interrupted call lost something") }
    return failed
}
