import Digest
import JSONCore

/// A tamper-evident record of what agents thought: a hash chain per task, and a sealed Merkle root per session.
///
/// What it shows: once a session is finalised, any change of a line, any line removed, added, doubled or moved, and any
/// cut is found by `verify`. What it cannot show:
///
/// - A hash chain has no secret. Whoever can write the files can write all of them anew, hashes and roots included, and
///   nothing inside will differ from an honest trail. Keep `checkpoint(of:)` where the writer cannot reach, signed by
///   somebody else if it matters, and compare with `verify(against:)`.
/// - Before a session is finalised, records at the end of the log can be cut off without a trace, and a cut that takes
///   the seal with it makes the session an unfinished one: `verify(session:)` then says so.
/// - That what was recorded is true, complete, or from the time that it claims. The times are the writer's clock.
///
/// Not `Sendable`, like the store below it: give each isolation domain a trail of its own.
public final class ThoughtTrail {
    /// Where new ids and times come from.
    public struct Source: Sendable {
        public var newID: @Sendable () -> String
        /// RFC 3339.
        public var now: @Sendable () -> String

        public init(newID: @escaping @Sendable () -> String, now: @escaping @Sendable () -> String) {
            self.newID = newID
            self.now = now
        }

        /// Version 7 UUIDs and the system's clock, to the millisecond, in UTC.
        public static let system = Source(
            newID: { UUID128.v7().description },
            now: { Timestamp.now(fractionDigits: 3).description }
        )
    }

    private let store: any TrailStore
    private let source: Source
    /// Called now and then while the whole trail is read, with the records and their bytes so far.
    public var watch: ((_ records: Int, _ bytes: Int) -> Void)?

    public init(_ store: any TrailStore, source: Source = .system) {
        self.store = store
        self.source = source
    }

    // MARK: Writing

    /// Starts a session under a new id, or one of the caller's that was not started before.
    public func startSession(intent: String, id: String? = nil) throws(TrailError) -> TrailSession {
        try refuseEmpty(intent, "intent")
        if let id { try refuseEmpty(id, "session_id") }
        let session = TrailSession(sessionID: id ?? source.newID(), intent: intent, startedAt: source.now())
        return try store.exclusively { () throws(TrailError) in
            var isTaken = false
            try store.forEachSeal { (_, line) throws(TrailError) in
                guard case .success(let bytes) = line, let seal = try? readTrailSeal(bytes) else { return }
                if sameBytes(seal.sessionID, session.sessionID) { isTaken = true }
            }
            if isTaken { throw .sessionExists(session.sessionID) }
            try seal(session.sessionID, .started(intent: intent, at: session.startedAt), logSize: store.recordCount())
            return session
        }
    }

    /// Adds a record to a task's chain, bound to a session or, without one, to none for ever.
    ///
    /// The session need not have been started here: its id is opaque. An empty id is refused.
    public func record(
        type: String,
        task: String,
        agent: String,
        content: String,
        session: String? = nil
    ) throws(TrailError) -> TrailRecord {
        try refuseEmpty(type, "type")
        try refuseEmpty(task, "task_id")
        try refuseEmpty(agent, "agent_id")
        try refuseEmpty(content, "content")
        if let session { try refuseEmpty(session, "session_id") }
        let now = source.now()
        var record = TrailRecord(
            id: source.newID(),
            type: type,
            taskID: task,
            agentID: agent,
            content: content,
            timestamp: now,
            prevHash: "",
            hash: "",
            createdAt: now,
            sessionID: session
        )
        return try store.exclusively { () throws(TrailError) in
            if let session, try store.isFinalized(session: session) { throw .sessionFinalized(session) }
            record.prevHash = try store.newestHash(ofTask: task) ?? TrailRecord.noPreviousHash
            record.hash = record.computedHash.hex
            try refuseTooLong(record.line)
            try store.append(record)
            return record
        }
    }

    /// Seals a session: the root over its records, how many they are, and the root over the whole log so far.
    ///
    /// Reads the trail once and refuses to seal a damaged one. A session that is finalised already keeps its seal,
    /// which is returned again.
    public func finalize(_ session: String) throws(TrailError) -> TrailFinalization {
        try refuseEmpty(session, "session_id")
        return try store.exclusively { () throws(TrailError) in
            let scan = try TrailScan(store, watch)
            if !scan.findings.isEmpty { throw .damaged(scan.findings) }
            if let seal = scan.finalization(of: session), let finalization = TrailFinalization(seal) {
                return finalization
            }
            guard let tree = scan.sessions[ByteKey(session)]?.tree else { throw .noRecords(session: session) }
            let result = TrailFinalization(
                sessionID: session,
                root: tree.root.hex,
                recordCount: tree.count,
                finalizedAt: source.now()
            )
            try seal(
                session,
                .finalized(
                    root: result.root,
                    recordCount: result.recordCount,
                    at: result.finalizedAt,
                    logRoot: scan.log.root.hex
                ),
                logSize: scan.log.count
            )
            return result
        }
    }

    // MARK: Checking

    /// How many records a task has, bound to sessions or not: what a gate asks that lets no task pass without any.
    public func recordCount(task: String) throws(TrailError) -> Int {
        try store.recordCount(ofTask: task)
    }

    /// Checks one task's chain; sessions play no part in it. An intact chain may have lost records at its end.
    public func verifyChain(task: String) throws(TrailError) -> ChainReport {
        try store.consistently { () throws(TrailError) in
            var report = ChainReport(taskID: task, recordCount: 0, findings: [])
            var expected = TrailRecord.noPreviousHash
            try store.forEachRecord { (position, line) throws(TrailError) in
                if line == .failure(.torn) { return }
                let record: TrailRecord
                do throws(TrailProblem) { record = try readTrailRecord(try line.get()) } catch {
                    // It may have been this task's; nobody can tell any longer.
                    return report.note(.record(position), error)
                }
                guard sameBytes(record.taskID, task) else { return }
                report.recordCount += 1
                let computed = record.computedHash.hex
                if computed != record.hash {
                    report.note(.record(position), .wrongHash(computed: computed))
                }
                if record.prevHash != expected {
                    report.note(.record(position), .brokenLink(expected: expected))
                }
                expected = record.hash
            }
            return report
        }
    }

    /// Checks everything there is: lines, chains, seals, roots.
    public func verify() throws(TrailError) -> TrailReport {
        report(try scan())
    }

    /// Checks everything, and that this session is finalised: the check for a trail that was handed over as complete.
    public func verify(session: String) throws(TrailError) -> TrailReport {
        let scan = try scan()
        var report = report(scan)
        if scan.finalization(of: session) == nil {
            report.findings.append(TrailFinding(.session(session), .notFinalized))
        }
        return report
    }

    /// Checks everything, and that the trail still holds what the checkpoint was taken of. Finds a trail that was
    /// rewritten whole, as long as the checkpoint was out of the rewriter's reach.
    public func verify(against checkpoint: TrailCheckpoint) throws(TrailError) -> TrailReport {
        let scan = try scan()
        var report = report(scan)
        let now = scan.finalization(of: checkpoint.sessionID).flatMap(TrailCheckpoint.init)
        if now != checkpoint || scan.log.root(ofSize: checkpoint.logSize)?.hex != checkpoint.logRoot {
            report.findings.append(TrailFinding(.session(checkpoint.sessionID), .differsFromCheckpoint))
        }
        return report
    }

    // MARK: Showing

    /// The line to sign or keep elsewhere.
    public func checkpoint(of session: String) throws(TrailError) -> TrailCheckpoint {
        guard let checkpoint = try intactScan().finalization(of: session).flatMap(TrailCheckpoint.init) else {
            throw .notFinalized(session: session)
        }
        return checkpoint
    }

    /// Proof that a record is in a finalised session.
    public func proveInclusion(of record: String, in session: String) throws(TrailError) -> TrailInclusion {
        let scan = try intactScan()
        guard scan.finalization(of: session) != nil else { throw .notFinalized(session: session) }
        guard let leaves = scan.sessions[ByteKey(session)],
            let index = leaves.ids.firstIndex(where: { sameBytes($0, record) }),
            let proof = leaves.tree.inclusionProof(of: index)
        else { throw .unknownRecord(id: record, session: session) }
        var line: [UInt8] = []
        try store.forEachRecord { (position, stored) throws(TrailError) in
            if position == leaves.positions[index], case .success(let bytes) = stored { line = bytes }
        }
        return TrailInclusion(
            sessionID: session,
            recordID: record,
            line: line,
            root: leaves.tree.root,
            proof: proof
        )
    }

    /// Proof that the log of `newSize` records (all of them when not given) begins with its first `oldSize`.
    public func proveConsistency(from oldSize: Int, to newSize: Int? = nil) throws(TrailError) -> TrailConsistency {
        let log = try intactScan().log
        let newSize = newSize ?? log.count
        if oldSize > log.count { throw .noSuchSize(oldSize) }
        if newSize > log.count { throw .noSuchSize(newSize) }
        if oldSize < 1 || oldSize > newSize { throw .badRange(from: oldSize, to: newSize) }
        guard let newRoot = log.root(ofSize: newSize) else { throw .noSuchSize(newSize) }
        guard let oldRoot = log.root(ofSize: oldSize), let proof = log.consistencyProof(from: oldSize, to: newSize)
        else { throw .noSuchSize(oldSize) }
        return TrailConsistency(oldRoot: oldRoot, newRoot: newRoot, proof: proof)
    }

    private func seal(_ session: String, _ event: TrailSeal.Event, logSize: Int) throws(TrailError) {
        let chain = try store.sealChain()
        let seal = TrailSeal(
            number: chain.count,
            sessionID: session,
            event: event,
            logSize: logSize,
            prevHash: chain.newestHash
        )
        try refuseTooLong(seal.line)
        try store.append(seal)
    }

    private func scan() throws(TrailError) -> TrailScan {
        try store.consistently { () throws(TrailError) in try TrailScan(store, watch) }
    }

    private func intactScan() throws(TrailError) -> TrailScan {
        let scan = try scan()
        if !scan.findings.isEmpty { throw .damaged(scan.findings) }
        return scan
    }

    private func report(_ scan: TrailScan) -> TrailReport {
        TrailReport(
            recordCount: scan.log.count,
            sealCount: scan.seals.count,
            findings: scan.findings,
            hasTornTail: scan.hasTornTail,
            omittedFindings: scan.omittedFindings
        )
    }

    private func refuseTooLong(_ line: [UInt8]) throws(TrailError) {
        if line.count > longestLine { throw .tooLong(length: line.count) }
    }

    private func refuseEmpty(_ text: String, _ name: String) throws(TrailError) {
        if text.isEmpty { throw .emptyField(name) }
    }
}

extension TrailFinalization {
    init?(_ seal: TrailSeal) {
        guard case .finalized(let root, let count, let at, _) = seal.event else { return nil }
        self.init(sessionID: seal.sessionID, root: root, recordCount: count, finalizedAt: at)
    }
}
