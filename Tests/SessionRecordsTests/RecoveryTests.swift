import Foundation
import JSONCore
import RecordLog
import Testing

@testable import SessionRecords

@Suite struct RecoveryTests {
    let folder: TemporaryFolder
    let store: FileCheckpointStore

    init() throws {
        folder = try TemporaryFolder()
        store = FileCheckpointStore(folder: folder.file("checkpoints"))
    }

    var root: String { folder.file("sessions") }

    func checkpoint(step: Int = 3) -> Checkpoint {
        Checkpoint(
            jobID: testJob,
            agentID: testAgent,
            stepIndex: step,
            schemaVersion: 1,
            state: Array("{\"a\":1}".utf8)
        )
    }

    func recover(agent: UUID128 = testAgent, versions: ClosedRange<Int> = 1...2) throws -> RecoveryPlan {
        try SessionBuffer.recover(
            jobID: testJob,
            agentID: agent,
            versions: versions,
            from: store,
            buffersIn: root
        )
    }

    func fallback(_ plan: RecoveryPlan) -> RecoveryFallback? {
        if case .fallback(let why) = plan.buffer { why } else { nil }
    }

    /// A session that took a checkpoint and then made two calls, of which one returned, and crashed.
    func crashedSession(_ checkpoint: Checkpoint, save: Bool = true) throws -> (
        path: String, done: UUID128, open: UUID128
    ) {
        let writer = try SessionBuffer.Writer(in: root, session: .test)
        try writer.append(toolResult(.v7()))
        let outcome = try writer.checkpoint(checkpoint.id, stepIndex: UInt32(checkpoint.stepIndex)) { _ in
            if save { try store.save(checkpoint) }
        }
        #expect(outcome.marker == .written)
        let (done, open) = (UUID128.v7(), UUID128.v7())
        try writer.append(toolStart(done))
        try writer.append(toolResult(done, summary: "cached"))
        try writer.append(toolStart(open))
        return (writer.path, done, open)
    }

    @Test func theSkipListHoldsWhatReturnedAfterTheCheckpoint() throws {
        let checkpoint = checkpoint()
        let session = try crashedSession(checkpoint)
        let plan = try recover()
        #expect(plan.stepIndex == 4)
        #expect(plan.checkpoint == checkpoint)
        #expect(plan.skipList.keys.map { $0 } == [session.done])
        #expect(plan.skipList[session.done]?.resultSummary == "cached")
        guard case .used(let evidence) = plan.buffer else {
            Issue.record("\(plan.buffer)")
            return
        }
        #expect(evidence.unresolved.map(\.invocationID) == [session.open])
        #expect(evidence.gaps.isEmpty)
        #expect(evidence.paths == [session.path])
    }

    @Test func aFirstExecutionStartsAtStepZero() throws {
        let plan = try recover()
        #expect(plan.stepIndex == 0)
        #expect(fallback(plan) == .firstExecution)
    }

    @Test func everyReasonForFallingBackIsNamed() throws {
        let checkpoint = checkpoint()
        try store.save(checkpoint)
        #expect(fallback(try recover()) == .noFolder)
        let job = SessionBuffer.folder(ofJob: testJob, in: root)
        try FileManager.default.createDirectory(atPath: job, withIntermediateDirectories: true)
        #expect(fallback(try recover()) == .noFiles)

        let name = "/session_20200101T000000Z_p.jsonl"
        try Data().write(to: URL(fileURLWithPath: job + name))
        #expect(fallback(try recover()) == .empty(path: job + name))
        try Data("x\nx\nx\n".utf8).write(to: URL(fileURLWithPath: job + name))
        #expect(fallback(try recover()) == .tooCorrupt(path: job + name, ratio: 2.0 / 3))
        try FileManager.default.removeItem(atPath: job + name)

        let first = try SessionBuffer.Writer(in: root, session: .test)
        #expect(fallback(try recover()) == .noMarker(path: first.path))
        let other = UUID128.v7()
        _ = first.checkpoint(other, stepIndex: 9) { _ in }
        #expect(fallback(try recover()) == .otherCheckpoint(path: first.path, found: other))
        for why in [
            RecoveryFallback.firstExecution, .noFolder, .noFiles, .empty(path: "p"),
            .tooCorrupt(path: "p", ratio: 0.5), .noMarker(path: "p"), .otherCheckpoint(path: "p", found: other),
            .unreadable(LogError(.read, "p", .io)),
        ] { #expect(!why.description.isEmpty) }
    }

    @Test func aCheckpointThatIsWrongFailsTheJob() throws {
        let checkpoint = checkpoint()
        try store.save(checkpoint)
        #expect(throws: CheckpointFault.agent(testAgent)) { try recover(agent: testJob) }
        #expect(throws: CheckpointFault.version(1)) { try recover(versions: 2...3) }
        var wrong = checkpoint
        wrong.state[0] ^= 1
        try store.save(wrong)
        #expect(throws: CheckpointFault.checksum(stored: checkpoint.checksum, computed: wrong.computedChecksum)) {
            try recover()
        }
        try Data("{\"checkpoint_id\":".utf8).write(
            to: URL(fileURLWithPath: store.folder + "/\(testJob).checkpoint.json")
        )
        #expect(throws: CheckpointFault.self) { try recover() }
    }

    /// The reference session cut at every byte: recovery never fails, and never invents a result.
    @Test func everyCutOfTheBufferRecovers() throws {
        let checkpoint = checkpoint()
        let session = try crashedSession(checkpoint)
        let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: session.path)))
        let resultEnd = try #require(
            whole.indices.dropLast().last { whole[$0] == 0x0A }
        )
        for count in stride(from: 0, through: whole.count, by: 1) {
            try Data(whole.prefix(count)).write(to: URL(fileURLWithPath: session.path))
            let plan = try recover()
            #expect(plan.stepIndex == 4)
            if count >= resultEnd {
                #expect(Array(plan.skipList.keys) == [session.done], "cut at \(count)")
            } else {
                #expect(plan.skipList.isEmpty, "cut at \(count)")
            }
        }
    }

    @Test func lostEventsShowAsGaps() throws {
        let checkpoint = checkpoint()
        let session = try crashedSession(checkpoint)
        var lines = try String(contentsOfFile: session.path, encoding: .utf8).split(separator: "\n")
        lines.remove(at: 1)
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: session.path))
        guard case .used(let evidence) = try recover().buffer else {
            Issue.record("not used")
            return
        }
        #expect(evidence.gaps == [1...1])
    }

    @Test func positionsMayComeInAnyOrder() {
        var gaps = SequenceGaps()
        var news: [Bool] = []
        for position in [0, 1, 5, 9, 3, 3, 0] { news.append(gaps.take(position)) }
        #expect(news == [true, true, true, true, true, false, false])
        #expect(gaps.gaps == [2...2, 4...4, 6...8])
        let isNew = gaps.take(7)
        #expect(isNew)
        #expect(gaps.gaps == [2...2, 4...4, 6...6, 8...8])
        let isLast = gaps.take(.max)
        #expect(isLast)
    }

    /// One that is stepped over would leave an older marker as the last, and its calls as made.
    @Test(arguments: [
        ("\"step_index\":3", "\"step_index\":-3"), ("\"checkpoint_id\":", "\"checkpoint\":"),
        ("\"timestamp\":", "\"buffer_schema_version\":9,\"timestamp\":"),
    ])
    func aNewerMarkerThatCannotBeReadEndsTheUseOfTheBuffer(part: String, broken: String) throws {
        let session = try crashedSession(checkpoint())
        let text = try String(contentsOfFile: session.path, encoding: .utf8)
        let lines = text.split(separator: "\n")
        let marker = try #require(lines.first { $0.contains("CHECKPOINT_WRITTEN") })
        // Its position is that of the next event.
        let next = marker.replacing("\"seq\":2", with: "\"seq\":\(lines.count)").replacing(part, with: broken)
        try (text + next + "\n").write(toFile: session.path, atomically: false, encoding: .utf8)
        let plan = try recover()
        #expect(plan.stepIndex == 4)
        if part.contains("timestamp") {
            // Unknown members are allowed: this one is a marker of the same checkpoint, and nothing came after it.
            #expect(fallback(plan) == nil && plan.skipList.isEmpty)
        } else {
            #expect(fallback(plan) == .unreadableMarker(path: session.path, line: lines.count + 1))
        }
    }

    @Test func aLineOfAnUnknownTypeIsNoGap() throws {
        let session = try crashedSession(checkpoint())
        let text = try String(contentsOfFile: session.path, encoding: .utf8)
        let lines = text.split(separator: "\n")
        let result = try #require(lines.first { $0.contains("TOOL_RESULT") })
        #expect(result.contains("\"seq\":1,"))
        try text.replacing(result, with: result.replacing("TOOL_RESULT", with: "TOOL_PAUSED"))
            .write(toFile: session.path, atomically: false, encoding: .utf8)
        guard case .used(let evidence) = try recover().buffer else {
            Issue.record("not used")
            return
        }
        #expect(evidence.gaps.isEmpty && evidence.repeated.isEmpty)
        #expect(Array(evidence.completed.keys) == [session.done])
    }

    @Test func aDatabaseIsReadAsItIs() throws {
        let path = folder.file("st?re %41/c.sqlite")
        _ = try Folder.make(splitPath(path).folder)
        func left() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: splitPath(path).folder) }
        try SQLiteCheckpointStore(path: path).save(checkpoint())
        #expect(try left() == ["c.sqlite"])
        let reading = try SQLiteCheckpointStore(readingFrom: path)
        #expect(try reading.load(jobID: testJob) != nil)
        #expect(throws: (any Error).self) { try reading.save(checkpoint()) }
        #expect(try left() == ["c.sqlite"])
        // What another has committed is seen while that one has it open.
        let writing = try SQLiteCheckpointStore(path: path)
        try writing.save(checkpoint(step: 5))
        #expect(try SQLiteCheckpointStore(readingFrom: path).load(jobID: testJob)?.stepIndex == 5)
        withExtendedLifetime(writing) {}
        try folder.write("empty", [])
        #expect(throws: (any Error).self) { try SQLiteCheckpointStore(readingFrom: folder.file("empty")) }
        #expect(throws: (any Error).self) { try SQLiteCheckpointStore(readingFrom: folder.file("none")) }
        #expect(try folder.bytes("empty").isEmpty)
        #expect(!FileManager.default.fileExists(atPath: folder.file("none")))
    }

    @Test func theLatestSessionDecides() throws {
        let checkpoint = checkpoint()
        let session = try crashedSession(checkpoint)
        let later = try #require(Timestamp(secondsSinceEpoch: Timestamp.now().secondsSinceEpoch + 60))
        let next = try SessionBuffer.Writer(in: root, session: .test, clock: { later })
        #expect(fallback(try recover()) == .noMarker(path: next.path))
        try FileManager.default.removeItem(atPath: next.path)
        #expect(try recover().skipList[session.done] != nil)
    }

    @Test func bothStoresKeepWhatTheyAreGiven() throws {
        let stores: [any CheckpointStore] = [store, try SQLiteCheckpointStore(path: folder.file("c.sqlite"))]
        for store in stores {
            #expect(try store.load(jobID: testJob) == nil)
            var checkpoint = checkpoint()
            checkpoint.state = (0...255).map { UInt8($0) }
            checkpoint.checksum = checkpoint.computedChecksum
            try store.save(checkpoint)
            try store.save(Checkpoint(jobID: testAgent, agentID: testJob, stepIndex: 0, schemaVersion: 1, state: []))
            #expect(try store.load(jobID: testJob) == checkpoint)
            let next = self.checkpoint(step: 4)
            try store.save(next)
            #expect(try store.load(jobID: testJob) == next)
            try next.validate(jobID: testJob, agentID: testAgent, versions: 1...1)
        }
    }

    @Test func theChecksumIsCRC32() {
        var crc = CRC32()
        crc.update(Array("123456789".utf8))
        #expect(crc.value == 0xCBF4_3926)
    }

    @Test func twoEventsAtOnePositionAreBothUsedAndTold() throws {
        let session = try crashedSession(checkpoint())
        let other = UUID128.v7()
        let lines = try String(contentsOfFile: session.path, encoding: .utf8).split(separator: "\n")
        let result = try #require(lines.first { $0.contains("TOOL_RESULT") && $0.contains(session.done.description) })
        let second = result.replacing(session.done.description, with: other.description)
        let all = lines.joined(separator: "\n") + "\n" + second + "\n"
        try all.write(toFile: session.path, atomically: false, encoding: .utf8)
        let plan = try recover()
        #expect(Set(plan.skipList.keys) == [session.done, other])
        guard case .used(let evidence) = plan.buffer else {
            Issue.record("\(plan.buffer)")
            return
        }
        let event = try JSONValue(parsing: String(result))
        #expect(evidence.repeated.map { JSONValue.number(JSONNumber(Int64($0))) } == [try #require(event["seq"])])
    }
}
