import JSONCore
import RecordLog

/// A trail in two files: the records as a plain JSONL log, and beside it the seals (`trail.jsonl` and
/// `trail.seals.jsonl`).
///
/// One process writes at a time, which a lock sees to; any number may read. When a call returns, its record outlives the
/// process; whether it outlives a power cut at once is the writer's choice.
public final class FileTrailStore: TrailStore {
    private let recordsPath: String
    private let sealsPath: String
    private let writing: Writing?

    /// When records reach the disk and not only the system.
    public enum Durability: Sendable {
        /// With the next seal, which costs nothing per record.
        case atSeals
        /// Before each call returns.
        case everyRecord
    }

    /// Opens for reading: nothing is changed, not even a torn last line. A symbolic link is refused, because the seals
    /// lie beside the file that it leads to: without them nothing but the chains would be checked.
    public init(readingFrom path: String) throws(TrailError) {
        recordsPath = path
        sealsPath = sealsFile(beside: path)
        writing = nil
        _ = try openRecords(path)
    }

    /// Opens for writing and makes the files where they are not. A last line that a crash tore is cut off: its call
    /// never returned. Lines that are no records or seals are refused, an end that no writer was writing too, and seals
    /// of records that are missing. No hash is computed here: a changed word is what `verify` finds, and `finalize`
    /// refuses to seal.
    ///
    /// A name that ends in `.db` is a database's, also while the file is empty: SQLite makes it so before it writes.
    public init(writingTo path: String, durability: Durability = .atSeals) throws(TrailError) {
        if path.utf8.suffix(3).elementsEqual(".db".utf8) { throw .isDatabase(path: path) }
        recordsPath = path
        sealsPath = sealsFile(beside: path)
        writing = try Writing(path, sealsPath, syncsRecords: durability == .everyRecord)
    }

    /// Has a test told when a write failed half-way, before what it left is cut off.
    package func beforeTakingBack(_ body: @escaping () -> Void) {
        writing?.records.willTakeBack = body
        writing?.seals.willTakeBack = body
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
        if writing.syncsRecords { try writing.records.synchronize() }
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
        try forEachStoredLine(try openRecords(recordsPath), body)
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
    let syncsRecords: Bool
    var ends: TrailEnds

    init(_ path: String, _ sealsPath: String, syncsRecords: Bool) throws(TrailError) {
        self.syncsRecords = syncsRecords
        records = try AppendFile(path: path)
        // Under the lock, because another process may have made it one until then.
        if try isSQLiteDatabase(records.file) { throw .isDatabase(path: path) }
        ends = try existingEnds(records.file, sealsPath)
        // Last, so that a trail that is refused stays as it was found. The lock on the records is held since before
        // the seals were read.
        seals = try AppendFile(path: sealsPath)
        try cutTornLine(of: records)
        try cutTornLine(of: seals)
    }
}

private func existingEnds(_ records: OpenFile, _ sealsPath: String) throws(TrailError) -> TrailEnds {
    var ends = TrailEnds()
    try forEachStoredLine(records) { (number, line) throws(TrailError) in try ends.takeRecord(number, line) }
    if let file = try openSeals(sealsPath) {
        try forEachStoredLine(file) { (number, line) throws(TrailError) in try ends.takeSeal(number, line) }
    }
    try ends.refuseSealsOfMissingRecords()
    return ends
}

private func cutTornLine(of file: AppendFile) throws(TrailError) {
    var torn: Int?
    try forEachLine(
        in: file.file,
        { (line) throws(TrailError) in
            if !line.isTerminated, !line.isTooLong, isTornLine(line.bytes) { torn = line.offset }
            return true
        },
        failing: TrailError.file
    )
    if let torn { try file.truncate(to: torn) }
}

/// Nil for a log of records without sessions, which has no seals.
///
/// Never inlined: Swift 6.3.1 crashes with optimisation on what its caller becomes otherwise.
@inline(never)
private func openSeals(_ path: String) throws(TrailError) -> OpenFile? {
    do { return try OpenFile.reading(path) } catch {
        if error.systemError == .notFound { return nil }
        throw .file(error)
    }
}

/// Of a name that is no symbolic link.
@inline(never)
private func openRecords(_ path: String) throws(TrailError) -> OpenFile {
    let file: OpenFile
    do throws(SystemError) {
        file = OpenFile(adopting: try SystemCall.open(path, [.reading, .noLink]), path: path)
    } catch {
        if error == .symbolicLink { throw .isLink(path: path) }
        throw .file(LogError(.open, path, .system(error)))
    }
    do throws(LogError) {
        let kind = try file.status().kind
        guard kind == .file else { throw LogError(.open, path, .notAFile(kind)) }
    } catch { throw .file(error) }
    return file
}

/// By its first bytes.
private func isSQLiteDatabase(_ file: OpenFile) throws(TrailError) -> Bool {
    var bytes = [UInt8](repeating: 0, count: 16)
    let count: Int
    do throws(SystemError) {
        count = try bytes.withUnsafeMutableBufferPointer { (room) throws(SystemError) in
            try SystemCall.read(file.descriptor, into: UnsafeMutableRawBufferPointer(room), at: 0)
        }
    } catch { throw .file(LogError(.read, file.path, .system(error))) }
    return count == bytes.count && bytes == Array("SQLite format 3\0".utf8)
}

private func forEachStoredLine(
    _ file: OpenFile,
    _ body: (Int, StoredLine) throws(TrailError) -> Void
) throws(TrailError) {
    try forEachLine(
        in: file,
        { (line) throws(TrailError) in
            let stored: StoredLine =
                if line.isTooLong {
                    .failure(.lineTooLong)
                } else if line.isTerminated {
                    .success(line.bytes)
                } else {
                    .failure(isTornLine(line.bytes) ? .torn : .unterminated)
                }
            try body(line.number, stored)
            return true
        },
        failing: TrailError.file
    )
}

private func sealsFile(beside path: String) -> String {
    path.hasSuffix(".jsonl") ? path.dropLast(6) + ".seals.jsonl" : path + ".seals"
}
