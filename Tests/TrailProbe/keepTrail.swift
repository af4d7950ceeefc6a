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
///   - fileLimit: no file may grow beyond it. The system then writes what fits and refuses the rest, as on a full disk.
///   - fatalStatement: of an SQLite trail, the statement before which the process dies.
func keepTrail(
    _ path: String,
    records: Int,
    perSession: Int,
    fileLimit: Int? = nil,
    atLimit: AtLimit = .fail,
    fatalStatement: Int? = nil
) throws(TrailError) {
    if let fileLimit { limitFiles(to: fileLimit) }
    let store: any TrailStore
    if path.hasSuffix(".db") {
        store = try sqliteTrail(path, fatalStatement)
    } else {
        let files = try refused(atLimit) { () throws(TrailError) in try FileTrailStore(writingTo: path) }
        if atLimit == .die { files.beforeTakingBack { kill(getpid(), SIGKILL) } }
        store = files
    }
    let trail = ThoughtTrail(store)
    let count = try trail.verify().recordCount
    for number in count...records {
        let session = number / perSession
        if number % perSession == 0 {
            if number > 0 {
                let done = try refused(atLimit) { () throws(TrailError) in
                    try trail.finalize("session-\(session - 1)")
                }
                acknowledge("sealed \(done.sessionID) \(done.root)")
            }
            if number < records {
                try refused(atLimit) { () throws(TrailError) in
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
        let record = try refused(atLimit) { () throws(TrailError) in
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

/// What becomes of the process when a write is refused.
enum AtLimit {
    /// It says so and ends.
    case fail
    /// It is killed with the line half written.
    case die
    /// The limit is lifted, and the call is made once more; what was refused must have left nothing.
    case goOn
}

private func refused<Value>(
    _ atLimit: AtLimit,
    _ body: () throws(TrailError) -> Value
) throws(TrailError) -> Value {
    do throws(TrailError) { return try body() } catch {
        guard case .file = error else { throw error }
        switch atLimit {
        case .fail: throw error
        case .die:
            // Nothing of the line was written.
            kill(getpid(), SIGKILL)
            throw error
        case .goOn:
            acknowledge("refused")
            limitFiles(to: nil)
            return try body()
        }
    }
}

private func limitFiles(to size: Int?) {
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
    // Its default is death, which the store has to keep away by itself.
    signal(SIGXFSZ, SIG_DFL)
}

/// Past every buffer, so that a killed process has said what it did.
private func acknowledge(_ text: String) {
    let line = Array((text + "\n").utf8)
    _ = line.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
}
