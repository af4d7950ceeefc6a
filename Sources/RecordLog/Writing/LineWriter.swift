import Dispatch
import JSONCore

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Where a line will stand among all that a writer was given.
public struct LinePosition: Sendable, Hashable {
    /// How many records were taken before it, written or not.
    public var sequence: Int
    /// How many of those are known to be dropped. One that will be written late, with the next line, is none of them.
    public var dropped: Int
    /// How many bytes are known to be written before it.
    public var bytes: Int
}

/// Takes lines from many threads and tasks, and puts them into one destination in the order in which they were taken.
///
/// ```
/// append ──encode──► [ scratch ] ──────────────► write     nobody else is writing: straight on
///        └─encode──► [ queue   ] ──drain──► write …        somebody is: that one, or the next, takes it along
///                                            └──► flush    one flush acknowledges all that was written before it
/// ```
///
/// Two roles, each held by one thread at a time: *draining* (encodes nothing, calls `write`) and *flushing* (calls
/// `fsync`). The lock is never held over a call that can wait for a disk. So an append waits for a `write` at most,
/// never for another caller's flush, and callers who wait for the same flush share it.
public final class LineWriter: @unchecked Sendable {
    private let lock = Lock()
    private let destination: any LineDestination
    private let options: WriterOptions
    /// Blocking calls for tasks are made here, off the pool that runs Swift's tasks.
    private let writing = DispatchQueue(label: "recordlog.write")
    private let flushing = DispatchQueue(label: "recordlog.flush")

    // One thread at a time holds the lock or the role that these belong to, and run-time checks of exclusive access cost
    // a tenth of an append: `@exclusivity(unchecked)`.
    @exclusivity(unchecked) private var scratch = JSONWriter()
    @exclusivity(unchecked) private var direct = JSONWriter()
    @exclusivity(unchecked) private var queue = LineQueue()
    @exclusivity(unchecked) private var batch = LineQueue()
    @exclusivity(unchecked) private var isDraining = false
    @exclusivity(unchecked) private var isFlushing = false
    /// Where the next line may go to by one plain `write` of this writer's own, with nothing to be looked at before or
    /// after it; -1 where that is not so.
    @exclusivity(unchecked) private var plainFile: Int32 = -1
    /// Bytes that went there, of which the destination does not know yet.
    @exclusivity(unchecked) private var untold = 0
    @exclusivity(unchecked) private var isClosed = false
    /// Who closes, and what came of it.
    @exclusivity(unchecked) private var closer: pthread_t?
    @exclusivity(unchecked) private var closeOutcome: FlushOutcome?
    @exclusivity(unchecked) private var drainIsScheduled = false
    @exclusivity(unchecked) private var flushIsScheduled = false

    /// Tickets count records as they come; the sequence number of a record is its ticket.
    @exclusivity(unchecked) private var issued = 0
    @exclusivity(unchecked) private var drained = 0
    /// Everything before this ticket was covered by a flush, whether or not it succeeded.
    @exclusivity(unchecked) private var flushAttempted = 0
    @exclusivity(unchecked) private var flushWaiters: [Waiter] = []
    @exclusivity(unchecked) private var unacknowledged: [(ticket: Int, line: [UInt8])] = []
    @exclusivity(unchecked) private var retainedBytes = 0
    @exclusivity(unchecked) private var retentionOverflowed = false
    @exclusivity(unchecked) private var loss: LogError?
    @exclusivity(unchecked) private var droppingSince: Int?
    @exclusivity(unchecked) private var lastDrop: (ticket: Int, error: LogError)?
    /// Everything before this ticket was covered by a flush that the disk acknowledged.
    @exclusivity(unchecked) private var flushAcknowledged = 0
    /// What the last of those flushes that a caller asked for told about: drops from its first ticket on. Earlier ones
    /// were told before.
    @exclusivity(unchecked) private var toldTickets = 0..<0
    @exclusivity(unchecked) private var lateLines = 0
    @exclusivity(unchecked) private var lateBytes = 0
    @exclusivity(unchecked) private var pendingLines = 0
    @exclusivity(unchecked) private var tally = WriterCounters()

    public init(_ destination: any LineDestination, _ options: WriterOptions) {
        self.destination = destination
        self.options = options
    }

    public var counters: WriterCounters {
        lock.withLock { tally }
    }

    /// Waits until nothing is queued, and says how many records were dropped so far.
    public func settle() -> Int {
        lock.withLock {
            while isDraining || !queue.isEmpty {
                if isDraining { lock.wait() } else { drain() }
            }
            return tally.dropped
        }
    }

    public func settle() async -> Int {
        await withCheckedContinuation { continuation in
            writing.async { [self] in continuation.resume(returning: settle()) }
        }
    }

    /// Gives the application a message.
    public func report(_ event: WriterMessage.Event) {
        options.handler?(WriterMessage(event))
    }
}

// MARK: Taking records

extension LineWriter {
    public typealias Encode = (inout JSONWriter, LinePosition) throws(RecordViolation) -> Void

    /// Appends one record and waits for its `write`; with `flush`, for the disk.
    ///
    /// What nearly all appends do is here, in few lines of code and with the call of the system among them. After that
    /// call code is cold, which costs more than what it does, and each return is predicted wrongly (ten nanoseconds: the
    /// processor has forgotten where the calls came from).
    public func append(flush: Bool, _ encode: Encode) throws(RecordViolation) -> AppendOutcome {
        lock.lock()
        defer { lock.unlock() }
        guard plainFile >= 0, !isDraining, queue.isEmpty else { return try appendInTurn(flush: flush, encode) }
        direct.removeAll()
        do {
            try encode(&direct, position)
        } catch {
            tally.refused += 1
            throw error
        }
        direct.newline()
        let ticket = issued
        issued = ticket &+ 1
        isDraining = true
        let file = plainFile
        lock.unlock()
        let taken = direct.withBytes { SystemCall.writeOnce(file, $0) }
        guard taken == direct.count else { return goOn(ticket, after: taken, flush: flush) }
        lock.lock()
        untold &+= taken
        // As `count` does for a line against which there is nothing.
        drained = ticket &+ 1
        tally.written &+= 1
        tally.bytes &+= taken
        isDraining = false
        if lock.hasWaiters || !queue.isEmpty { letOthersDrain() }
        return flush ? waitForFlush(of: issued) : .written
    }

    private var position: LinePosition {
        LinePosition(sequence: issued, dropped: tally.dropped &- pendingLines, bytes: tally.bytes)
    }

    /// Where there is more to do. The lock is held.
    @inline(never)
    private func appendInTurn(flush: Bool, _ encode: Encode) throws(RecordViolation) -> AppendOutcome {
        if let refusal = try take(encode) { return refusal }
        let outcome = isDraining || !queue.isEmpty ? queueAndWait() : writeDirectly()
        guard flush, outcome == .written else { return outcome }
        return waitForFlush(of: issued)
    }

    /// After a `write` that did not take all of a line; -1 is a failure. The lock is held on return.
    @inline(never)
    private func goOn(_ ticket: Int, after taken: Int, flush: Bool) -> AppendOutcome {
        let result: Result<Int, SystemError> = taken < 0 ? .failure(.last) : .success(taken)
        lock.lock()
        let outcome = writeByAppending(ticket, after: result)
        guard flush, outcome == .written else { return outcome }
        return waitForFlush(of: issued)
    }

    /// As the other, for tasks: no thread of theirs waits for a disk.
    public func append(flush: Bool, _ encode: Encode) async throws(RecordViolation) -> AppendOutcome {
        let waiter = Waiter(wantsDurable: flush)
        if let refusal = try takeForTask(waiter, encode) { return refusal }
        return await withCheckedContinuation { continuation in
            attach(continuation, to: waiter)
        }
    }

    /// Encodes into the scratch and issues a ticket; nil when the record may be written. The lock is held.
    private func take(_ encode: Encode) throws(RecordViolation) -> AppendOutcome? {
        if isClosed {
            return .dropped(drop(issued, LogError(.write, destination.path, .closed)))
        }
        scratch.removeAll()
        do {
            try encode(&scratch, position)
        } catch {
            tally.refused += 1
            throw error
        }
        scratch.newline()
        issued += 1
        if queue.bytes.count + scratch.count > options.queueLimit, !queue.isEmpty {
            return .dropped(drop(issued - 1, LogError(.write, destination.path, .queueFull)))
        }
        return nil
    }

    private func drop(_ ticket: Int, _ error: LogError) -> LogError {
        tally.dropped += 1
        lastDrop = (ticket, error)
        return error
    }

    private func takeForTask(_ waiter: Waiter, _ encode: Encode) throws(RecordViolation) -> AppendOutcome? {
        lock.lock()
        defer { lock.unlock() }
        if let refusal = try take(encode) { return refusal }
        scratch.withBytes { queue.append($0, issued - 1, waiter, isAsync: true) }
        scheduleDrain()
        return nil
    }

    private func attach(_ continuation: CheckedContinuation<AppendOutcome, Never>, to waiter: Waiter) {
        let outcome = lock.withLock {
            if waiter.outcome == nil { waiter.continuation = continuation }
            return waiter.outcome
        }
        if let outcome { continuation.resume(returning: outcome) }
    }
}

// MARK: Writing

extension LineWriter {
    /// Nobody drains and the queue is empty: the record goes from the scratch to the file without a copy.
    private func writeDirectly() -> AppendOutcome {
        isDraining = true
        swap(&scratch, &direct)
        return writeByAppending(issued - 1, after: nil)
    }

    /// Writes what is in `direct`, of which a first call may have taken a part. The lock is held at both ends.
    @inline(never)
    private func writeByAppending(_ ticket: Int, after first: Result<Int, SystemError>?) -> AppendOutcome {
        tellDestination()
        lock.unlock()
        let failure = direct.withBytes { line -> LogError? in
            do throws(LogError) {
                if let first { try destination.finish(line, after: first) } else { try destination.append(line) }
                return nil
            } catch {
                return error
            }
        }
        lock.lock()
        return finishDirectly(ticket, failure)
    }

    @inline(never)
    private func finishDirectly(_ ticket: Int, _ failure: LogError?) -> AppendOutcome {
        let message = direct.withBytes { count(ticket, $0, failure) }
        finishDraining()
        if let message { tell(message) }
        if let failure { return .dropped(failure) }
        return .written
    }

    private func queueAndWait() -> AppendOutcome {
        let waiter = Waiter(wantsDurable: false)
        scratch.withBytes { queue.append($0, issued - 1, waiter, isAsync: false) }
        while true {
            if let outcome = waiter.outcome { return outcome }
            if isDraining { lock.wait() } else { drain() }
        }
    }

    /// Writes what is queued. The lock is held at the beginning and at the end, nobody drains.
    private func drain() {
        isDraining = true
        tellDestination()
        swap(&queue, &batch)
        var begin = 0
        // Told when the role is given up: the application may answer by appending, which would wait for this thread.
        var messages: [WriterMessage] = []
        for entry in batch.entries {
            let range = begin..<entry.end
            begin = entry.end
            lock.unlock()
            let failure = batch.bytes.withUnsafeBytes { write(UnsafeRawBufferPointer(rebasing: $0[range])) }
            lock.lock()
            let message = batch.bytes.withUnsafeBytes {
                count(entry.ticket, UnsafeRawBufferPointer(rebasing: $0[range]), failure)
            }
            if let failure {
                complete(entry.waiter, .dropped(failure))
            } else if entry.waiter.wantsDurable {
                flushWaiters.append(entry.waiter)
            } else {
                complete(entry.waiter, .written)
            }
            if let message { messages.append(message) }
        }
        batch.removeAll()
        finishDraining()
        if !flushWaiters.isEmpty { scheduleFlush() }
        for message in messages { tell(message) }
    }

    private func write(_ line: UnsafeRawBufferPointer) -> LogError? {
        do throws(LogError) {
            try destination.append(line)
            return nil
        } catch {
            return error
        }
    }

    /// Counts what became of a line. The lock is held.
    private func count(_ ticket: Int, _ line: UnsafeRawBufferPointer, _ failure: LogError?) -> WriterMessage? {
        drained = ticket + 1
        // Also where the line itself failed: the one before it may have come through.
        let late = destination.lateLines &- lateLines
        if late > 0 { countLate(late) }
        if let failure {
            _ = drop(ticket, failure)
            pendingLines = destination.pendingLines
            tally.failures += 1
            if droppingSince != nil { return nil }
            droppingSince = tally.dropped - 1
            return WriterMessage(.dropping(failure))
        }
        tally.written += 1
        tally.bytes += line.count
        if options.lossPosture == .rewrite, loss == nil { retain(ticket, line) }
        guard let since = droppingSince else { return nil }
        droppingSince = nil
        return WriterMessage(.resumed(dropped: tally.dropped - since))
    }

    private func countLate(_ count: Int) {
        lateLines += count
        tally.written += count
        tally.dropped -= count
        tally.bytes += destination.lateBytes - lateBytes
        lateBytes = destination.lateBytes
        pendingLines = 0
        // Only the first line ever comes late: if no other was dropped, none is missing.
        if lastDrop?.ticket == 0 { lastDrop = nil }
    }

    private func retain(_ ticket: Int, _ line: UnsafeRawBufferPointer) {
        retainedBytes += line.count
        if retainedBytes > options.queueLimit {
            // Too much to keep: a flush that fails now is a loss.
            unacknowledged = []
            retentionOverflowed = true
        } else if !retentionOverflowed {
            unacknowledged.append((ticket, Array(line)))
        }
    }

    /// What was written before this ticket is durable. The lock is held.
    private func release(before ticket: Int) {
        unacknowledged.removeAll { $0.ticket < ticket }
        retainedBytes = unacknowledged.reduce(0) { $0 + $1.line.count }
        if ticket >= drained { retentionOverflowed = false }
    }

    /// Before anything but a plain `write` is done with the destination. This thread drains.
    private func tellDestination() {
        if untold > 0 { destination.tookWhole(untold) }
        untold = 0
    }

    private func finishDraining() {
        isDraining = false
        let isPlain = !isClosed && droppingSince == nil && options.lossPosture == .report
        plainFile = isPlain ? destination.plainFile ?? -1 : -1
        letOthersDrain()
    }

    @inline(never)
    private func letOthersDrain() {
        lock.wakeAll()
        if !queue.isEmpty, queue.hasAsync { scheduleDrain() }
    }

    private func complete(_ waiter: Waiter, _ outcome: AppendOutcome) {
        waiter.outcome = outcome
        waiter.continuation?.resume(returning: outcome)
        waiter.continuation = nil
    }

    private func scheduleDrain() {
        if drainIsScheduled { return }
        drainIsScheduled = true
        writing.async { [self] in
            lock.withLock {
                drainIsScheduled = false
                while !queue.isEmpty {
                    if isDraining { lock.wait() } else { drain() }
                }
            }
        }
    }

    /// Gives the application a message without holding the lock.
    private func tell(_ message: WriterMessage?) {
        guard let message, let handler = options.handler else { return }
        lock.unlock()
        handler(message)
        lock.lock()
    }
}

// MARK: Flushing

extension LineWriter {
    /// Makes everything durable that was appended before.
    public func flush() -> FlushOutcome {
        lock.withLock { flushAndTell() }
    }

    public func flush() async -> FlushOutcome {
        await withCheckedContinuation { continuation in
            flushing.async { [self] in continuation.resume(returning: flush()) }
        }
    }

    /// A record that was dropped is told until a flush is acknowledged, and by that one. The lock is held.
    private func flushAndTell() -> FlushOutcome {
        let ticket = issued
        let since = ticket > toldTickets.upperBound ? toldTickets.upperBound : toldTickets.lowerBound
        if case .notDurable(let error) = waitForFlush(of: ticket) { return .lost(error) }
        if flushAcknowledged >= ticket, ticket > toldTickets.upperBound { toldTickets = since..<ticket }
        if let lastDrop, lastDrop.ticket >= since { return .lost(lastDrop.error) }
        return .durable
    }

    /// Waits until a flush that began after `ticket` records were written is over. The lock is held.
    private func waitForFlush(of ticket: Int) -> AppendOutcome {
        while flushAttempted < ticket {
            if drained < ticket, isDraining || !queue.isEmpty {
                if isDraining { lock.wait() } else { drain() }
            } else if isFlushing {
                lock.wait()
            } else {
                flushOnce()
            }
        }
        return loss.map { .notDurable($0) } ?? .durable
    }

    /// The lock is held at the beginning and at the end, nobody flushes.
    private func flushOnce() {
        isFlushing = true
        // Dropped records leave gaps in the tickets at the end, and there is nothing of theirs to wait for.
        let covered = isDraining || !queue.isEmpty ? drained : issued
        let written = tally.written
        let waiters = flushWaiters
        flushWaiters = []
        lock.unlock()
        var failure: LogError?
        var wasAsked = false
        do throws(LogError) {
            wasAsked = try destination.synchronize()
        } catch {
            failure = error
        }
        lock.lock()
        var message: WriterMessage?
        if let failure {
            message = lose(failure)
            wasAsked = true
        } else if wasAsked {
            tally.flushes += 1
            if loss == nil {
                tally.durable = written
                release(before: covered)
            }
        }
        flushAttempted = max(flushAttempted, covered)
        if wasAsked, loss == nil { flushAcknowledged = max(flushAcknowledged, covered) }
        isFlushing = false
        let outcome: AppendOutcome = loss.map { .notDurable($0) } ?? .durable
        for waiter in waiters { complete(waiter, outcome) }
        lock.wakeAll()
        tell(message)
    }

    /// A flush failed. The lock is held, and this thread flushes.
    private func lose(_ failure: LogError) -> WriterMessage {
        tally.failedFlushes += 1
        tally.durabilityLost = true
        if options.lossPosture == .rewrite, loss == nil, let message = rewrite() { return message }
        loss = loss ?? failure
        unacknowledged = []
        return WriterMessage(.durabilityLost(failure))
    }

    /// Writes what no flush has acknowledged into a fresh file; nil when that failed too.
    private func rewrite() -> WriterMessage? {
        if retentionOverflowed { return nil }
        while isDraining { lock.wait() }
        isDraining = true
        defer { finishDraining() }
        let lines = unacknowledged
        lock.unlock()
        var path: String?
        do throws(LogError) {
            path = try destination.moveToFreshFile()
            // Written again into the same file they would stand there twice.
            if path != nil {
                for (_, line) in lines {
                    try line.withUnsafeBufferPointer { (bytes) throws(LogError) in
                        try destination.append(UnsafeRawBufferPointer(bytes))
                    }
                }
                _ = try destination.synchronize()
            }
        } catch {
            path = nil
        }
        lock.lock()
        guard let path else {
            tally.failures += 1
            return nil
        }
        tally.rewritten += lines.count
        tally.flushes += 1
        tally.durable = tally.written
        release(before: issued)
        return WriterMessage(.rewritten(path: path, records: lines.count))
    }

    private func scheduleFlush() {
        if flushIsScheduled { return }
        flushIsScheduled = true
        flushing.async { [self] in
            lock.withLock {
                flushIsScheduled = false
                while !flushWaiters.isEmpty {
                    if isFlushing { lock.wait() } else { flushOnce() }
                }
            }
        }
    }
}

// MARK: Closing

extension LineWriter {
    /// Flushes and closes. What comes later is dropped.
    public func close() -> FlushOutcome {
        lock.lock()
        defer { lock.unlock() }
        if isClosed { return outcomeOfClose() }
        isClosed = true
        plainFile = -1
        closer = pthread_self()
        let flushed = flushAndTell()
        while isDraining || isFlushing { lock.wait() }
        do throws(LogError) {
            try destination.close()
            closeOutcome = flushed
            lock.wakeAll()
            return flushed
        } catch {
            tally.failures += 1
            tally.durabilityLost = true
            loss = loss ?? error
            closeOutcome = .lost(error)
            lock.wakeAll()
            tell(WriterMessage(.closeFailed(error)))
            return .lost(error)
        }
    }

    /// What the first close comes to. A handler that it calls is not made to wait for it.
    private func outcomeOfClose() -> FlushOutcome {
        while closeOutcome == nil {
            if let closer, pthread_equal(closer, pthread_self()) != 0 { return loss.map { .lost($0) } ?? .postponed }
            lock.wait()
        }
        return closeOutcome ?? .postponed
    }

    public func close() async -> FlushOutcome {
        await withCheckedContinuation { continuation in
            flushing.async { [self] in continuation.resume(returning: close()) }
        }
    }
}
