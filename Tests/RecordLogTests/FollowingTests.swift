import Foundation
import RecordLog
import Testing

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
}
