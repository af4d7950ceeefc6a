import Foundation
import RecordLog
import Testing

@Suite struct RecordWriterTests {
    @Test(arguments: FlushMode.allCases)
    func whatWasWrittenIsRead(mode: FlushMode) async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("a/x.jsonl")
        let writer = try await RecordWriter<TestFamily>.create(path, options: WriterOptions(flushMode: mode))
        let events =
            [TestEvent(type: "START", version: 2)]
            + (0..<200).map { TestEvent(type: "EVENT", number: $0, text: "\n\u{2028}é\"") }
        func appendOnThread(_ event: TestEvent) throws -> AppendOutcome { try writer.append(event) }
        for event in events.prefix(100) {
            #expect(try appendOnThread(event) == (mode == .paranoid ? .durable : .written))
        }
        for event in events.dropFirst(100) { try await writer.append(event) }
        #expect(
            try await writer.append(TestEvent(type: "MARK"), flushing: true) == (mode == .lazy ? .written : .durable)
        )
        await #expect(throws: RecordViolation.self) { try await writer.append(TestEvent(type: "EVENT", number: -1)) }
        #expect(await writer.flush() == (mode == .lazy ? .postponed : .durable))
        #expect(await writer.close() == .durable)
        var read: [TestEvent] = []
        for case .record(let event, _) in try RecordLog<TestFamily>(readingFrom: path) { read.append(event) }
        #expect(read == events + [TestEvent(type: "MARK")])
        #expect(writer.counters.written == 202)
        #expect(writer.counters.durable == 202)
        #expect(writer.counters.refused == 1)
        #expect(writer.counters.bytes == (try folder.bytes("a/x.jsonl")).count)
    }

    @Test func aTakenNameIsAnError() throws {
        let folder = try TemporaryFolder()
        try folder.write("x.jsonl", Array("mine\n".utf8))
        #expect(throws: LogError.self) { try RecordWriter<TestFamily>(creating: folder.file("x.jsonl")) }
        #expect(try folder.text("x.jsonl") == "mine\n")
    }

    @Test func aTornLogIsContinued() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("x", Array("\(header(2))\n\(event(1))\n{\"type\":\"EVE".utf8))
        let writer = try await RecordWriter<TestFamily>.open(appendingTo: path)
        try await writer.append(TestEvent(type: "EVENT", number: 2))
        await writer.close()
        #expect(letters(try RecordLog<TestFamily>(readingFrom: path)) == "rrcr")
    }

    @Test func aFullDeviceDropsAndTells() throws {
        guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
        #expect(throws: LogError.self) { try RecordWriter<TestFamily>(appendingTo: "/dev/full") }
    }
}
