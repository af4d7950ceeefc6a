import JSONCore
import RecordLog

extension SessionBuffer {
    /// Finds where a job resumes: from its checkpoint alone, or with the results that the previous session's buffer
    /// still knows.
    ///
    /// The checkpoint decides the step and is the only thing that can make this fail. Whatever is wrong with the
    /// buffer costs the skip list and is named in the plan.
    ///
    /// - Parameters:
    ///   - versions: the checkpoint versions that the agent can resume from.
    ///   - root: the folder of all buffers.
    /// - Throws: `CheckpointFault` when the job must fail, and what the store throws when it cannot be asked.
    public static func recover(
        jobID: UUID128,
        agentID: UUID128,
        versions: ClosedRange<Int>,
        from store: some CheckpointStore,
        buffersIn root: String,
        options: ReadingOptions = ReadingOptions()
    ) throws -> RecoveryPlan {
        guard let checkpoint = try store.load(jobID: jobID) else {
            return RecoveryPlan(checkpoint: nil, stepIndex: 0, buffer: .fallback(.firstExecution))
        }
        try checkpoint.validate(jobID: jobID, agentID: agentID, versions: versions)
        return RecoveryPlan(
            checkpoint: checkpoint,
            stepIndex: checkpoint.stepIndex + 1,
            buffer: evidence(for: checkpoint, in: folder(ofJob: jobID, in: root), options)
        )
    }

    /// Phase 2 alone: what the buffers in a job's folder say about the work after a checkpoint.
    public static func evidence(
        for checkpoint: Checkpoint,
        in folder: String,
        _ options: ReadingOptions = ReadingOptions()
    ) -> BufferUse {
        let (paths, failure) = latestPaths(in: folder, options)
        if let failure { return .fallback(failure) }
        guard let last = paths.last else { return .fallback(.noFiles) }
        var scan = EvidenceScan(jobID: checkpoint.jobID)
        for path in paths { scan.read(path, options) }
        if let failure = scan.integrity.failure { return .fallback(.unreadable(failure)) }
        switch scan.integrity.trust {
        case .refused(.empty): return .fallback(.empty(path: last))
        case .refused(.unreadable):
            return .fallback(.unreadable(LogError(.read, last, .other("it cannot be read"))))
        case .refused(.tooCorrupt(let ratio)): return .fallback(.tooCorrupt(path: last, ratio: ratio))
        case .whole, .usable: break
        }
        switch scan.marker {
        case .missing: return .fallback(.noMarker(path: last))
        case .unreadable(let path, let line): return .fallback(.unreadableMarker(path: path, line: line))
        case .read(let marker) where marker.checkpointID != checkpoint.id:
            return .fallback(.otherCheckpoint(path: last, found: marker.checkpointID))
        case .read: return .used(scan.evidence(paths))
        }
    }
}

// Inlined, it makes the 6.3 optimiser fail in its caller.
@inline(never)
private func latestPaths(in folder: String, _ options: ReadingOptions) -> ([String], RecoveryFallback?) {
    do throws(LogError) {
        return (try SessionBuffer.latestSession(in: folder, options) ?? [], nil)
    } catch {
        return ([], error.systemError == .notFound ? .noFolder : .unreadable(error))
    }
}

/// What is remembered while a session's events pass by.
struct EvidenceScan {
    /// The last marker so far. Only what comes after one is remembered.
    enum Marker {
        case missing
        case read(BufferEvent.CheckpointWritten)
        case unreadable(path: String, line: Int)
    }

    let jobID: UUID128
    var integrity = IntegrityReport()
    private(set) var marker = Marker.missing
    private var path = ""
    private var completed: [UUID128: BufferEvent.ToolResult] = [:]
    private var started: [BufferEvent.ToolStart] = []
    private var startedIDs: Set<UUID128> = []
    private var positions = SequenceGaps()
    /// Those of the file that is being read.
    private var positionsInFile = SequenceGaps()
    private var repeated: Set<Int> = []

    init(jobID: UUID128) {
        self.jobID = jobID
    }

    // Inlined, it makes the 6.3 optimiser fail in its caller.
    @inline(never)
    mutating func read(_ path: String, _ options: ReadingOptions) {
        positionsInFile = SequenceGaps()
        self.path = path
        do throws(LogError) {
            let log = try RecordLog<BufferEvent>(readingFrom: path, options: options)
            integrity.add(log.read { take($0) })
        } catch {
            integrity.add(IntegrityReport(failure: error))
        }
    }

    mutating func take(_ line: LogLine<BufferEvent.Event>) {
        guard case .record(let event, _) = line else { return take(unread: line) }
        guard event.jobID == jobID else { return }
        let isNew = positions.take(event.seq)
        if !positionsInFile.take(event.seq) || !isNew && !isKnown(event) {
            // Which of the two belongs there nobody can say: a call that returned must not be made again for that.
            if repeated.count < SequenceGaps.repeatedLimit { repeated.insert(event.seq) }
        } else if !isNew {
            // Written again after a failed flush: it stands in two files of the session.
            return
        }
        switch event {
        case .checkpointWritten(let written): pass(.read(written))
        case .toolStart(let start):
            if case .read = marker, startedIDs.insert(start.invocationID).inserted { started.append(start) }
        case .toolResult(let result):
            if case .read = marker { completed[result.invocationID] = result }
        default: break
        }
    }

    private mutating func take(unread line: LogLine<BufferEvent.Event>) {
        guard let event = UnreadEvent(line), event.jobID == jobID else { return }
        var isWrittenAgain = false
        if let seq = event.seq {
            let isNew = positions.take(seq)
            isWrittenAgain = positionsInFile.take(seq) && !isNew
        }
        guard event.type == "CHECKPOINT_WRITTEN", !isWrittenAgain else { return }
        // Stepped over, it would leave an older marker as the last.
        pass(.unreadable(path: path, line: line.place.number))
    }

    private mutating func pass(_ next: Marker) {
        marker = next
        completed = [:]
        started = []
        startedIDs = []
    }

    /// Whether an event at a position that was there before is the one that was there, or could no longer matter.
    private func isKnown(_ event: BufferEvent.Event) -> Bool {
        guard case .read(let marker) = marker, event.seq > marker.seq else { return true }
        switch event {
        case .toolResult(let result): return completed[result.invocationID] == result
        case .toolStart(let start): return startedIDs.contains(start.invocationID)
        default: return true
        }
    }

    func evidence(_ paths: [String]) -> BufferEvidence {
        BufferEvidence(
            paths: paths,
            integrity: integrity,
            completed: completed,
            unresolved: started.filter { completed[$0.invocationID] == nil },
            gaps: positions.gaps,
            gapsAreCut: positions.isCut,
            repeated: repeated.sorted()
        )
    }
}
