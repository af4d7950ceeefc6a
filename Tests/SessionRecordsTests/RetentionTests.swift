import Foundation
import JSONCore
import RecordLog
import Testing

@testable import SessionRecords

@Suite struct RetentionTests {
    let folder: TemporaryFolder
    static let now: Int64 = 1_800_000_000
    static let day: Int64 = 86_400

    init() throws {
        folder = try TemporaryFolder()
    }

    var root: String { folder.file("sessions") }

    struct States: JobStates {
        var states: [String: JobState] = [:]
        var clock: Int64?
        struct Unknown: Error {}

        func state(ofJob jobID: String) throws -> JobState {
            guard let state = states[jobID] else { throw Unknown() }
            return state
        }

        func secondClock() throws -> Int64? { clock }
    }

    @discardableResult
    func file(_ job: String, _ name: String, age: Int64, size: Int = 10) throws -> String {
        let path = "\(root)/\(job)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try Data(count: size).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
        let date = Date(timeIntervalSince1970: Double(Self.now - age))
        try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: "\(path)/\(name)")
        return "\(path)/\(name)"
    }

    let session = "session_20260223T143022Z_pod.jsonl"

    func prune(_ states: States, now: Int64 = RetentionTests.now, dryRun: Bool = false) throws -> PruneSummary {
        try SessionBuffer.prune(root: root, states: states, now: now, dryRun: dryRun)
    }

    func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    @Test func thePolicyIsThatOfTheSpecification() throws {
        try file("deleted", session, age: 0)
        try file("ended", session, age: Self.day * 2)
        try file("just-ended", session, age: 60)
        try file("active", session, age: Self.day * 6)
        try file("active", "session_20200101T000000Z_pod.jsonl", age: Self.day * 8)
        try file("stuck", session, age: Self.day * 8)
        try file("unknown", session, age: Self.day * 80)
        let states = States(states: [
            "deleted": .deleted, "ended": .ended(at: Self.now - Self.day - 1),
            "just-ended": .ended(at: Self.now - Self.day + 1), "active": .active, "stuck": .active,
        ])
        let planned = try prune(states, dryRun: true)
        #expect(exists("\(root)/deleted/\(session)"))
        var done = try prune(states)
        #expect(done.deletedFolders == ["deleted", "ended", "stuck"])
        #expect(done.retainedFolders == ["active", "just-ended", "unknown"])
        #expect(
            done.deletedFiles == [
                "deleted/\(session)": .jobDeleted, "ended/\(session)": .jobEnded,
                "active/session_20200101T000000Z_pod.jsonl": .tooOld, "stuck/\(session)": .tooOld,
            ]
        )
        #expect(done.deletedBytes == 40)
        #expect(done.kept.keys.sorted() == ["unknown"])
        done.isDryRun = true
        #expect(planned == done)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: root).sorted() == ["active", "just-ended", "unknown"]
        )
    }

    @Test func aFileInUseIsNeverDeleted() throws {
        let writer = try SessionBuffer.Writer(in: root, session: .test)
        let states = States(states: [testJob.description: .deleted])
        for now in [Self.now, .max, .min, 0, Timestamp.now().secondsSinceEpoch + 3650 * Self.day] {
            let summary = try prune(states, now: now)
            #expect(summary.deletedFiles.isEmpty)
            #expect(summary.kept.values.map { $0 } == [.inUse])
        }
        #expect(exists(writer.path))
        try writer.end(.completed)
        #expect(try prune(states).deletedFiles.count == 1)
    }

    @Test func whereTheClocksDisagreeAgeDecidesNothing() throws {
        try file("active", session, age: Self.day * 8)
        try file("ended", session, age: Self.day * 8)
        var states = States(
            states: ["active": .active, "ended": .ended(at: Self.now - Self.day * 8)],
            clock: Self.now - 3650 * Self.day
        )
        #expect(try prune(states).deletedFiles.isEmpty)
        #expect(Set(try prune(states).kept.values) == [.clockSuspected])
        states.clock = Self.now + 30
        #expect(try prune(states).deletedFiles.count == 2)
    }

    @Test func onlySessionFilesAreDeleted() throws {
        let outside = try folder.write("precious", Array("x".utf8))
        try file("job", session, age: 0)
        try file("job", "notes.txt", age: 0)
        try FileManager.default.createDirectory(
            atPath: "\(root)/job/session_20260101T000000Z_d.jsonl",
            withIntermediateDirectories: true
        )
        symlink(outside, "\(root)/job/session_20260101T000000Z_l.jsonl")
        symlink(folder.path, "\(root)/linked")
        try FileManager.default.createDirectory(atPath: "\(root)/not%2fescaped", withIntermediateDirectories: true)
        let summary = try prune(States(states: ["job": .deleted, "linked": .deleted]))
        #expect(summary.deletedFiles.keys.map { $0 } == ["job/\(session)"])
        #expect(summary.deletedFolders.isEmpty)
        #expect(exists(outside))
        #expect(summary.kept["linked"] == .foreign)
        #expect(summary.kept["not%2fescaped"] == .foreign)
        #expect(summary.kept.filter { $0.key.hasPrefix("job/") && $0.value == .foreign }.count == 3)
    }

    @Test func largeFilesAndFoldersAreReported() throws {
        for index in 0..<5 { try file("job", "session_2026010\(index)T000000Z_p.jsonl", age: 0, size: 11 << 20) }
        let summary = try prune(States(states: ["job": .active]))
        #expect(summary.large.filter { $0.limit == 10 << 20 }.count == 5)
        #expect(summary.large.filter { $0.limit == 50 << 20 }.map(\.path) == ["job"])
    }

    /// Such a name cannot be said, and the file cannot be looked at; the folder is not empty for that.
    @Test func aFileWhoseNameIsNotUTF8KeepsItsFolder() throws {
        try FileManager.default.createDirectory(atPath: "\(root)/job", withIntermediateDirectories: true)
        let made = (Array("\(root)/job/x".utf8CString.dropLast()) + [-1, 0]).withUnsafeBufferPointer {
            open($0.baseAddress!, O_CREAT | O_WRONLY, 0o600)
        }
        // Not every file system takes one.
        guard made >= 0 else { return }
        close(made)
        let states = States(states: ["job": .deleted])
        var dry = try prune(states, dryRun: true)
        #expect(dry.deletedFolders.isEmpty && dry.kept == ["job/x\u{FFFD}": .foreign])
        dry.isDryRun = false
        #expect(try prune(states) == dry)
    }

    @Test func aRootThatIsALinkIsPruned() throws {
        try file("job", session, age: 0)
        symlink("sessions", folder.file("link"))
        let summary = try SessionBuffer.prune(
            root: folder.file("link"),
            states: States(states: ["job": .deleted]),
            now: Self.now
        )
        #expect(summary.deletedFolders == ["job"])
        #expect(!exists("\(root)/job"))
    }

    /// Someone swaps folders and files for links to the outside while they are pruned.
    @Test func swappingNamesReachesNothingOutside() async throws {
        let rounds = 300
        let outside = folder.file("outside")
        try FileManager.default.createDirectory(atPath: outside, withIntermediateDirectories: true)
        try Data("x".utf8).write(to: URL(fileURLWithPath: "\(outside)/\(session)"))
        let stop = StopFlag()
        let (root, session) = (root, session)
        try file("job", session, age: 0)
        let racer = Thread {
            while !stop.isSet {
                rename("\(root)/job", "\(root)/.aside")
                symlink(outside, "\(root)/job")
                unlink("\(root)/job")
                rename("\(root)/.aside", "\(root)/job")
                unlink("\(root)/job/\(session)")
                symlink("\(outside)/\(session)", "\(root)/job/\(session)")
                unlink("\(root)/job/\(session)")
                close(open("\(root)/job/\(session)", O_CREAT | O_WRONLY, 0o600))
            }
        }
        racer.start()
        defer { stop.set() }
        for _ in 0..<rounds {
            _ = try prune(States(states: ["job": .deleted]))
            try? FileManager.default.createDirectory(atPath: "\(root)/job", withIntermediateDirectories: true)
            #expect(exists("\(outside)/\(session)"))
        }
    }
}

final class StopFlag: @unchecked Sendable {
    private let lock = NSLock()
    private var flag = false

    func set() { lock.withLock { flag = true } }
    var isSet: Bool { lock.withLock { flag } }
}
