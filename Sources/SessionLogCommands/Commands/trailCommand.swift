import CommandLineTool
import JSONCore
import RecordLog
import SessionRecords

let trailCommand = Command(
    "trail",
    "Keep, check, seal and prove trails of thoughts.",
    discussion: """
        A trail is a JSONL log with its seals beside it (trail.jsonl, trail.seals.jsonl), or an SQLite database. Chains and
        trees show that a trail was changed by somebody who did not recompute them; whoever can write the files can
        rewrite them whole. Keep the checkpoint lines that finalize prints where that hand does not reach.
        """,
    subcommands: [trailStartCommand, trailRecordCommand, trailVerifyCommand, trailFinalizeCommand, trailProveCommand]
)

let sessionFlag = Flag("--session", .text("ID"), "The audit session.")

/// What these commands give is kept or sent on, so JSON comes first.
let jsonFirstFlag = Flag("--format", .choice(["json", "text"]), "For programs or for people.")

/// A trail by what its path holds: an SQLite database tells itself by its first bytes, or is empty yet and tells itself
/// by its name, because SQLite makes the file before it writes; everything else is a log.
func openTrail(
    _ path: String,
    forWriting: Bool,
    _ console: Console
) throws(CommandFailure) -> ThoughtTrail {
    guard let status = try console.status(of: path) else { throw CommandFailure("\(console.safe(path)) is not there") }
    guard status.kind == .file else { throw CommandFailure("\(console.safe(path)) is no file") }
    let size = try console.openLog(path).size
    let absolute = console.absolute(path)
    return try refusing { () throws(TrailError) in
        let isDatabase = try isDatabase(absolute)
        let store: any TrailStore =
            if isDatabase {
                forWriting ? try SQLiteTrailStore(path: absolute) : try SQLiteTrailStore(readingFrom: absolute)
            } else if forWriting {
                try FileTrailStore(writingTo: absolute)
            } else {
                try FileTrailStore(readingFrom: absolute)
            }
        let trail = ThoughtTrail(store)
        // A database holds its records in other ways than the lines whose bytes are counted.
        var bar = ProgressBar(console.shown(path), total: isDatabase ? nil : size, console)
        trail.watch = { bar.reached($1) }
        return trail
    }
}

/// For writing, whether it is there or not.
func makeTrail(_ path: String, _ console: Console) throws(CommandFailure) -> ThoughtTrail {
    if try console.status(of: path) != nil { return try openTrail(path, forWriting: true, console) }
    let absolute = console.absolute(path)
    return try refusing { () throws(TrailError) in
        ThoughtTrail(
            isNamedDatabase(path) ? try SQLiteTrailStore(path: absolute) : try FileTrailStore(writingTo: absolute)
        )
    }
}

private func isNamedDatabase(_ path: String) -> Bool {
    path.utf8.suffix(3).elementsEqual(".db".utf8)
}

private func isDatabase(_ path: String) throws(TrailError) -> Bool {
    do {
        let file = try Descriptor(reading: path)
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = try bytes.withUnsafeMutableBytes { readSome(file.number, into: $0) }.get()
        if count == 0 { return isNamedDatabase(path) }
        return count == 16 && bytes == Array("SQLite format 3\0".utf8)
    } catch {
        throw .file(LogError(.read, path, SystemError(error.code)))
    }
}

/// A trail's own refusals in the words of a command. Damage is a finding, the rest is not having been able to.
func refusing<Value>(_ body: () throws(TrailError) -> Value) throws(CommandFailure) -> Value {
    do {
        return try body()
    } catch {
        let status: ExitStatus
        if case .damaged = error { status = .findings } else { status = .usage }
        throw CommandFailure("\(error) [\(error.code)]", status: status)
    }
}
