import Foundation
import JSONCore
import Testing

@testable import RecordLog

@Suite struct LineWriterTests {
    let destination = ScriptedDestination()

    func writer(_ posture: LossPosture = .report, limit: Int = 1 << 20) -> LineWriter {
        var options = WriterOptions(lossPosture: posture)
        options.queueLimit = limit
        return LineWriter(destination, options)
    }

    func appendOnThread(_ writer: LineWriter, flush: Bool = false) -> AppendOutcome {
        (try? writer.append(flush: flush) { (out, sequence) throws(RecordViolation) in
            out.integer(Int64(sequence.sequence))
        })
            ?? .dropped(LogError(.write, "", .closed))
    }

    func flushOnThread(_ writer: LineWriter) -> FlushOutcome {
        writer.flush()
    }

    func append(_ writer: LineWriter, flush: Bool = false) async -> AppendOutcome {
        let outcome = try? await writer.append(flush: flush) { (out, sequence) throws(RecordViolation) in
            out.integer(Int64(sequence.sequence))
        }
        return outcome ?? .dropped(LogError(.write, "", .closed))
    }

    @Test func threadsAndTasksShareOneOrder() async {
        let writer = writer()
        await withTaskGroup(of: Void.self) { group in
            for task in 0..<50 {
                group.addTask {
                    for index in 0..<40 { #expect(await append(writer, flush: index == 39) != .written || index < 39) }
                }
                group.addTask {
                    await withCheckedContinuation { done in
                        Thread.detachNewThread {
                            for index in 0..<40 { _ = appendOnThread(writer, flush: index % 20 == task % 20) }
                            done.resume()
                        }
                    }
                }
            }
        }
        #expect(destination.lines() == (0..<4000).map(String.init))
        #expect(writer.counters.written == 4000)
        #expect(writer.counters.bytes == destination.contents[0].count)
        #expect(await writer.close() == .durable)
        #expect(writer.counters.durable == 4000)
        #expect(writer.counters.flushes == destination.flushes)
        #expect(appendOnThread(writer) == .dropped(LogError(.write, "memory", .closed)))
    }

    @Test func callersWhoWaitForTheSameFlushShareIt() async {
        let writer = writer()
        destination.holdFlushes()
        await withTaskGroup(of: AppendOutcome.self) { group in
            group.addTask { await append(writer, flush: true) }
            await destination.waitForHeldFlush()
            for _ in 0..<99 { group.addTask { await append(writer, flush: true) } }
            // All are written while the first flush is held: an append waits for no one else's flush.
            while writer.counters.written < 100 { await Task.yield() }
            #expect(writer.counters.durable == 0)
            destination.letFlushesGo()
            for await outcome in group { #expect(outcome == .durable) }
        }
        #expect(destination.flushes <= 3)
    }

    @Test func anAppendDoesNotWaitForAFlush() async {
        let writer = writer()
        #expect(appendOnThread(writer) == .written)
        destination.holdFlushes()
        async let flushed = writer.flush()
        await destination.waitForHeldFlush()
        #expect(appendOnThread(writer) == .written)
        #expect(await append(writer) == .written)
        destination.letFlushesGo()
        #expect(await flushed == .durable)
        #expect(writer.counters.durable == 1)
        #expect(flushOnThread(writer) == .durable)
        #expect(flushOnThread(writer) == .durable)
        // Nothing was appended since: nothing is flushed again.
        #expect(destination.flushes == 2)
    }

    @Test func aFailedFlushIsNotPaperedOverByTheNext() {
        destination.failFlushes([2])
        let writer = writer()
        #expect(appendOnThread(writer, flush: true) == .durable)
        #expect(appendOnThread(writer, flush: true) == .notDurable(LogError(.flush, "memory", .io)))
        #expect(appendOnThread(writer, flush: true) == .notDurable(LogError(.flush, "memory", .io)))
        #expect(writer.close() == .lost(LogError(.flush, "memory", .io)))
        #expect(writer.counters.durable == 1)
        #expect(writer.counters.durabilityLost)
        #expect(writer.counters.failedFlushes == 1)
        #expect(writer.counters.written == 3)
    }

    @Test func whatWasNotAcknowledgedIsWrittenAgainIntoAFreshFile() {
        destination.failFlushes([2])
        destination.hasFreshFiles = true
        let writer = writer(.rewrite)
        #expect(appendOnThread(writer, flush: true) == .durable)
        #expect(appendOnThread(writer) == .written)
        #expect(appendOnThread(writer, flush: true) == .durable)
        #expect(appendOnThread(writer, flush: true) == .durable)
        #expect(destination.lines(0) == ["0", "1", "2"])
        #expect(destination.lines(1) == ["1", "2", "3"])
        #expect(writer.counters.rewritten == 2)
        #expect(writer.counters.durable == 4)
        #expect(writer.counters.durabilityLost)
    }

    /// A log that others share has no fresh file: written again, its lines would stand in it twice.
    @Test func withoutAFreshFileNothingIsWrittenTwice() {
        let writer = writer(.rewrite)
        destination.failFlushes([1])
        for _ in 0..<3 { _ = appendOnThread(writer) }
        #expect(flushOnThread(writer) == .lost(LogError(.flush, "memory", .io)))
        #expect(destination.lines() == ["0", "1", "2"])
        #expect(writer.counters.rewritten == 0)
    }

    /// What it is told, the application may answer with a record: told in the middle of writing, it would wait for itself.
    @Test func aHandlerMayAppend() async {
        let answered = AsyncStream.makeStream(of: AppendOutcome.self)
        let holder = Holder()
        var options = WriterOptions()
        options.handler = { [self] message in
            guard case .dropping = message.event, let writer = holder.writer else { return }
            answered.continuation.yield(appendOnThread(writer))
        }
        let writer = LineWriter(destination, options)
        holder.writer = writer
        destination.failLines([1])
        #expect(await append(writer) == .dropped(LogError(.write, "memory", .noSpace)))
        for await outcome in answered.stream {
            #expect(outcome == .written)
            break
        }
        #expect(appendOnThread(writer) == .written)
        holder.writer = nil
    }

    final class Holder: @unchecked Sendable {
        var writer: LineWriter?
    }

    @Test func aSecondCloseSaysWhatTheFirstCameTo() async {
        let writer = writer()
        _ = appendOnThread(writer)
        destination.failFlushes([1])
        destination.holdFlushes()
        async let first = writer.close()
        await destination.waitForHeldFlush()
        let second = Task.detached { await Self.closeOnThread(writer) }
        destination.letFlushesGo()
        #expect(await first == .lost(LogError(.flush, "memory", .io)))
        #expect(await second.value == .lost(LogError(.flush, "memory", .io)))
    }

    private static func closeOnThread(_ writer: LineWriter) async -> FlushOutcome {
        await withCheckedContinuation { done in
            Thread.detachNewThread { done.resume(returning: writer.close()) }
        }
    }

    @Test func aLossStaysOneWhereTooMuchWasToBeKept() {
        destination.failFlushes([1])
        destination.hasFreshFiles = true
        let writer = writer(.rewrite, limit: 10)
        for _ in 0..<20 { #expect(appendOnThread(writer) == .written) }
        #expect(writer.flush() == .lost(LogError(.flush, "memory", .io)))
        #expect(destination.contents.count == 1)
    }

    @Test func aDroppedRecordLeavesAGapAndIsToldOnce() {
        destination.failLines([2, 3])
        let messages = Messages()
        var options = WriterOptions()
        options.handler = { messages.add($0) }
        let writer = LineWriter(destination, options)
        let outcomes = (0..<5).map { _ in appendOnThread(writer) }
        let failure = LogError(.write, "memory", .noSpace)
        #expect(outcomes == [.written, .dropped(failure), .dropped(failure), .written, .written])
        #expect(destination.lines() == ["0", "3", "4"])
        #expect(messages.all.map(\.event) == [.dropping(failure), .resumed(dropped: 2)])
        #expect(writer.counters.dropped == 2)
        // The flush tells it as well, whoever asks; the next one speaks of what comes after.
        #expect(writer.flush() == .lost(failure))
        #expect(writer.flush() == .lost(failure))
        #expect(appendOnThread(writer, flush: true) == .durable)
        #expect(writer.flush() == .durable)
        #expect(writer.close() == .durable)
        #expect(writer.counters.durabilityLost == false)
    }

    @Test func aFlushThatFindsNothingWrittenIsNotDurable() {
        destination.failLines([1, 2, 3])
        destination.hasFile = false
        let writer = writer()
        let failure = LogError(.write, "memory", .noSpace)
        #expect(writer.flush() == .durable)
        #expect(appendOnThread(writer, flush: true) == .dropped(failure))
        #expect(writer.flush() == .lost(failure))
        #expect(appendOnThread(writer) == .dropped(failure))
        #expect(appendOnThread(writer) == .dropped(failure))
        #expect(writer.flush() == .lost(failure))
        #expect(writer.counters.flushes == 0)
        destination.hasFile = true
        #expect(appendOnThread(writer) == .written)
        // No disk has acknowledged a flush since they were dropped.
        #expect(writer.flush() == .lost(failure))
        #expect(writer.counters.flushes == 1)
        #expect(appendOnThread(writer) == .written)
        #expect(writer.flush() == .durable)
        #expect(writer.close() == .durable)
    }

    /// The header is in the file before the line that fails, and may be all that ever comes to be in it.
    @Test func aHeaderThatComesLateIsCountedThoughItsLineFails() throws {
        let writer = LineWriter(LateDestination(), WriterOptions())
        _ = appendOnThread(writer)
        _ = appendOnThread(writer)
        #expect(writer.counters.written == 1)
        #expect(writer.counters.bytes == 2)
        #expect(writer.counters.dropped == 1)
        var known: LinePosition?
        _ = try writer.append(flush: false) { (_, position) throws(RecordViolation) in known = position }
        #expect(known == LinePosition(sequence: 2, dropped: 1, bytes: 2))
    }

    /// Keeps its first line until the second, and takes no other.
    private final class LateDestination: LineDestination {
        private var taken = 0
        var path: String { "late" }
        var lateLines: Int { taken > 1 ? 1 : 0 }
        var lateBytes: Int { lateLines * 2 }
        var pendingLines: Int { 1 - lateLines }

        func append(_ line: UnsafeRawBufferPointer) throws(LogError) {
            taken += 1
            throw LogError(.write, path, .noSpace)
        }

        func synchronize() throws(LogError) -> Bool { true }
        func close() throws(LogError) {}
        func moveToFreshFile() throws(LogError) -> String? { nil }
    }

    @Test func aRefusedRecordTakesNoNumber() {
        let writer = writer()
        _ = appendOnThread(writer)
        #expect(throws: RecordViolation.self) {
            try writer.append(flush: false) { (out, _) throws(RecordViolation) in
                out.raw("half a reco")
                throw RecordViolation(field: "a", rule: "b")
            }
        }
        _ = appendOnThread(writer)
        #expect(destination.lines() == ["0", "1"])
        #expect(writer.counters.refused == 1)
    }
}

final class Messages: @unchecked Sendable {
    private let lock = NSLock()
    private var messages: [WriterMessage] = []

    func add(_ message: WriterMessage) { lock.withLock { messages.append(message) } }
    var all: [WriterMessage] { lock.withLock { messages } }
}
