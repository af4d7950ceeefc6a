import Digest
import JSONCore

/// One pass over a whole trail: every line by itself, every chain, every tree, every seal.
struct TrailScan {
    private(set) var findings: [TrailFinding] = []
    private(set) var omittedFindings = 0
    /// Over the lines of all records.
    private(set) var log = MerkleTree()
    private(set) var sessions: [ByteKey: SessionLeaves] = [:]
    private(set) var seals: [TrailSeal] = []
    private(set) var hasTornTail = false
    private var ids: Set<ByteKey> = []
    private var newestHashes: [ByteKey: String] = [:]

    /// The records of one session.
    struct SessionLeaves {
        var tree = MerkleTree()
        /// Their places among all records.
        var positions: [Int] = []
        var ids: [String] = []
    }

    /// Seals are read first: a writer may add records meanwhile, and a seal must not be older than what it covers.
    init(_ store: any TrailStore, _ watch: ((Int, Int) -> Void)? = nil) throws(TrailError) {
        var scan = TrailScan()
        var bytes = 0
        try store.forEachSeal { (number, line) throws(TrailError) in scan.takeSeal(number, line) }
        try store.forEachRecord { (position, line) throws(TrailError) in
            scan.takeRecord(position, line)
            bytes += ((try? line.get().count) ?? 0) + 1
            if position.isMultiple(of: 1024) { watch?(position, bytes) }
        }
        scan.checkSeals()
        self = scan
    }

    private init() {}

    func finalization(of session: String) -> TrailSeal? {
        seals.first { seal in
            guard case .finalized = seal.event else { return false }
            return sameBytes(seal.sessionID, session)
        }
    }

    private mutating func takeRecord(_ position: Int, _ line: StoredLine) {
        if line == .failure(.torn) { return hasTornTail = true }
        let bytes = (try? line.get()) ?? []
        log.append(bytes)
        let record: TrailRecord
        do { record = try readTrailRecord(try line.get()) } catch { return note(.record(position), error) }

        let computed = record.computedHash.hex
        if computed != record.hash { note(.record(position), .wrongHash(computed: computed)) }
        let expected = newestHashes[ByteKey(record.taskID)] ?? TrailRecord.noPreviousHash
        if expected != record.prevHash { note(.record(position), .brokenLink(expected: expected)) }
        newestHashes[ByteKey(record.taskID)] = record.hash
        if !ids.insert(ByteKey(record.id)).inserted { note(.record(position), .duplicateID(record.id)) }
        if let session = record.sessionID {
            sessions[ByteKey(session), default: SessionLeaves()].append(bytes, position, record.id)
        }
    }

    private mutating func takeSeal(_ number: Int, _ line: StoredLine) {
        if line == .failure(.torn) { return hasTornTail = true }
        let seal: TrailSeal
        do { seal = try readTrailSeal(try line.get()) } catch { return note(.seal(number), error) }
        let computed = seal.computedHash
        if computed != seal.hash { note(.seal(number), .wrongHash(computed: computed)) }
        if seal.number != number { note(.seal(number), .wrongNumber(expected: number)) }
        let expected = seals.last?.hash ?? TrailRecord.noPreviousHash
        if seal.prevHash != expected { note(.seal(number), .brokenLink(expected: expected)) }
        seals.append(seal)
    }

    private mutating func checkSeals() {
        var started: Set<ByteKey> = []
        var finalized: Set<ByteKey> = []
        var sizeBefore = 0
        for (number, seal) in seals.enumerated() {
            let session = ByteKey(seal.sessionID)
            // Nothing is ever taken out of a log.
            if seal.logSize < sizeBefore { note(.seal(number), .logShrank(from: sizeBefore, to: seal.logSize)) }
            sizeBefore = seal.logSize
            if seal.logSize > log.count {
                note(.seal(number), .logTooShort(expected: seal.logSize, found: log.count))
            }
            switch seal.event {
            case .started:
                if !started.insert(session).inserted { note(.seal(number), .startedTwice) }
            case .finalized(let root, let count, _, let logRoot):
                let isFirst = finalized.insert(session).inserted
                if !isFirst { note(.seal(number), .finalizedTwice) }
                if count == 0 { note(.seal(number), .sealOfNothing) }
                if let sealed = log.root(ofSize: seal.logSize), sealed.hex != logRoot {
                    note(.seal(number), .wrongLogRoot)
                }
                let leaves = sessions[session] ?? SessionLeaves()
                let before = leaves.count(before: seal.logSize)
                if before != count { note(.seal(number), .wrongRecordCount(expected: count, found: before)) }
                if leaves.tree.root(ofSize: before)?.hex != root { note(.seal(number), .wrongRoot) }
                // What comes after a second seal comes after the first.
                guard isFirst else { continue }
                for position in leaves.positions.dropFirst(before) {
                    note(.record(position), .afterFinalization(session: seal.sessionID))
                }
            }
        }
    }

    private mutating func note(_ place: TrailFinding.Place, _ problem: TrailProblem) {
        if !findings.note(TrailFinding(place, problem)) { omittedFindings += 1 }
    }
}

extension TrailScan.SessionLeaves {
    fileprivate mutating func append(_ line: [UInt8], _ position: Int, _ id: String) {
        tree.append(line)
        positions.append(position)
        ids.append(id)
    }

    /// How many of them stand among the first records of the log. By halves, because a changed file may hold any number
    /// of seals of one session.
    fileprivate func count(before logSize: Int) -> Int {
        var low = 0
        var high = positions.count
        while low < high {
            let middle = (low + high) / 2
            if positions[middle] < logSize { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
