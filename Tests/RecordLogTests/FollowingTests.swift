import Foundation
import JSONCore
import Testing

@testable import RecordLog

/// Follows a file step by step: each wait of the follower runs the next action of the test, so nothing is timed.
@Suite struct FollowingTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    struct Done: Error {}

    /// What a follower tells, as letters: r record, c corrupt, t torn, . caught up, T truncated, R replaced; a bar
    /// where it waited.
    func follow(from start: FollowStart = .beginning, _ actions: [@Sendable () throws -> Void]) async throws -> String {
        let steps = Steps(actions)
        let follower = LogFollower<TestFamily>(following: folder.file("x"), from: start) { try steps.next() }
        var told = ""
        do {
            for try await event in follower {
                told += steps.bars()
                switch event {
                case .line(let line): told += letters([line])
                case .caughtUp: told += "."
                case .truncated: told += "T"
                case .replaced: told += "R"
                }
            }
        } catch is Done {}
        return told + steps.bars()
    }

    final class Steps: @unchecked Sendable {
        private var actions: ArraySlice<@Sendable () throws -> Void>
        private var waited = 0

        init(_ actions: [@Sendable () throws -> Void]) { self.actions = actions[...] }

        func next() throws {
            waited += 1
            guard let action = actions.popFirst() else { throw Done() }
            try action()
        }

        func bars() -> String {
            defer { waited = 0 }
            return String(repeating: "|", count: waited)
        }
    }

    func append(_ text: String) -> @Sendable () throws -> Void {
        { [folder] in
            if !FileManager.default.fileExists(atPath: folder.file("x")) { try folder.write("x", []) }
            let handle = try #require(FileHandle(forWritingAtPath: folder.file("x")))
            try handle.seekToEnd()
            try handle.write(contentsOf: Array(text.utf8))
            try handle.close()
        }
    }

    func replaceWith(_ text: String) -> @Sendable () throws -> Void {
        { [folder] in
            let handle = try #require(FileHandle(forWritingAtPath: folder.file("x")))
            try handle.truncate(atOffset: 0)
            try handle.write(contentsOf: Array(text.utf8))
            try handle.close()
        }
    }

    var rotate: @Sendable () throws -> Void {
        { [folder] in
            _ = unlink(folder.file("x.1"))
            guard rename(folder.file("x"), folder.file("x.1")) == 0 else { throw SystemError(errno) }
        }
    }

    let nothing: @Sendable () throws -> Void = {}
    let start = header(2) + "\n"
    let one = event(1) + "\n"

    @Test func whatIsThereThenWhatComes() async throws {
        try append(start + one)()
        #expect(try await follow([append(one), append(one + one), nothing, append("bad\n\n")]) == "rr.|r|rr||c|")
    }

    @Test func aFileMayComeLater() async throws {
        #expect(try await follow([nothing, append(start), append(one)]) == ".||r|r|")
    }

    @Test func aLineIsWaitedForUntilItsEnd() async throws {
        try append(start + "{\"type\":\"EV")()
        let rest = "ENT\",\"timestamp\":\"t\",\"number\":"
        #expect(try await follow([append(rest), append("5}"), append("\n"), append(one)]) == "r.|||r|r|")
    }

    /// Truncated and grown past the place of reading between two looks, and the same there as before.
    @Test func truncationThatIsGrownOverIsSeenByTheBeginning() async throws {
        let filler = (0..<20).map { _ in event(1, name: "n") + "\n" }.joined()
        let old = event(7, name: "n", text: "old") + "\n" + filler
        let new = event(7, name: "n", text: "new") + "\n" + filler + filler
        let told = try await follow([append(old), replaceWith(new), {}])
        #expect(told.contains("T"))
        #expect(told.filter { $0 == "r" }.count == 21 + 41)
    }

    @Test func truncationIsFollowed() async throws {
        try append(start + one + one + one)()
        #expect(
            try await follow([
                replaceWith(start), append(one), replaceWith(start + String(repeating: event(2) + "\n", count: 9)),
            ])
                == "rrrr.|Tr|r|Trrrrrrrrrr|"
        )
    }

    @Test func whatATruncationCutIsTold() async throws {
        try append(start + one + "{\"ty")()
        #expect(try await follow([replaceWith(start)]) == "rr.|tTr|")
    }

    /// A writer whose disk was full ends the file again where the last whole line ends.
    @Test(arguments: ["{\"ty", String(repeating: "x", count: 200)])
    func aLineThatIsTakenBackIsNoTruncation(_ cut: String) async throws {
        try append(start + one + cut)()
        let takeBack: @Sendable () throws -> Void = { [folder, start, one] in
            let handle = try #require(FileHandle(forWritingAtPath: folder.file("x")))
            try handle.truncate(atOffset: UInt64(start.utf8.count + one.utf8.count))
            try handle.close()
        }
        #expect(try await follow([takeBack, append(one)]) == "rr.||r|")
        // Taken back and written anew between two looks, longer than it was.
        let again: @Sendable () throws -> Void = { [append, one] in
            try takeBack()
            try append(one + one + one)()
        }
        try takeBack()
        try append(cut)()
        #expect(try await follow([again, nothing]) == "rr.|rrr||")
    }

    @Test func rotationByRenameIsFollowed() async throws {
        try append(start + one)()
        // The old file still gets a line from a writer that had it open; it is read before the new one.
        let late: @Sendable () throws -> Void = { [folder, one] in
            let handle = try #require(FileHandle(forWritingAtPath: folder.file("x.1")))
            try handle.seekToEnd()
            try handle.write(contentsOf: Array(one.utf8))
        }
        #expect(
            try await follow([append(one), rotate, late, append(start + one), nothing, append(one), nothing])
                == "rr.|r||r||Rrr|r||"
        )
    }

    @Test func followingCanBeginAtTheEndOrInTheMiddle() async throws {
        try append(start + one + one)()
        #expect(try await follow(from: .end, [append(one)]) == ".|r|")
        #expect(try await follow(from: .offset(start.utf8.count + one.utf8.count), [append(one)]) == "rr.|r|")
        #expect(try await follow(from: .offset(1 << 40), []) == "rrrrr.|")
        // Behind a last line without its end, which a client may have seen by other means.
        let whole = try folder.text("x")
        try folder.write("x", Array(whole.dropLast().utf8))
        #expect(try await follow(from: .offset(whole.utf8.count), [append("\n"), append(one)]) == ".||r|")
        try append("{\"type\":\"EVENT\",")()
        #expect(try await follow(from: .end, [append("\"timestamp\":\"t\",\"number\":1}\n")]) == ".|r|")
    }

    /// A log may state its version more than once; the last header before the place counts.
    @Test func theMiddleOfALogHasTheVersionOfItsLastHeader() async throws {
        let old = header(1) + "\n" + event(1, name: "n") + "\n"
        try append(old + start + one + one)()
        #expect(try await follow(from: .offset(old.utf8.count + start.utf8.count), [append(one)]) == "rr.|r|")
        #expect(try await follow(from: .end, [append(one)]) == ".|r|")
    }

    @Test func cancellingEndsIt() async throws {
        try append(start)()
        let follower = LogFollower<TestFamily>(following: folder.file("x"), every: .seconds(3600))
        let (told, continuation) = AsyncStream.makeStream(of: Void.self)
        let task = Task {
            for try await _ in follower { continuation.yield() }
        }
        for await _ in told { break }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    /// The numbers of the records that a follower hands out.
    func numbers(_ actions: [@Sendable () throws -> Void]) async throws -> [Int64?] {
        let steps = Steps(actions)
        let follower = LogFollower<TestFamily>(following: folder.file("x")) { try steps.next() }
        var numbers: [Int64?] = []
        do {
            for try await event in follower {
                if case .line(.record(let record, _)) = event { numbers.append(record.number) }
            }
        } catch is Done {}
        return numbers
    }

    /// The same bytes stand before the place of reading, which lies in the second line by then.
    @Test(arguments: [500, 300 << 10])
    func `A line that was taken back is not gone on with by the next one`(_ length: Int) async throws {
        try append(start + one)()
        let whole = try folder.text("x")
        let text = String(repeating: "a", count: length)
        let first = String(event(7, text: text).dropLast(2))
        let second = event(8, text: text + text) + "\n"
        let same = folder.file("x")
        let inPlace: @Sendable () throws -> Void = {
            let handle = try #require(FileHandle(forWritingAtPath: same))
            try handle.truncate(atOffset: UInt64(whole.utf8.count))
            try handle.seekToEnd()
            try handle.write(contentsOf: Array(second.utf8))
            try handle.close()
        }
        #expect(try await numbers([append(first), inPlace, nothing]) == [nil, 1, 8])
    }

    @Test func `Being caught up tells of a last line without its end`() async throws {
        func unfinished() async throws -> LinePlace? {
            let follower = LogFollower<TestFamily>(following: folder.file("x")) { throw Done() }
            for try await case .caughtUp(let place) in follower { return place }
            return nil
        }
        try append(start + one)()
        #expect(try await unfinished() == nil)
        try append(" \t")()
        #expect(try await unfinished() == nil)
        let before = start.utf8.count + one.utf8.count
        try append("{}")()
        #expect(try await unfinished() == LinePlace(number: 3, offset: before, length: 4))
    }

    /// What a look gives is held until it was shown, so it is bounded by bytes too.
    @Test func `Long lines come few at a time`() async throws {
        let long = String(repeating: "x", count: 600 << 10) + "\n"
        try append(start + String(repeating: long, count: 6))()
        let polling = LogFollower<TestFamily>.Polling(folder.file("x"), .beginning, ReadingOptions())
        var told = ""
        while !told.contains(".") {
            let events = try await polling.look()
            var bytes = 0
            for event in events {
                switch event {
                case .line(let line):
                    told += letters([line])
                    bytes += line.place.length
                case .caughtUp: told += "."
                case .truncated, .replaced: told += "?"
                }
            }
            #expect(bytes <= 2 << 20)
        }
        #expect(told == "rcccccc.")
    }

    /// Each of these would go on for hours.
    @Test(arguments: [FollowStart.beginning, .end, .offset(1 << 40 - 1)])
    func `A look that is cancelled ends wherever it is`(_ from: FollowStart) async throws {
        try append(start)()
        let handle = try #require(FileHandle(forWritingAtPath: folder.file("x")))
        try handle.truncate(atOffset: 1 << 40)
        try handle.close()
        let polling = LogFollower<TestFamily>.Polling(folder.file("x"), from, ReadingOptions())
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await polling.look().count
        }
        #expect(try await task.value == 0)
    }

    #if os(Linux)
    /// Few file systems hold such a file; that of shared memory does.
    @Test func `The largest file there can be is followed from any place`() async throws {
        let path = "/dev/shm/recordlog-\(UUID().uuidString)"
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL, 0o600)
        if descriptor < 0 { return }
        defer {
            close(descriptor)
            unlink(path)
        }
        guard ftruncate(descriptor, .max) == 0 else { return }
        for offset in [100, .max] {
            let polling = LogFollower<TestFamily>.Polling(path, .offset(offset), ReadingOptions())
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await polling.look().count
            }
            #expect(try await task.value == 0)
        }
    }
    #endif
}
