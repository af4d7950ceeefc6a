import Foundation
import Testing

@testable import RecordLog

@Suite struct LineFileTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    func put(_ text: String, to file: LineFile) throws {
        try Array(text.utf8).withUnsafeBytes { try file.append($0) }
    }

    func permissions(_ name: String) throws -> UInt32 {
        try SystemCall.status(at: folder.file(name)).permissions
    }

    @Test func filesAndFoldersAreForTheOwnerAlone() throws {
        _ = try LineFile.create(folder.file("a/b/c.jsonl"))
        #expect(try permissions("a") == 0o700)
        #expect(try permissions("a/b") == 0o700)
        #expect(try permissions("a/b/c.jsonl") == 0o600)
    }

    @Test func anExistingFileIsNotTakenOver() throws {
        try folder.write("x", Array("old\n".utf8))
        symlink(folder.file("x"), folder.file("link"))
        #expect(throws: LogError(.create, folder.file("x"), .exists)) { try LineFile.create(folder.file("x")) }
        #expect(throws: LogError(.create, folder.file("link"), .exists)) { try LineFile.create(folder.file("link")) }
        #expect(throws: LogError(.open, folder.file("link"), .symbolicLink)) {
            try LineFile.append(to: folder.file("link"), .shared)
        }
        #expect(try folder.text("x") == "old\n")
    }

    @Test func aPipeInItsPlaceIsRefusedAtOnce() throws {
        #expect(mkfifo(folder.file("pipe"), 0o600) == 0)
        #expect(throws: LogError(.open, folder.file("pipe"), LogError.Cause.notAFile(.pipe))) {
            try LineFile.append(to: folder.file("pipe"), .shared)
        }
    }

    @Test(arguments: [("", "b\n"), ("a\n", "a\nb\n"), ("a", "a\nb\n"), ("a\n{\"to", "a\n{\"to\nb\n")])
    func aTornLastLineIsEndedBeforeTheNext(before: String, after: String) throws {
        for sharing in [LineFile.Sharing.exclusive, .shared] {
            try folder.write("x", Array(before.utf8))
            try put("b\n", to: try LineFile.append(to: folder.file("x"), sharing))
            #expect(try folder.text("x") == after)
        }
    }

    /// What a failed write leaves is cut off at the size that a file had: a size from before the lock would cut more.
    @Test func whoWaitsForTheLockSeesWhatItsHolderAppended() async throws {
        for round in 0..<20 {
            let path = folder.file("held-\(round)")
            let holder = try LineFile.append(to: path, .exclusive)
            let waiter = Task { try LineFile.append(to: path, .exclusive).size }
            for _ in 0...round * 20 { try put("a\n", to: holder) }
            try holder.close()
            #expect(try await waiter.value == 2 * (round * 20 + 1))
        }
    }

    /// Retention locks a file and removes it: who waits for that lock would have a file without a name.
    @Test func whoWaitsForTheLockOfAFileThatIsRemovedMakesItAnew() async throws {
        let path = folder.file("x")
        for _ in 0..<5 {
            let holder = try LineFile.append(to: path, .exclusive)
            try put("old\n", to: holder)
            let hasEnded = StopFlag()
            let waiter = Task {
                defer { hasEnded.set() }
                let file = try LineFile.append(to: path, .exclusive)
                try put("new\n", to: file)
            }
            #if os(Linux)
            while try descriptorsOfX() < 2, !hasEnded.isSet { await Task.yield() }
            #endif
            try FileManager.default.removeItem(atPath: path)
            try holder.close()
            do {
                try await waiter.value
            } catch let error as LogError where error.systemError == .tryAgain {
                // On a busy machine its patience ended before.
                continue
            }
            #expect(try folder.text("x") == "new\n")
            try FileManager.default.removeItem(atPath: path)
        }
    }

    @Test func aNewFileThatRetentionRemovesIsMadeAnew() throws {
        let path = folder.file("job/x")
        let stop = StopFlag()
        let removed = StopFlag()
        let racer = Thread {
            while !stop.isSet {
                guard let descriptor = try? SystemCall.open(path, .reading) else { continue }
                if (try? SystemCall.lock(descriptor)) == true,
                    (try? SystemCall.status(at: path).identity) == (try? SystemCall.status(of: descriptor).identity)
                {
                    unlink(path)
                    rmdir(splitPath(path).folder)
                    removed.set()
                }
                close(descriptor)
            }
        }
        racer.start()
        defer { stop.set() }
        for _ in 0..<500 {
            guard let file = try made(path) else { continue }
            try put("a\n", to: file)
            // The lock is held: nobody can have removed it since.
            #expect(try SystemCall.status(at: path).identity == file.identity)
            try file.close()
        }
        while !removed.isSet { try made(path)?.close() }
    }

    /// Nil when the name is taken, or is taken away again and again.
    private func made(_ path: String) throws(LogError) -> LineFile? {
        do throws(LogError) {
            var undurable: LogError?
            return try LineFile.createIfFree(path, .exclusive, undurable: &undurable)
        } catch {
            if error.cause == .changed { return nil }
            throw error
        }
    }

    private func descriptorsOfX() throws -> Int {
        // The system writes the path of the temporary folder in its own way.
        let end = "/\(splitPath(folder.path).name)/x"
        return try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").filter {
            let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")
            return path?.hasSuffix(end) == true
        }.count
    }

    /// A volume is often mounted elsewhere and linked to; what this code makes itself is never a link.
    @Test func onlyTheOperatorsFoldersMayBeLinks() throws {
        _ = try Folder.make(folder.file("volume"))
        symlink("volume", folder.file("link"))
        symlink("nowhere", folder.file("broken"))
        try put("a\n", to: try LineFile.create(folder.file("link/x")))
        try put("b\n", to: try LineFile.create(folder.file("link/job/x"), folderLinks: .refused))
        #expect(try folder.text("volume/x") == "a\n")
        #expect(try folder.text("volume/job/x") == "b\n")
        #expect(throws: LogError(.open, folder.file("link"), LogError.Cause.notAFolder)) {
            try LineFile.create(folder.file("link/y"), folderLinks: .refused)
        }
        #expect(throws: LogError.self) { try LineFile.create(folder.file("broken/x")) }
        #expect(!FileManager.default.fileExists(atPath: folder.file("nowhere")))
    }

    @Test func anotherProcessMayTearALineAtAnyTime() throws {
        let file = try LineFile.append(to: folder.file("x"), .shared)
        try put("a\n", to: file)
        let other = try #require(FileHandle(forWritingAtPath: folder.file("x")))
        try other.seekToEnd()
        try other.write(contentsOf: Array("{\"torn".utf8))
        try put("b\n", to: file)
        #expect(try folder.text("x") == "a\n{\"torn\nb\n")
        try other.truncate(atOffset: 0)
        try put("c\n", to: file)
        #expect(try folder.text("x") == "c\n")
    }

    @Test func aRenamedFileIsLeftForANewOne() throws {
        let destination = SharedDestination(path: folder.file("x"))
        func put(_ text: String) throws { try Array(text.utf8).withUnsafeBytes { try destination.append($0) } }
        try put("a\n")
        #expect(rename(folder.file("x"), folder.file("x.1")) == 0)
        try put("b\n")
        #expect(try destination.synchronize())
        try FileManager.default.removeItem(atPath: folder.file("x"))
        try put("c\n")
        try destination.close()
        #expect(try folder.text("x.1") == "a\n")
        #expect(try folder.text("x") == "c\n")
    }

    /// A log that is never flushed, and rotated again and again, must not use up the process's descriptors.
    @Test func rotatedFilesAreLetGo() throws {
        let destination = SharedDestination(path: folder.file("x"))
        func openFiles() throws -> Int {
            let held = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").filter {
                (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)"))?
                    .contains("/\(splitPath(folder.path).name)/") == true
            }
            return held.count
        }
        for round in 0..<40 {
            try Array("\(round)\n".utf8).withUnsafeBytes { try destination.append($0) }
            try FileManager.default.moveItem(atPath: folder.file("x"), toPath: folder.file("x.\(round)"))
        }
        #if os(Linux)
        #expect(try openFiles() <= 8)
        #endif
        #expect(try destination.synchronize())
        try destination.close()
        #expect(try folder.text("x.39") == "39\n")
    }

    /// Two that take back what a failed write left would cut off each other's lines.
    @Test func aFileThatIsWrittenAlreadyIsNotContinued() throws {
        let path = folder.file("x")
        let first = try LineFile.append(to: path, .exclusive)
        #expect(throws: LogError.self) { try LineFile.append(to: path, .exclusive) }
        try first.close()
        try LineFile.append(to: path, .exclusive).close()
    }

    @Test func aFileThatCouldNotBeMadeIsMadeLater() throws {
        try folder.write("blocker", [])
        let destination = ExclusiveDestination(keepsHeader: true) { [path = folder.path] index in
            "\(path)/blocker/x\(index)"
        }
        func put(_ text: String) throws { try Array(text.utf8).withUnsafeBytes { try destination.append($0) } }
        #expect(throws: LogError.self) { try put("header\n") }
        #expect(throws: LogError.self) { try put("1\n") }
        try FileManager.default.removeItem(atPath: folder.file("blocker"))
        try put("2\n")
        try put("3\n")
        #expect(try folder.text("blocker/x0") == "header\n2\n3\n")
        #expect(try destination.moveToFreshFile() == folder.file("blocker/x1"))
        // The header is among the lines that are written once more, when no flush has acknowledged it.
        try put("header\n")
        try put("4\n")
        #expect(try folder.text("blocker/x1") == "header\n4\n")
        try put("header\n")
        #expect(try folder.text("blocker/x1") == "header\n4\nheader\n")
        #expect(destination.lateLines == 1)
    }

    /// A fresh file without it would read as the version that needs no header.
    @Test func aFreshFileHasTheHeaderOfTheLogThatWasContinued() throws {
        let text = "\(header(1))\n\(event(1, name: "n"))\n\(header(2))\n\(event(2))\n"
        let path = try folder.write("x", Array(text.utf8))
        let file = try LineFile.append(to: path, .exclusive)
        let found = try RecordLog<TestFamily>.lastHeader(in: file)
        #expect(found == Array((header(2) + "\n").utf8))
        let destination = ExclusiveDestination(continuing: file, keepsHeader: true, header: found) { "\(path)+\($0)" }
        func put(_ text: String) throws { try Array(text.utf8).withUnsafeBytes { try destination.append($0) } }
        try put(event(3) + "\n")
        let fresh = try #require(try destination.moveToFreshFile())
        try put(event(3) + "\n")
        try destination.close()
        #expect(try folder.text("x") == text + event(3) + "\n")
        #expect(try String(contentsOfFile: fresh, encoding: .utf8) == "\(header(2))\n\(event(3))\n")
    }

    @Test func takenNamesAreSteppedOver() throws {
        try folder.write("x0", [])
        try folder.write("x1", [])
        let destination = ExclusiveDestination(keepsHeader: false) { [path = folder.path] in "\(path)/x\($0)" }
        try destination.open()
        #expect(destination.path == folder.file("x2"))
    }

    @Test func pathsAreSplitAtTheLastSlash() {
        #expect(splitPath("/a/b") == ("/a", "b"))
        #expect(splitPath("/a") == ("/", "a"))
        #expect(splitPath("a") == (".", "a"))
        #expect(splitPath("a/b///") == ("a", "b"))
        #expect(splitPath("/") == ("/", ""))
    }
}

private final class StopFlag: @unchecked Sendable {
    private let lock = NSLock()
    private var flag = false

    func set() { lock.withLock { flag = true } }
    var isSet: Bool { lock.withLock { flag } }
}
