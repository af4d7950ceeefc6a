import JSONCore

/// Where the chains of a trail end: what a writer must know to go on.
struct TrailEnds {
    var recordCount = 0
    var newestHashes: [ByteKey: String] = [:]
    var recordCounts: [ByteKey: Int] = [:]
    var finalizedSessions: Set<ByteKey> = []
    var sealChain = SealChain()
    /// How many records there were at each seal.
    private var sealedSizes: [Int] = []

    mutating func take(_ record: TrailRecord) {
        recordCount += 1
        newestHashes[ByteKey(record.taskID)] = record.hash
        recordCounts[ByteKey(record.taskID), default: 0] += 1
    }

    mutating func take(_ seal: TrailSeal) {
        sealChain = SealChain(count: sealChain.count + 1, newestHash: seal.hash)
        sealedSizes.append(seal.logSize)
        if case .finalized = seal.event { finalizedSessions.insert(ByteKey(seal.sessionID)) }
    }

    mutating func take(from store: some TrailStore) throws(TrailError) {
        var copy = self
        // Seals first: a writer may add records meanwhile and seal them, and no seal here may be of records that were
        // not there yet when they were read.
        try store.forEachSeal { (number, line) throws(TrailError) in try copy.takeSeal(number, line) }
        try store.forEachRecord { (number, line) throws(TrailError) in try copy.takeRecord(number, line) }
        try copy.refuseSealsOfMissingRecords()
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
        take(seal)
    }

    /// To be asked when all records and seals were taken.
    func refuseSealsOfMissingRecords() throws(TrailError) {
        guard let number = sealedSizes.firstIndex(where: { $0 > recordCount }) else { return }
        throw .damaged([
            TrailFinding(.seal(number), .logTooShort(expected: sealedSizes[number], found: recordCount))
        ])
    }
}
