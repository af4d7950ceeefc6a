import JSONCore
import RecordLog

/// A trail in two files: the records as a plain JSONL log, and beside it the seals (`trail.jsonl` and
/// `trail.seals.jsonl`).
///
/// One process writes at a time, which a lock sees to; any number may read. A record is written when the call returns
/// and durable after the next seal.
public final class FileTrailStore: TrailStore {
    private let recordsPath: String
    private let sealsPath: String
    private let writing: Writing?

    /// Opens for reading: nothing is changed, not even a torn last line.
    public init(readingFrom path: String) throws(TrailError) {
        recordsPath = path
        sealsPath = sealsFile(beside: path)
        writing = nil
        _ = try openForReading(path)
    }

    /// Opens for writing and makes the files where they are not. A last line that a crash tore is cut off: its call
    /// never returned. Any other damage is refused.
    public init(writingTo path: String) throws(TrailError) {
        recordsPath = path
        sealsPath = sealsFile(beside: path)
        writing = try Writing(records: AppendFile(path: path), seals: AppendFile(path: sealsPath))
    }

    public func exclusively<Value>(_ body: () throws(TrailError) -> Value) throws(TrailError) -> Value {
        // The lock is held as long as the store is open.
        guard writing != nil else { throw .readOnly }
        return try body()
    }

    public func consistently<Value>(_ body: () throws(TrailError) -> Value) throws(TrailError) -> Value {
        // Files only grow, and seals are read before the records that they cover.
        try body()
    }

    public func newestHash(ofTask task: String) throws(TrailError) -> String? {
        try ends().newestHashes[ByteKey(task)]
    }

    public func recordCount(ofTask task: String) throws(TrailError) -> Int {
        try ends().recordCounts[ByteKey(task)] ?? 0
    }

    public func recordCount() throws(TrailError) -> Int {
        try ends().recordCount
    }

    public func isFinalized(session: String) throws(TrailError) -> Bool {
        try ends().finalizedSessions.contains(ByteKey(session))
    }

    public func sealChain() throws(TrailError) -> SealChain {
        try ends().sealChain
    }

    public func append(_ record: TrailRecord) throws(TrailError) {
        guard let writing else { throw .readOnly }
        try writing.records.append(record.line)
        writing.ends.take(record)
    }

    public func append(_ seal: TrailSeal) throws(TrailError) {
        guard let writing else { throw .readOnly }
        // Records first: a seal on the disk must not speak of records that are not.
        try writing.records.synchronize()
        try writing.seals.append(seal.line)
        try writing.seals.synchronize()
        writing.ends.take(seal)
    }

    public func forEachRecord(_ body: (Int, StoredLine) throws(TrailError) -> Void) throws(TrailError) {
        try forEachStoredLine(try openForReading(recordsPath), body)
    }

    public func forEachSeal(_ body: (Int, StoredLine) throws(TrailError) -> Void) throws(TrailError) {
        if let file = try openSeals(sealsPath) { try forEachStoredLine(file, body) }
    }

    private func ends() throws(TrailError) -> TrailEnds {
        if let writing { return writing.ends }
        var ends = TrailEnds()
        try ends.take(from: self)
        return ends
    }
}

/// What only a writer has.
private final class Writing {
    let records: AppendFile
    let seals: AppendFile
    var ends = TrailEnds()

    init(records: AppendFile, seals: AppendFile) throws(TrailError) {
        self.records = records
        self.seals = seals
        try cutTornLine(of: records)
        try cutTornLine(of: seals)
        try forEachStoredLine(records.file) { (number, line) throws(TrailError) in
            try ends.takeRecord(number, line)
        }
        try forEachStoredLine(seals.file) { (number, line) throws(TrailError) in
            try ends.takeSeal(number, line)
        }
    }
}

private func cutTornLine(of file: AppendFile) throws(TrailError) {
    var torn: Int?
    try forEachLine(
        in: file.file,
        { (line) throws(TrailError) in
            if !line.isTerminated { torn = line.offset }
            return true
        },
        failing: TrailError.file
    )
    if let torn { try file.truncate(to: torn) }
}

/// Nil for a log of records without sessions, which has no seals.
private func openSeals(_ path: String) throws(TrailError) -> OpenFile? {
    do { return try OpenFile.reading(path) } catch {
        if error.systemError == .notFound { return nil }
        throw .file(error)
    }
}

private func openForReading(_ path: String) throws(TrailError) -> OpenFile {
    do { return try OpenFile.reading(path) } catch { throw .file(error) }
}

private func forEachStoredLine(
    _ file: OpenFile,
    _ body: (Int, StoredLine) throws(TrailError) -> Void
) throws(TrailError) {
    try forEachLine(
        in: file,
        { (line) throws(TrailError) in
            if line.isTooLong {
                try body(line.number, .failure(.lineTooLong))
            } else {
                try body(line.number, line.isTerminated ? .success(line.bytes) : .failure(.unterminated))
            }
            return true
        },
        failing: TrailError.file
    )
}

private func sealsFile(beside path: String) -> String {
    path.hasSuffix(".jsonl") ? path.dropLast(6) + ".seals.jsonl" : path + ".seals"
}
