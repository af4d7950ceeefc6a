import Digest
import JSONCore
public import RecordLog

/// What came of reading a file of turns.
public struct TurnFileReport: Sendable, Hashable {
    /// The first line that was read, counted from 0: above 0 when an earlier run had come that far.
    public var firstLine = 0
    public var lines = 0
    public var turns = 0
    public var insertedNodes = 0
    public var refusedCount = 0
    /// How many of the lines before the first that was read were refused, by earlier runs.
    public var refusedBefore = 0
    /// The first 1,000 refusals with their lines, counted from 0.
    public var refusals: [TurnFileRefusal] = []
    /// The last line has no end; it is taken in when it has one.
    public var hasTornTail = false
    /// How far the file was read.
    public var offset = 0
}

public struct TurnFileRefusal: Sendable, Hashable {
    public var line: Int
    public var refusal: TurnRefusal
}

public enum TurnFileError: Error, Sendable, Hashable {
    case file(LogError)
    case store(SessionStoreError)
}

/// Takes in a JSONL file of turns, some hundred a transaction, and goes on where an earlier run stopped.
///
/// How far it came is noted in the transaction that took the turns in, so after a crash neither is ahead of the other.
/// A file that no longer holds the last line of the earlier run where it was is read from its start; turns that are
/// there already change nothing. Lines that are no valid turns are reported and passed over; how many is noted as well,
/// so that a run which was killed before it could say so does not hide them from the next. Numbers that no run can have
/// noted are passed over, and the file is read from its start.
///
/// - Parameters:
///   - source: by what name progress is kept; the path as given, if nil.
///   - watch: called after each transaction with what is in the store by then, the refusals among its lines too. What
///     it was given last is the report where an error ends the reading.
public func ingestTurns(
    from path: String,
    into store: some SessionStore,
    source: String? = nil,
    batchSize: Int = 256,
    watch: (TurnFileReport) -> Void = { _ in }
) throws(TurnFileError) -> TurnFileReport {
    let file: OpenFile
    do { file = try OpenFile.reading(path) } catch { throw .file(error) }
    let source = source ?? path
    let earlier: IngestProgress?
    do { earlier = try store.progress(ofSource: source) } catch { throw .store(error) }

    var progress = IngestProgress(source: source, offset: 0, line: 0, lastLineOffset: 0, lastLineHash: "")
    if let earlier, earlier.isPossible, try stillHolds(earlier, file) { progress = earlier }
    var report = TurnFileReport()
    report.firstLine = progress.line
    report.refusedBefore = progress.refused
    report.offset = progress.offset

    var batch: [Turn] = []
    var batchLines = 0
    // Not in the report before the transaction that passes them over: after an error they are read again.
    var refusals: [TurnFileRefusal] = []
    func flush() throws(TurnFileError) {
        guard batchLines > 0 else { return }
        let results: [IngestResult]
        do { results = try store.ingest(batch, noting: progress) } catch { throw .store(error) }
        report.lines += batchLines
        report.turns += results.count
        report.insertedNodes += results.reduce(0) { $0 + $1.insertedNodes }
        report.offset = progress.offset
        report.refusedCount = progress.refused - report.refusedBefore
        report.refusals += refusals.prefix(1_000 - report.refusals.count)
        refusals.removeAll(keepingCapacity: true)
        batch.removeAll(keepingCapacity: true)
        batchLines = 0
        watch(report)
    }
    try forEachLine(
        in: file,
        from: progress.offset,
        number: progress.line,
        { (line) throws(TurnFileError) in
            guard line.isTerminated else {
                report.hasTornTail = true
                return false
            }
            do throws(TurnRefusal) {
                if line.isTooLong {
                    throw TurnRefusal(violations: [.init(path: JSONPointer(), problem: .lineTooLong)])
                }
                batch.append(try Turn(validating: line.bytes))
            } catch {
                progress.refused += 1
                if report.refusals.count + refusals.count < 1_000 {
                    refusals.append(TurnFileRefusal(line: line.number, refusal: error))
                }
            }
            batchLines += 1
            progress.offset = line.end
            progress.line = line.number + 1
            progress.lastLineOffset = line.offset
            progress.lastLineHash = sha256(line.bytes).hex
            if batchLines >= max(1, batchSize) { try flush() }
            return true
        },
        failing: TurnFileError.file
    )
    try flush()
    return report
}

/// Whether the line that was taken in last is where it was.
private func stillHolds(_ progress: IngestProgress, _ file: OpenFile) throws(TurnFileError) -> Bool {
    var holds = false
    try forEachLine(
        in: file,
        from: progress.lastLineOffset,
        { (line) throws(TurnFileError) in
            holds =
                line.isTerminated && line.end == progress.offset && sha256(line.bytes).hex == progress.lastLineHash
            return false
        },
        failing: TurnFileError.file
    )
    return holds
}
