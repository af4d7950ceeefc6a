import Foundation
import JSONCore
import Testing

@testable import RecordLog

/// A file that can be read may still be gone after a power cut, when no disk was asked to keep its name.
@Suite struct DurableNameTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// A disk that refuses to flush one folder, and notes which it was asked for.
    private final class Disk: Sendable {
        private let lock = NSLock()
        nonisolated(unsafe) private var folders: [String] = []
        private let refused: String?

        init(refusing refused: String? = nil) {
            self.refused = refused
        }

        var asked: [String] { lock.withLock { folders } }

        @discardableResult
        func during<Result>(_ body: () throws -> Result) rethrows -> Result {
            try Folder.$refusal.withValue(
                { [self] folder in
                    lock.withLock { folders.append(folder) }
                    return folder == refused ? .io : nil
                },
                operation: body
            )
        }
    }

    private func put(_ text: String, to destination: some LineDestination) throws {
        try Array(text.utf8).withUnsafeBytes { try destination.append($0) }
    }

    @Test(arguments: [LineFile.Sharing.exclusive, .shared])
    func `A file that is there is not durable when its folder is not`(sharing: LineFile.Sharing) throws {
        let path = try folder.write("x", Array("a\n".utf8))
        for refused in [folder.path, folder.path + "/.."] {
            let file = try Disk(refusing: refused).during { try LineFile.append(to: path, sharing) }
            // The disk is well again, which proves nothing.
            #expect(throws: LogError(.flush, refused, .io)) { try file.synchronize() }
            try file.close()
        }
        let file = try LineFile.append(to: path, sharing)
        try file.synchronize()
    }

    @Test func `The folder of a file that is there is flushed once`() throws {
        let disk = Disk()
        try folder.write("x", [])
        let destination = SharedDestination(path: folder.file("x"))
        try disk.during { for number in 0..<10 { try put("\(number)\n", to: destination) } }
        #expect(disk.asked == [folder.path, folder.path + "/.."])
        #expect(try destination.synchronize())
    }

    @Test func `A writer that goes on in a file with an unsure name calls nothing durable`() throws {
        let path = try folder.write("x", Array("\(header(2))\n".utf8))
        let writer = try Disk(refusing: folder.path).during { try RecordWriter<TestFamily>(appendingTo: path) }
        let error = LogError(.flush, folder.path, .io)
        #expect(try append(2, to: writer) == .notDurable(error))
        #expect(flush(writer) == .lost(error))
        #expect(writer.counters.durable == 0 && writer.counters.durabilityLost)
    }

    /// The folder was made and its name refused; then the file could not be made in it.
    @Test func `What the disk refused for a folder no other attempt makes good`() throws {
        let name = NameBox(String(repeating: "x", count: 300))
        let destination = ExclusiveDestination(keepsHeader: false) { [path = folder.path] index in
            "\(path)/job/\(name.value)\(index)"
        }
        Disk(refusing: folder.path).during {
            #expect(throws: LogError.self) { try put("1\n", to: destination) }
        }
        #expect(try SystemCall.status(at: folder.file("job")).kind == .folder)
        name.value = "x"
        try put("2\n", to: destination)
        #expect(throws: LogError(.flush, folder.path, .io)) { try destination.synchronize() }
        #expect(try destination.moveToFreshFile() == folder.file("job/x1"))
        #expect(throws: LogError(.flush, folder.path, .io)) { try destination.synchronize() }
    }

    @Test func `Nor does another attempt at a log that several write`() throws {
        let (root, taken) = (folder.path, folder.file("job/x"))
        let destination = SharedDestination(path: taken)
        #expect(throws: LogError.self) {
            try Folder.$refusal.withValue({ folder in
                guard folder == root else { return nil }
                // Somebody is in the way of the file.
                mkdir(taken, 0o700)
                return .io
            }) { try put("1\n", to: destination) }
        }
        #expect(rmdir(taken) == 0)
        try put("2\n", to: destination)
        #expect(throws: LogError(.flush, root, .io)) { try destination.synchronize() }
        #expect(rename(taken, taken + ".1") == 0)
        try put("3\n", to: destination)
        #expect(throws: LogError(.flush, root, .io)) { try destination.synchronize() }
    }

    @Test func `A folder that another left is flushed in the one above it`() throws {
        mkdir(folder.file("job"), 0o700)
        let disk = Disk()
        let file = try disk.during { try LineFile.create(folder.file("job/x")) }
        #expect(disk.asked == [folder.file("job"), folder.file("job") + "/.."])
        try file.synchronize()
        let other = Disk()
        _ = try other.during { try Folder.make(folder.file("job")) }
        #expect(other.asked == [folder.file("job") + "/.."])
        #expect(throws: LogError(.flush, folder.file("job") + "/..", .io)) {
            try Disk(refusing: folder.file("job") + "/..").during { try Folder.make(folder.file("job")) }
        }
    }

    @Test func `A log whose name is unsure is gone on with beside it, where its folder shows it`() throws {
        let path = try folder.write("log.jsonl", Array("\(header(2))\n".utf8))
        let writer = try Disk(refusing: folder.path).during {
            try RecordWriter<TestFamily>(appendingTo: path, options: WriterOptions(lossPosture: .rewrite))
        }
        #expect(try append(2, to: writer) == .durable)
        #expect(flush(writer) == .durable)
        let text = try folder.text("log+1.jsonl")
        #expect(text.hasPrefix("\(header(2))\n") && text.split(separator: "\n").count == 2, "\(text)")
        #expect(RecordWriter<TestFamily>.path("a.b/log", 2) == "a.b/log+2")
        #expect(RecordWriter<TestFamily>.path("a/log.jsonl", 0) == "a/log.jsonl")
    }

    #if os(Linux)
    /// A fresh file without its header would be the log's latest, and hold nothing.
    @Test func `A fresh file whose header cannot be written is taken away`() throws {
        let destination = ExclusiveDestination(keepsHeader: true) { [path = folder.path] in "\(path)/x\($0)" }
        try put("header\n", to: destination)
        try put("1\n", to: destination)
        // The disk is full just when the file has its name.
        let fresh = folder.file("x1")
        #expect(throws: LogError(.write, fresh, .noSpace)) {
            try Folder.$refusal.withValue({ _ in
                let full = open("/dev/full", O_WRONLY | O_CLOEXEC)
                if let file = descriptor(of: fresh) { dup2(full, file) }
                close(full)
                return nil
            }) { try destination.moveToFreshFile() }
        }
        #expect(!FileManager.default.fileExists(atPath: fresh))
        #expect(destination.path == folder.file("x0"))
        try put("2\n", to: destination)
        #expect(try folder.text("x0") == "header\n1\n2\n")
        let next = try #require(try destination.moveToFreshFile())
        #expect(try String(contentsOfFile: next, encoding: .utf8) == "header\n")
    }
    #endif

    private func append(_ number: Int, to writer: RecordWriter<TestFamily>) throws -> AppendOutcome {
        try writer.append(TestEvent(type: "EVENT", number: Int64(number)), flushing: true)
    }

    private func flush(_ writer: RecordWriter<TestFamily>) -> FlushOutcome { writer.flush() }
}

private final class NameBox: @unchecked Sendable {
    private let lock = NSLock()
    private var name: String

    init(_ name: String) { self.name = name }

    var value: String {
        get { lock.withLock { name } }
        set { lock.withLock { name = newValue } }
    }
}

/// The open file of a path, looked for by what it is.
private func descriptor(of path: String) -> Int32? {
    guard let wanted = try? SystemCall.status(at: path).identity else { return nil }
    return (0..<4096).first { (try? SystemCall.status(of: $0).identity) == wanted }
}
