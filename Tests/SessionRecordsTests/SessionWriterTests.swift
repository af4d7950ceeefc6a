import Foundation
import JSONCore
import RecordLog
import Testing

@testable import SessionRecords

@Suite struct SessionWriterTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    func writer(_ mode: FlushMode = .default) throws -> SessionBuffer.Writer {
        try SessionBuffer.Writer(in: folder.path, session: .test, options: WriterOptions(flushMode: mode))
    }

    @Test func aSessionIsWrittenAsTheProtocolSays() throws {
        let writer = try writer()
        try writer.append(.checkpointLoaded(id: nil, stepIndex: nil))
        try writer.append(.llmRequest(model: "m", stepIndex: 0))
        let id = UUID128.v7()
        try writer.append(toolStart(id, sideEffect: true))
        try writer.append(toolResult(id))
        var stored: UUID128?
        let outcome = writer.checkpoint(stepIndex: 0) { stored = $0 }
        #expect(outcome == SessionBuffer.CheckpointOutcome(flushed: .durable, marker: .written))
        #expect(try writer.end(.completed, finalStepIndex: 0) == .durable)

        let events = try events(writer.path)
        #expect(events.map(\.seq) == Array(0...6))
        #expect(events.allSatisfy { $0.sessionID == writer.sessionID && $0.jobID == testJob })
        guard case .sessionStart(let start) = events[0], case .checkpointWritten(let marker) = events[5],
            case .sessionEnd(let end) = events[6]
        else {
            Issue.record("\(events)")
            return
        }
        #expect(start.podName == "pod-abc12")
        #expect(marker.checkpointID == stored)
        #expect(end.totalEvents == 7)
        #expect(SessionFileName(parsing: splitPath(writer.path).name)?.pod == "pod-abc12")
        #expect(splitPath(splitPath(writer.path).folder).name == testJob.description)
        #expect(writer.counters.durable == 7)
    }

    @Test func largeFilesAndFoldersAreToldOnce() throws {
        let told = Told()
        var options = WriterOptions(flushMode: .lazy)
        options.handler = { told.take($0) }
        let writer = try SessionBuffer.Writer(in: folder.path, session: .test, options: options)
        let job = splitPath(writer.path).folder
        let summary = String(repeating: "\u{1F600}", count: Occurrence.resultSummaryLimit)
        while writer.counters.bytes <= 10 << 20 { try writer.append(toolResult(.v7(), summary: summary)) }
        #expect(told.messages.isEmpty)
        for _ in 0..<3 { try writer.append(toolResult(.v7())) }
        #expect(told.messages.count == 1)
        guard case .large(writer.path, let bytes, 10_485_760)? = told.messages.first?.event else {
            Issue.record("\(told.messages)")
            return
        }
        #expect(bytes > 10 << 20 && told.messages.first?.level == .warn)
        try writer.end(.completed)

        // What earlier sessions left counts for the folder.
        try Data().write(to: URL(fileURLWithPath: job + "/session_20260101T000000Z_pod.jsonl"))
        #expect(truncate(job + "/session_20260101T000000Z_pod.jsonl", 50 << 20) == 0)
        let next = try SessionBuffer.Writer(in: folder.path, session: .test, options: options)
        for _ in 0..<3 { try next.append(toolResult(.v7())) }
        guard case .large(job, let size, 52_428_800)? = told.messages.last?.event else {
            Issue.record("\(told.messages)")
            return
        }
        #expect(told.messages.count == 2 && size > 60 << 20)
        try next.end(.completed)
    }

    private final class Told: @unchecked Sendable {
        private let lock = Lock()
        private var taken: [WriterMessage] = []

        func take(_ message: WriterMessage) { lock.withLock { taken.append(message) } }
        var messages: [WriterMessage] { lock.withLock { taken } }
    }

    /// Flushes so far: after opening, a harmless result, a result, a checkpoint, the end.
    @Test(arguments: [
        (FlushMode.default, [0, 0, 1, 2, 3]), (.paranoid, [1, 3, 5, 6, 7]), (.lazy, [0, 0, 0, 0, 1]),
    ])
    func theModesFlushWhereTheySay(mode: FlushMode, expected: [Int]) throws {
        let writer = try writer(mode)
        var flushes = [writer.counters.flushes]
        let harmless = UUID128.v7()
        try writer.append(toolStart(harmless, sideEffect: false))
        try writer.append(toolResult(harmless))
        flushes.append(writer.counters.flushes)
        let id = UUID128.v7()
        try writer.append(toolStart(id, sideEffect: true))
        try writer.append(toolResult(id))
        flushes.append(writer.counters.flushes)
        try writer.append(.llmRequest(model: "m", stepIndex: 1))
        _ = writer.checkpoint(stepIndex: 1) { _ in
            // Before the store is called everything is durable, unless the mode is lazy.
            #expect(mode == .lazy || writer.counters.durable == writer.counters.written)
        }
        flushes.append(writer.counters.flushes)
        try writer.end(.completed)
        flushes.append(writer.counters.flushes)
        // Paranoid flushes each of the seven appends; the end's flush closes.
        if mode == .paranoid {
            #expect(flushes == [1, 3, 5, 7, 8])
        } else {
            #expect(flushes == expected)
        }
    }

    @Test func aFailedStoreLeavesNoMarker() throws {
        struct StoreFailed: Error {}
        let writer = try writer()
        #expect(throws: StoreFailed.self) {
            try writer.checkpoint(stepIndex: 0) { (_) throws(StoreFailed) in throw StoreFailed() }
        }
        try writer.end(.failed)
        #expect(try events(writer.path).count == 2)
    }

    @Test func longTextsAreCutToWhatTheSchemaAllows() throws {
        let writer = try writer()
        let long = String(repeating: "é", count: 10_000)
        let id = UUID128.v7()
        try writer.append(
            .toolStart(invocationID: id, toolName: "t", inputHash: inputHash, inputSummary: long, isSideEffect: false)
        )
        try writer.append(toolResult(id, summary: long))
        try writer.append(.error(message: long, stack: long))
        try writer.append(
            .approvalDecided(
                tokenHash: inputHash,
                decision: .approved,
                decidedBy: "a",
                decidedAt: .now(),
                reason: long
            )
        )
        try writer.end(.completed)
        let events = try events(writer.path)
        guard case .toolStart(let start) = events[1], case .toolResult(let result) = events[2],
            case .error(let error) = events[3], case .approvalDecided(let decided) = events[4]
        else {
            Issue.record("\(events)")
            return
        }
        // One more than each would have been refused by the generated writer.
        #expect(start.inputSummary?.unicodeScalars.count == 1024)
        #expect(result.resultSummary?.unicodeScalars.count == 4096)
        #expect(result.resultTruncated == true)
        #expect(error.message.unicodeScalars.count == 4096)
        #expect(error.stack?.unicodeScalars.count == 8192)
        #expect(decided.reason?.unicodeScalars.count == 1024)
        var over = result
        over.resultSummary = long
        #expect(throws: RecordViolation.self) {
            var out = JSONWriter()
            try BufferEvent.Event.toolResult(over).write(to: &out)
        }
    }

    @Test func whatBreaksTheSchemaIsRefusedBeforeAByteIsWritten() throws {
        let writer = try writer()
        let before = try Data(contentsOf: URL(fileURLWithPath: writer.path))
        #expect(throws: RecordViolation.self) { try writer.append(.llmRequest(model: "m", stepIndex: -1)) }
        #expect(throws: RecordViolation.self) {
            try writer.append(.toolStart(invocationID: .v7(), toolName: "", inputHash: "nothex"))
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: writer.path)) == before)
        try writer.append(.llmRequest(model: "m", stepIndex: 0))
        try writer.end(.completed)
        #expect(try events(writer.path).map(\.seq) == [0, 1, 2])
        #expect(writer.counters.refused == 2)
    }

    @Test func sessionIDsIncreaseWhateverTheClockDoes() throws {
        var last = UUID128(high: 0, low: 0)
        for index in 0..<5 {
            let time = try #require(Timestamp(secondsSinceEpoch: 1_700_000_000 - Int64(index) * 60))
            let writer = try SessionBuffer.Writer(in: folder.path, session: .test, clock: { time })
            #expect(writer.sessionID > last)
            last = writer.sessionID
        }
        #expect(try SessionBuffer.files(in: SessionBuffer.folder(ofJob: testJob, in: folder.path)).count == 5)
    }

    @Test func sessionsOfOneSecondHaveFilesOfTheirOwn() throws {
        let time = try #require(Timestamp("2026-02-23T14:30:22Z"))
        let paths = try (0..<3).map { _ in
            try SessionBuffer.Writer(in: folder.path, session: .test, clock: { time }).path
        }
        #expect(
            paths.map { splitPath($0).name } == [
                "session_20260223T143022Z_pod-abc12.jsonl", "session_20260223T143022Z_pod-abc12+1.jsonl",
                "session_20260223T143022Z_pod-abc12+2.jsonl",
            ]
        )
    }

    @Test func aSessionWithoutADiskStillRuns() throws {
        try folder.write("root", [])
        let messages = MessageBox()
        var options = WriterOptions()
        options.handler = { messages.add($0) }
        let writer = try SessionBuffer.Writer(in: folder.file("root"), session: .test, options: options)
        guard case .dropped(let error) = writer.opening else {
            Issue.record("\(writer.opening)")
            return
        }
        #expect(error.action == .open)
        try writer.append(.llmRequest(model: "m", stepIndex: 0))
        #expect(writer.counters.dropped == 2)
        try FileManager.default.removeItem(atPath: folder.file("root"))
        try writer.append(.llmRequest(model: "m", stepIndex: 1))
        try writer.end(.completed)
        // The header comes late and is there; the event in between is the only one that is missing.
        let events = try events(writer.path)
        #expect(events.map(\.seq) == [0, 2, 3])
        #expect(writer.counters.written == 3)
        #expect(writer.counters.dropped == 1)
        guard case .sessionEnd(let end)? = events.last else { return }
        #expect(end.totalEvents == 3)
        #expect(messages.count == 2)
    }

    @Test func theRootMayBeALinkAndTheFolderOfAJobMayNot() throws {
        try FileManager.default.createDirectory(atPath: folder.file("volume"), withIntermediateDirectories: true)
        symlink("volume", folder.file("root"))
        let writer = try SessionBuffer.Writer(in: folder.file("root"), session: .test)
        #expect(writer.opening == .written)
        try writer.end(.completed)
        let job = splitPath(SessionBuffer.folder(ofJob: testJob, in: folder.file("volume")))
        #expect(try SessionBuffer.files(in: "\(job.folder)/\(job.name)").count == 1)

        try FileManager.default.moveItem(atPath: "\(job.folder)/\(job.name)", toPath: folder.file("elsewhere"))
        symlink(folder.file("elsewhere"), "\(job.folder)/\(job.name)")
        let other = try SessionBuffer.Writer(in: folder.file("root"), session: .test)
        guard case .dropped(let error) = other.opening else {
            Issue.record("\(other.opening)")
            return
        }
        #expect(error.cause == .notAFolder)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.file("elsewhere")).count == 1)
    }

    @Test func nothingWrittenIsNotDurable() throws {
        try folder.write("root", [])
        let writer = try SessionBuffer.Writer(in: folder.file("root"), session: .test)
        guard case .dropped(let error) = writer.opening else {
            Issue.record("\(writer.opening)")
            return
        }
        #expect(writer.checkpoint(stepIndex: 0) { _ in }.flushed == .lost(error))
        #expect(try writer.end(.completed) == .lost(error))
        #expect(writer.counters.flushes == 0)
    }

    @Test func theEndCountsTheStartThatComesWithIt() throws {
        try folder.write("root", [])
        let writer = try SessionBuffer.Writer(in: folder.file("root"), session: .test)
        try FileManager.default.removeItem(atPath: folder.file("root"))
        // Nothing is missing after all.
        #expect(try writer.end(.completed) == .durable)
        let events = try events(writer.path)
        guard events.count == 2, case .sessionEnd(let end) = events[1] else {
            Issue.record("\(events)")
            return
        }
        #expect(end.totalEvents == 2)
        #expect(writer.counters.written == 2)
        #expect(writer.counters.bytes == (try Data(contentsOf: URL(fileURLWithPath: writer.path)).count))
    }

    @Test func tasksShareOneSession() async throws {
        let writer = try await SessionBuffer.Writer.start(in: folder.path, session: .test)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    for _ in 0..<50 {
                        let id = UUID128.v7()
                        try await writer.append(toolStart(id, sideEffect: false))
                        try await writer.append(toolResult(id))
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await writer.end(.completed) == .durable)
        let events = try events(writer.path)
        #expect(events.map(\.seq) == Array(0..<2002))
    }

    @Test func theModeComesFromTheAgentsDefinition() throws {
        func mode(_ text: String) throws -> FlushMode {
            try JSONDecoder().decode(BufferConfiguration.self, from: Data(text.utf8)).flushMode
        }
        #expect(try mode(#"{"buffer_flush_mode":"paranoid","other":1}"#) == .paranoid)
        #expect(try mode("{}") == .default)
        #expect(throws: (any Error).self) { try mode(#"{"buffer_flush_mode":"often"}"#) }
        let bad = JSONValue.object(JSONObject([.init(key: "buffer_flush_mode", value: .string("often"))]))
        #expect(throws: UnknownFlushMode(value: .string("often"))) { try BufferConfiguration(bad) }
    }
}

final class MessageBox: @unchecked Sendable {
    private let lock = NSLock()
    private var messages: [WriterMessage] = []

    func add(_ message: WriterMessage) { lock.withLock { messages.append(message) } }
    var count: Int { lock.withLock { messages.count } }
}
