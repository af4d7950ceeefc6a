import FoundationEssentials
import RecordLog
import Testing

@testable import SessionRecords

@Suite struct FileTrailStoreTests {
    @Test func goesOnWhereItStopped() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/t.jsonl"
            var hash = TrailRecord.noPreviousHash
            for run in 0..<4 {
                let trail = ThoughtTrail(try FileTrailStore(writingTo: path))
                let record = try trail.record(type: "plan", task: "T", agent: "a", content: "c", session: "S\(run)")
                #expect(record.prevHash == hash)
                hash = record.hash
                if run % 2 == 1 { _ = try trail.finalize("S\(run)") }
                if run == 3 {
                    #expect(throws: TrailError.sessionFinalized("S1")) {
                        try trail.record(type: "plan", task: "T", agent: "a", content: "c", session: "S1")
                    }
                }
            }
            #expect(try ThoughtTrail(FileTrailStore(readingFrom: path)).verify().recordCount == 4)
        }
    }

    /// A crash in the middle of a write: the record's call never returned, so the line is cut off and the chain goes on.
    @Test func tornLastLineIsCutOffAtEveryByte() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/t.jsonl"
            do {
                let trail = ThoughtTrail(try FileTrailStore(writingTo: path), source: .counting())
                _ = try trail.record(type: "plan", task: "T", agent: "a", content: "1", session: "S")
                _ = try trail.finalize("S")
                _ = try trail.record(type: "plan", task: "T", agent: "a", content: "2")
            }
            let whole = Array(try Data(contentsOf: URL(filePath: path)))
            let firstEnd = try #require(whole.firstIndex(of: 0x0A)) + 1
            for cut in firstEnd..<whole.count {
                try Data(whole[..<cut]).write(to: URL(filePath: path))
                let trail = ThoughtTrail(try FileTrailStore(writingTo: path), source: .counting())
                #expect(try trail.verify(session: "S") == TrailReport(recordCount: 1, sealCount: 1, findings: []))
                _ = try trail.record(type: "plan", task: "T", agent: "a", content: "2")
                #expect(try trail.verifyChain(task: "T").isIntact)
            }
            // A cut into what is sealed is no crash.
            try Data(whole[..<(firstEnd - 1)]).write(to: URL(filePath: path))
            #expect(throws: TrailError.damaged([TrailFinding(.seal(0), .logTooShort(expected: 1, found: 0))])) {
                try FileTrailStore(writingTo: path)
            }
        }
    }

    @Test func damageIsNotWrittenOver() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/t.jsonl"
            try Data("not json\n".utf8).write(to: URL(filePath: path))
            #expect(throws: TrailError.self) { try FileTrailStore(writingTo: path) }
            #expect(try Data(contentsOf: URL(filePath: path)) == Data("not json\n".utf8))
        }
    }

    @Test func oneWriterAtATimeAndAnyNumberOfReaders() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/t.jsonl"
            let store = try FileTrailStore(writingTo: path)
            let trail = ThoughtTrail(store)
            _ = try trail.record(type: "plan", task: "T", agent: "a", content: "c", session: "S")
            #expect(throws: TrailError.inUse(path: path)) { try FileTrailStore(writingTo: path) }
            let reader = ThoughtTrail(try FileTrailStore(readingFrom: path))
            #expect(try reader.verify().recordCount == 1)
            #expect(throws: TrailError.readOnly) { try reader.record(type: "p", task: "T", agent: "a", content: "c") }
            #expect(throws: TrailError.readOnly) { try reader.finalize("S") }
            #expect(throws: TrailError.readOnly) { try reader.startSession(intent: "i") }
        }
    }

    /// Another writer goes on until this one has the lock; a later write that fails is cut off behind its lines.
    @Test func sizeIsThatUnderTheLock() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/t.jsonl"
            try Data("one\n".utf8).write(to: URL(filePath: path))
            let file = try AppendFile(path: path) { (descriptor) throws(SystemError) in
                let line = Array("two, acknowledged\n".utf8)
                _ = try line.withUnsafeBufferPointer { (bytes) throws(SystemError) in
                    try SystemCall.write(descriptor, UnsafeRawBufferPointer(bytes))
                }
                return try SystemCall.lock(descriptor)
            }
            #expect(file.size == 22)
            try file.append(Array("three".utf8))
            #expect(file.size == 28)
        }
    }

    /// A database is no log, also before it has its first byte.
    @Test func databasesAreNotWrittenAsLogs() throws {
        try withTemporaryFolder { folder in
            for name in ["new.db", "empty.db", "é.db"] {
                if name == "empty.db" { try Data().write(to: URL(filePath: folder + "/empty.db")) }
                #expect(throws: TrailError.isDatabase(path: folder + "/" + name)) {
                    try FileTrailStore(writingTo: folder + "/" + name)
                }
            }
            let path = folder + "/database"
            do { _ = try SQLiteTrailStore(path: path) }
            let before = try Data(contentsOf: URL(filePath: path))
            #expect(throws: TrailError.isDatabase(path: path)) { try FileTrailStore(writingTo: path) }
            #expect(try Data(contentsOf: URL(filePath: path)) == before)
            #expect(Set(try FileManager.default.contentsOfDirectory(atPath: folder)) == ["database", "empty.db"])
        }
    }

    /// A writer adds records and seals them between a reader's looks at the two files.
    @Test func readerBesideAWriterSeesNoDamage() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/t.jsonl"
            let writer = ThoughtTrail(try FileTrailStore(writingTo: path))
            let store = try FileTrailStore(readingFrom: path)
            for round in 0..<3 {
                func write(_ session: String) throws(TrailError) {
                    _ = try writer.record(type: "p", task: "T", agent: "a", content: "c", session: session)
                    _ = try writer.finalize(session)
                }
                var ends = TrailEnds()
                try ends.take(from: BetweenReads(store) { () throws(TrailError) in try write("A\(round)") })
                #expect(ends.recordCount == 2 * round + 1)
                let scan = try TrailScan(BetweenReads(store) { () throws(TrailError) in try write("B\(round)") })
                #expect(scan.findings.isEmpty)
            }
        }
    }

    @Test func filesAreTheOwnersAlone() throws {
        try withTemporaryFolder { folder in
            _ = try FileTrailStore(writingTo: folder + "/t.jsonl")
            for name in ["t.jsonl", "t.seals.jsonl"] {
                let file = try OpenFile.reading(folder + "/" + name)
                #expect(try file.status().permissions == 0o600)
            }
        }
    }

    @Test func linksAndFoldersAreRefused() throws {
        try withTemporaryFolder { folder in
            try FileManager.default.createSymbolicLink(atPath: folder + "/l.jsonl", withDestinationPath: "/dev/null")
            #expect(throws: TrailError.isLink(path: folder + "/l.jsonl")) {
                try FileTrailStore(writingTo: folder + "/l.jsonl")
            }
            // The seals lie beside the file and not beside the link.
            do { _ = try FileTrailStore(writingTo: folder + "/t.jsonl") }
            try FileManager.default.createSymbolicLink(atPath: folder + "/r.jsonl", withDestinationPath: "t.jsonl")
            #expect(throws: TrailError.isLink(path: folder + "/r.jsonl")) {
                try FileTrailStore(readingFrom: folder + "/r.jsonl")
            }
            #expect(throws: TrailError.self) { try FileTrailStore(writingTo: folder) }
            #expect(throws: TrailError.self) { try FileTrailStore(writingTo: "/dev/null") }
            #expect(throws: TrailError.self) { try FileTrailStore(readingFrom: folder + "/none.jsonl") }
        }
    }
}

/// A store in which somebody writes once, after the first reading of records or seals.
private final class BetweenReads: TrailStore {
    private let store: FileTrailStore
    private var write: (() throws(TrailError) -> Void)?

    init(_ store: FileTrailStore, _ write: @escaping () throws(TrailError) -> Void) {
        self.store = store
        self.write = write
    }

    private func afterwards() throws(TrailError) {
        guard let write else { return }
        self.write = nil
        try write()
    }

    func forEachRecord(_ body: (Int, StoredLine) throws(TrailError) -> Void) throws(TrailError) {
        try store.forEachRecord(body)
        try afterwards()
    }

    func forEachSeal(_ body: (Int, StoredLine) throws(TrailError) -> Void) throws(TrailError) {
        try store.forEachSeal(body)
        try afterwards()
    }

    func exclusively<Value>(_ body: () throws(TrailError) -> Value) throws(TrailError) -> Value { try body() }
    func consistently<Value>(_ body: () throws(TrailError) -> Value) throws(TrailError) -> Value { try body() }
    func newestHash(ofTask task: String) throws(TrailError) -> String? { try store.newestHash(ofTask: task) }
    func recordCount(ofTask task: String) throws(TrailError) -> Int { try store.recordCount(ofTask: task) }
    func recordCount() throws(TrailError) -> Int { try store.recordCount() }
    func isFinalized(session: String) throws(TrailError) -> Bool { try store.isFinalized(session: session) }
    func sealChain() throws(TrailError) -> SealChain { try store.sealChain() }
    func append(_ record: TrailRecord) throws(TrailError) { throw .readOnly }
    func append(_ seal: TrailSeal) throws(TrailError) { throw .readOnly }
}
