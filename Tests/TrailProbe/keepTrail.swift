import SQLite
import SessionRecords

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Brings a trail to a number of records, sealing a session after every `perSession` of them, and says each call that
/// returned on standard output. Goes on where an earlier run was killed.
///
/// - Parameters:
///   - fileLimit: no file may grow beyond it. The system then writes what fits and ends the process with SIGXFSZ,
///     which is a kill in the middle of a write; with `survives` it reports an error instead, as on a full disk, and
///     the limit is lifted after the first.
///   - fatalStatement: of an SQLite trail, the statement before which the process dies.
func keepTrail(
    _ path: String,
    records: Int,
    perSession: Int,
    fileLimit: Int? = nil,
    survives: Bool = false,
    fatalStatement: Int? = nil
) throws(TrailError) {
    if let fileLimit { limitFiles(to: fileLimit, survives: survives) }
    let store: any TrailStore
    if path.hasSuffix(".db") {
        store = try sqliteTrail(path, fatalStatement)
    } else {
        store = try retrying(survives) { () throws(TrailError) in try FileTrailStore(writingTo: path) }
    }
    let trail = ThoughtTrail(store)
    let count = try trail.verify().recordCount
    for number in count...records {
        let session = number / perSession
        if number % perSession == 0 {
            if number > 0 {
                let done = try retrying(survives) { () throws(TrailError) in
                    try trail.finalize("session-\(session - 1)")
                }
                acknowledge("sealed \(done.sessionID) \(done.root)")
            }
            if number < records {
                try retrying(survives) { () throws(TrailError) in
                    do throws(TrailError) {
                        // Long, so that in some runs the seals are what outgrows the limit.
                        let intent = "to be cut: é \u{1F9ED} \n " + String(repeating: "i", count: 300)
                        _ = try trail.startSession(intent: intent, id: "session-\(session)")
                    } catch {
                        guard case .sessionExists = error else { throw error }
                    }
                }
            }
        }
        if number == records { return }
        let record = try retrying(survives) { () throws(TrailError) in
            try trail.record(
                type: "plan",
                task: "task-\(number % 2)",
                agent: "agent",
                content: "thought \(number): \u{1} \u{1F9ED} é \"",
                session: "session-\(session)"
            )
        }
        acknowledge("record \(record.id) \(record.hash)")
    }
}

private func sqliteTrail(_ path: String, _ fatalStatement: Int?) throws(TrailError) -> SQLiteTrailStore {
    do {
        let database = try Database(path)
        var statements = 0
        database.willRun = { _ in
            statements += 1
            if statements == fatalStatement { kill(getpid(), SIGKILL) }
        }
        try database.useDurableJournal()
        return try SQLiteTrailStore(database)
    } catch {
        throw .database(error)
    }
}

/// Once more after a refusal that says the disk is full; what was refused must have left nothing.
private func retrying<Value>(
    _ survives: Bool,
    _ body: () throws(TrailError) -> Value
) throws(TrailError) -> Value {
    do throws(TrailError) { return try body() } catch {
        guard survives, case .file = error else { throw error }
        acknowledge("refused")
        limitFiles(to: nil, survives: true)
        return try body()
    }
}

private func limitFiles(to size: Int?, survives: Bool) {
    #if canImport(Glibc)
    let kind = __rlimit_resource_t(RLIMIT_FSIZE.rawValue)
    #else
    let kind = RLIMIT_FSIZE
    #endif
    var limit = rlimit()
    getrlimit(kind, &limit)
    limit.rlim_cur = size.map { rlim_t($0) } ?? limit.rlim_max
    setrlimit(kind, &limit)
    // Whatever the process was started with: threads that run tests block signals, and a process inherits that.
    var none = sigset_t()
    sigemptyset(&none)
    sigprocmask(SIG_SETMASK, &none, nil)
    signal(SIGXFSZ, survives ? SIG_IGN : SIG_DFL)
}

/// Past every buffer, so that a killed process has said what it did.
private func acknowledge(_ text: String) {
    let line = Array((text + "\n").utf8)
    _ = line.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
}
