import JSONCore

/// Where the chains of a trail end: what a writer must know to go on.
struct TrailEnds {
    var recordCount = 0
    var newestHashes: [ByteKey: String] = [:]
    var recordCounts: [ByteKey: Int] = [:]
    var finalizedSessions: Set<ByteKey> = []
    var sealChain = SealChain()

    mutating func take(_ record: TrailRecord) {
        recordCount += 1
        newestHashes[ByteKey(record.taskID)] = record.hash
        recordCounts[ByteKey(record.taskID), default: 0] += 1
    }

    mutating func take(_ seal: TrailSeal) {
        sealChain = SealChain(count: sealChain.count + 1, newestHash: seal.hash)
        if case .finalized = seal.event { finalizedSessions.insert(ByteKey(seal.sessionID)) }
    }

    mutating func take(from store: some TrailStore) throws(TrailError) {
        var copy = self
        try store.forEachRecord { (number, line) throws(TrailError) in try copy.takeRecord(number, line) }
        try store.forEachSeal { (number, line) throws(TrailError) in try copy.takeSeal(number, line) }
        self = copy
    }

    mutating func takeRecord(_ number: Int, _ line: StoredLine) throws(TrailError) {
        if line == .failure(.torn) { return }
        do { take(try readTrailRecord(try line.get())) } catch {
            throw .damaged([TrailFinding(.record(number), error)])
        }
    }

    mutating func takeSeal(_ number: Int, _ line: StoredLine) throws(TrailError) {
        if line == .failure(.torn) { return }
        let seal: TrailSeal
        do { seal = try readTrailSeal(try line.get()) } catch {
            throw .damaged([TrailFinding(.seal(number), error)])
        }
        guard seal.logSize <= recordCount else {
            throw .damaged([
                TrailFinding(.seal(number), .logTooShort(expected: seal.logSize, found: recordCount))
            ])
        }
        take(seal)
    }
}
