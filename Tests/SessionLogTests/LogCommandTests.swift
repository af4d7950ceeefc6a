import Foundation
import JSONCore
import Testing

@Suite struct LogCommandTests {
    @Test func scanTellsWhatIsWrongAndWhere() throws {
        let bench = try Workbench()
        try bench.copyFixture("buffer-event", "v2-session", to: "whole.jsonl")
        #expect(try bench.run("scan", "whole.jsonl").status == .clean)

        try bench.copyFixture("buffer-event", "crashed-tail", to: "cut.jsonl")
        let cut = try bench.run("scan", "cut.jsonl")
        #expect(cut.status == .clean)
        #expect(cut.output.contains("truncated_tail"))

        try bench.copyFixture("buffer-event", "interior-corruption-major", to: "bad.jsonl")
        let bad = try bench.run("scan", "--format", "json", "bad.jsonl")
        #expect(bad.status == .findings)
        let log = try #require(try bad.json()["logs"]?.array?.first)
        #expect(log["severity"] == .string("corrupt_interior"))
        #expect(log["usable_for_recovery"] == .bool(false))
    }

    @Test func scanFindsMissingPositions() throws {
        let bench = try Workbench()
        var lines = try fixture("buffer-event", "v2-session").split(separator: "\n")
        lines.removeSubrange(3...4)
        try bench.write(lines.joined(separator: "\n") + "\n", to: "gap.jsonl")
        let run = try bench.run("scan", "gap.jsonl")
        #expect(run.status == .findings)
        #expect(run.output.contains("events 3 to 4 are missing"))
    }

    /// New types need no new version: a log of a newer build is whole.
    @Test func scanCountsLinesOfUnknownTypesAsThere() throws {
        let bench = try Workbench()
        var lines = try fixture("buffer-event", "v2-session").split(separator: "\n").map(String.init)
        let type = try #require(try JSONValue(parsing: lines[2])["type"]?.string)
        lines[2] = lines[2].replacing("\"\(type)\"", with: "\"SOMETHING_NEW\"")
        try bench.write(lines.joined(separator: "\n") + "\n", to: "new.jsonl")
        let run = try bench.run("scan", "new.jsonl")
        #expect(run.status == .clean, "\(run.output)")
        #expect(run.output.contains("1 not known here"))
        lines[4] = lines[4].replacing("\"timestamp\":\"", with: "\"timestamp\":\"x")
        try bench.write(lines.joined(separator: "\n") + "\n", to: "new.jsonl")
        let broken = try bench.run("scan", "new.jsonl")
        #expect(broken.status == .findings && !broken.output.contains("missing"), "\(broken.output)")
    }

    /// The administrator may list any folder, so this shows nothing when they run it.
    @Test(.enabled(if: getuid() != 0)) func aFolderThatMayNotBeListedDoesNotHideTheOthers() throws {
        let bench = try Workbench()
        try bench.copyFixture("buffer-event", "v2-session", to: "logs/a.jsonl")
        try bench.copyFixture("buffer-event", "v2-session", to: "logs/closed/b.jsonl")
        try bench.copyFixture("buffer-event", "v2-session", to: "logs/open/c.jsonl")
        chmod("\(bench.folder)/logs/closed", 0)
        defer { chmod("\(bench.folder)/logs/closed", 0o700) }
        let run = try bench.run("scan", "logs")
        #expect(run.status == .usage && run.errors.contains("cannot list logs/closed"), "\(run.errors)")
        #expect(run.output.contains("logs/a.jsonl") && run.output.contains("logs/open/c.jsonl"))
    }

    /// Both streams are pipes, as below another program, and a signal is how every following ends.
    @Test(arguments: [SIGTERM, SIGINT]) func followEndsProperlyAtASignal(signal: Int32) throws {
        let program = try #require(Program.path)
        let bench = try Workbench()
        let log = try fixture("buffer-event", "v2-session")
        try bench.write(log + "broken\n", to: "a.jsonl")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["follow", "\(bench.folder)/a.jsonl"]
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        var told = Data()
        while !told.contains(0x0A) {
            let next = errors.fileHandleForReading.availableData
            if next.isEmpty { break }
            told += next
        }
        let line = log.split(separator: "\n").count + 1
        #expect(String(decoding: told, as: UTF8.self).contains("line \(line) "))
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        #expect(process.terminationReason == .exit && process.terminationStatus == 1)
    }

    @Test func upgradedCopiesAreNotCountedBesideTheirLogs() throws {
        let bench = try Workbench()
        try bench.copyFixture("buffer-event", "v1-session", to: "logs/a.jsonl")
        try bench.copyFixture("buffer-event", "v1-session", to: "logs/alone+v2.jsonl")
        let before = try bench.run("cat", "logs").output
        #expect(try bench.run("upgrade", "logs").status == .clean)
        #expect(try bench.run("cat", "logs").output == before)
        // All have theirs already.
        #expect(try bench.run("upgrade", "logs").status == .usage)
        #expect(
            try bench.files("logs") == ["a+v2.jsonl", "a.jsonl", "alone+v2+v2.jsonl", "alone+v2.jsonl"]
        )
    }

    @Test func oneBadPathDoesNotStopTheOthers() throws {
        let bench = try Workbench()
        try bench.copyFixture("buffer-event", "v1-session", to: "logs/a.jsonl")
        try bench.write("", to: "logs/empty.jsonl")
        try bench.write("what\n", to: "logs/z.jsonl")
        let run = try bench.run("scan", "logs")
        #expect(run.status == .usage)
        #expect(run.output.contains("logs/a.jsonl: buffer-event"))
        #expect(run.output.contains("logs/empty.jsonl: buffer-event, 0 lines: unreadable"))
        #expect(run.errors.contains("logs/z.jsonl holds no record of a known family"))
        #expect(try bench.run("scan", "none").status == .usage)
    }

    @Test func standardInputNeedsItsFamily() throws {
        let bench = try Workbench()
        let log = try fixture("iterate-session", "sessions")
        #expect(try bench.run("scan", "-", input: log).errors.contains("--family"))
        let run = try bench.run("stats", "-", "--family", "iterate-session", "--format=json", input: log)
        #expect(run.status == .clean)
        #expect(
            try run.json()["logs"]?.array?.first?["records"]
                == .number(JSONNumber(Int64(log.split(separator: "\n").count)))
        )
    }

    @Test func statsCountsVariantsVersionsAndTools() throws {
        let bench = try Workbench()
        try bench.copyFixture("buffer-event", "v1-session", to: "a.jsonl")
        let log = try #require(try bench.run("stats", "--format", "json", "a.jsonl").json()["logs"]?.array?.first)
        let lines = try fixture("buffer-event", "v1-session").split(separator: "\n")
        #expect(log["records"] == .number(JSONNumber(Int64(lines.count))))
        #expect(log["versions"]?["v1"] == log["records"])
        let calls = lines.filter { $0.contains("\"TOOL_START\"") || $0.contains("\"TOOL_RESULT\"") }.count
        let shown = log["tools"]?["shell.run"]
        #expect(shown == .number(JSONNumber(Int64(calls))))
    }

    @Test func countSaysHowManyLinesPass() throws {
        let bench = try Workbench()
        try bench.copyFixture("buffer-event", "v1-session", to: "a.jsonl")
        let shown = try bench.run("cat", "--type", "TOOL_RESULT", "a.jsonl").output.split(separator: "\n").count
        let all = try bench.run("cat", "a.jsonl").output.split(separator: "\n").count
        let run = try bench.run("count", "--where", "type=TOOL_RESULT,none", "a.jsonl")
        #expect(run.status == .clean)
        #expect(run.output == "a.jsonl: \(shown) of \(all) lines\n")

        let since = "2026-02-23T14:30:24Z"
        let later = try bench.run("cat", "--since", since, "a.jsonl").output.split(separator: "\n").count
        let json = try bench.run("count", "--since", since, "--format", "json", "a.jsonl").json()
        #expect(json["logs"]?.array?.first?["passing"] == .number(JSONNumber(Int64(later))))

        for wrong in [["--where", "type"], ["--where", "=x"], ["--time", "at"], ["--since", "soon"]] {
            #expect(try bench.run(list: ["count"] + wrong + ["a.jsonl"]).status == .usage, "\(wrong)")
        }
    }

    @Test func catFiltersByVariantToolAndTime() throws {
        let bench = try Workbench()
        try bench.copyFixture("buffer-event", "v1-session", to: "a.jsonl")
        let all = try bench.run("cat", "a.jsonl").output.split(separator: "\n")
        let tools = try bench.run("cat", "--type", "TOOL_RESULT,TOOL_START", "a.jsonl").output.split(separator: "\n")
        #expect(tools.count > 1 && tools.count < all.count)
        #expect(tools.allSatisfy { $0.contains("TOOL_") })
        #expect(try bench.run("cat", "--tool", "shell.run", "a.jsonl").output.split(separator: "\n") == tools)
        #expect(try bench.run("cat", "--tool", "no.such", "a.jsonl").output.isEmpty)
        let late = try bench.run("cat", "--since", "2026-02-23T15:30:22.498+01:00", "a.jsonl").output
        let early = try bench.run("cat", "--until", "2026-02-23T14:30:22.498Z", "a.jsonl").output
        #expect((early + late).split(separator: "\n") == all)
        #expect(!early.isEmpty && !late.isEmpty)
    }

    @Test func catWritesTheNewestVersion() throws {
        let bench = try Workbench()
        try bench.copyFixture("buffer-event", "v1-session", to: "a.jsonl")
        let run = try bench.run("cat", "--json", "--type", "LLM_RESPONSE", "a.jsonl")
        for line in run.output.split(separator: "\n") {
            let value = try JSONValue(parsing: String(line))
            #expect(value["usage"]?["input_tokens"] != nil)
            #expect(value["prompt_tokens"] == nil)
        }
        #expect(!run.output.isEmpty)
    }

    @Test func nothingOfALogReachesTheTerminalAsItIs() throws {
        let bench = try Workbench()
        let evil = "\\u001b]0;owned\\u0007\\u202e"
        let log = try fixture("iterate-session", "sessions")
            .replacing("\"model\":\"qwen3.5:latest\"", with: "\"model\":\"\(evil)\"")
        try bench.write(log + "{\"\u{1B}[2J\n", to: "a\u{1B}[31m.jsonl")
        for command in [
            ["scan"], ["stats"], ["cat"], ["query", "first-shot-rate"], ["query", "rejections"],
            ["query", "recovered-after-rejection"], ["query", "retry-depth"], ["query", "never-grounded"],
        ] {
            let run =
                command.count == 1
                ? try bench.run(command[0], "a\u{1B}[31m.jsonl")
                : try bench.run(command[0], command[1], "a\u{1B}[31m.jsonl")
            let shown = (run.output + run.errors).unicodeScalars
            #expect(!shown.contains("\u{1B}") && !shown.contains("\u{202E}") && !shown.contains("\u{7}"), "\(command)")
        }
    }

    @Test func followCatchesUpAndFilters() throws {
        let bench = try Workbench()
        try bench.copyFixture("buffer-event", "v1-session", to: "a.jsonl")
        let followed = try bench.run("follow", "--until-caught-up", "--type", "TOOL_START", "a.jsonl")
        #expect(followed.status == .clean)
        #expect(followed.output == (try bench.run("cat", "--type", "TOOL_START", "a.jsonl").output))
        let end = try bench.run("follow", "--until-caught-up", "--from", "end", "a.jsonl")
        #expect(end.output.isEmpty && end.status == .clean)
        #expect(try bench.run("follow", "--from", "middle", "a.jsonl").status == .usage)
        // Here and not in a test of its own: each blocks a thread of the pool that the other would need.
        try bench.write("garbage\n" + bench.text("a.jsonl"), to: "b.jsonl")
        let corrupt = try bench.run("follow", "--until-caught-up", "b.jsonl")
        #expect(corrupt.status == .findings && corrupt.errors.contains("line 1 "))
        // Nobody counted the lines before it.
        let middle = try bench.run("follow", "--until-caught-up", "--from", "3", "b.jsonl")
        #expect(middle.errors.contains("the line at byte 3 ") && !middle.errors.contains("line 1 "), "\(middle.errors)")
        // A whole record, but its writer may still take it back.
        let whole = try bench.text("a.jsonl")
        try bench.write(String(whole.dropLast()), to: "c.jsonl")
        let unfinished = try bench.run("follow", "--until-caught-up", "c.jsonl")
        let lines = whole.split(separator: "\n").count
        #expect(unfinished.status == .clean)
        #expect(unfinished.output.split(separator: "\n").count == lines - 1)
        #expect(unfinished.errors.contains("line \(lines) has no end yet and is not shown"), "\(unfinished.errors)")
    }

    /// Two spellings of "é", which Swift holds equal.
    @Test func `Names are told apart by their bytes`() throws {
        let bench = try Workbench()
        var lines = try fixture("buffer-event", "v1-session").split(separator: "\n").map(String.init)
        let calls = lines.indices.filter { lines[$0].contains("\"TOOL_START\"") }
        try #require(calls.count == 2)
        let names = ["caf\u{E9}", "cafe\u{301}"]
        for (place, name) in zip(calls, names) {
            lines[place] = lines[place].replacing("\"shell.run\"", with: "\"\(name)\"")
        }
        try bench.write(lines.joined(separator: "\n") + "\n", to: "a.jsonl")
        let stats = try bench.run("stats", "--format", "json", "a.jsonl").json()
        let tools = try #require(stats["logs"]?.array?.first?["tools"]?.object)
        #expect(tools.count == 3)
        for name in names {
            #expect(tools.members.contains { sameBytes($0.key, name) })
            #expect(try bench.run("cat", "--tool", name, "a.jsonl").output.split(separator: "\n").count == 1)
        }
    }

    @Test func `A count that leaves a line out is a finding`() throws {
        let bench = try Workbench()
        try bench.copyFixture("buffer-event", "v1-session", to: "a.jsonl")
        #expect(try bench.run("count", "a.jsonl").status == .clean)
        let handle = try #require(FileHandle(forWritingAtPath: bench.folder + "/a.jsonl"))
        try handle.truncate(atOffset: 70 << 20)
        try handle.close()
        let run = try bench.run("count", "a.jsonl")
        #expect(run.status == .findings && run.output.contains("1 line too long to look at"), "\(run.output)")
    }

    @Test func `A member is named up to its sign, whatever follows`() throws {
        let bench = try Workbench()
        try bench.write("{\"type\":\"\u{338}x\"}\n", to: "a.jsonl")
        let run = try bench.run("count", "--family", "buffer-event", "--where", "type=y,\u{338}x", "a.jsonl")
        #expect(run.output.hasPrefix("a.jsonl: 1 of 1 line"), "\(run.output) \(run.errors)")
        let only = try bench.run("count", "--family", "buffer-event", "--where", "type=\u{338}x", "a.jsonl")
        #expect(only.output.hasPrefix("a.jsonl: 1 of 1 line"), "\(only.output) \(only.errors)")
    }

    @Test func `A path through a link names what the system finds`() throws {
        let bench = try Workbench()
        try bench.copyFixture("buffer-event", "v1-session", to: "real/x.jsonl")
        try bench.write("garbage\n", to: "x.jsonl")
        try bench.write("", to: "real/sub/.keep")
        try FileManager.default.createSymbolicLink(
            atPath: "\(bench.folder)/ln",
            withDestinationPath: "\(bench.folder)/real/sub"
        )
        let run = try bench.run("cat", "ln/../x.jsonl")
        #expect(run.status == .clean)
        #expect(run.output == (try bench.run("cat", "real/x.jsonl").output))
    }

    /// Its output waits for a reader that never comes, so it cannot look whether it was asked to end.
    @Test func `A second signal ends what is blocked`() throws {
        let program = try #require(Program.path)
        let bench = try Workbench()
        try bench.write("broken\n" + fixture("buffer-event", "v2-session"), to: "a.jsonl")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["follow", "--family", "buffer-event", "\(bench.folder)/a.jsonl"]
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        // As much as goes into the pipe; the process itself is to wait, and not to be told that it is full.
        let full = output.fileHandleForWriting.fileDescriptor
        let flags = fcntl(full, F_GETFL)
        _ = fcntl(full, F_SETFL, flags | O_NONBLOCK)
        let piece = [UInt8](repeating: 0, count: 4096)
        while write(full, piece, piece.count) > 0 {}
        _ = fcntl(full, F_SETFL, flags)
        try process.run()
        #expect(!errors.fileHandleForReading.availableData.isEmpty)
        // Two that do not count as one while they wait to be delivered.
        kill(process.processIdentifier, SIGINT)
        kill(process.processIdentifier, SIGTERM)
        process.waitUntilExit()
        #expect(process.terminationReason == .uncaughtSignal)
        #expect([SIGINT, SIGTERM].contains(process.terminationStatus))
    }

    @Test func `A name on the command line that is not UTF-8 is refused`() throws {
        let program = try #require(Program.path)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", "exec \"$0\" cat \"$(printf 'caf\\351')\"", program]
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        let told = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 2)
        #expect(told == "sessionlog: the argument 'caf\\xe9' is not UTF-8\n")
    }

    @Test func upgradeCountsAddUp() throws {
        let bench = try Workbench()
        try bench.copyFixture("buffer-event", "nonconforming", to: "a.jsonl")
        let before = try bench.text("a.jsonl")
        let run = try bench.run("upgrade", "--format", "json", "a.jsonl")
        let log = try #require(try run.json()["logs"]?.array?.first)
        func count(_ key: String) -> Int64 {
            if case .number(let number)? = log[key] { number.int64 ?? -1 } else { -1 }
        }
        #expect(count("read") == count("upgraded") + count("kept") + count("rejected"))
        #expect(count("rejected") > 0 && run.status == .findings)
        #expect(try bench.text("a.jsonl") == before)
        #expect(try bench.files() == ["a+v2-rejects.jsonl", "a+v2.jsonl", "a.jsonl"])
        #expect(try bench.run("upgrade", "a.jsonl").status == .usage)
    }

    @Test(arguments: [["cat", "--json"], ["stats", "--format", "json"], ["scan", "--format", "json"]])
    func noJSONMovesTheCursorOfATerminal(_ command: [String]) throws {
        let bench = try Workbench()
        // All of them may stand in a JSON string as they are.
        let evil = "\u{7F}\u{85}\u{9B}2J\u{202E}\u{2028}\u{E0041}é"
        let log = try fixture("buffer-event", "v2-session").split(separator: "\n").map {
            $0.replacing("{\"type\":\"", with: "{\"x\":\"\(evil)\",\"type\":\"")
        }
        let name = "a\u{9B}\u{202E}.jsonl"
        try bench.write(log.joined(separator: "\n") + "\n{\"\(evil)\n", to: name)
        let piped = try bench.run(list: command + [name])
        let shown = try bench.run(list: command + [name], asTerminal: true)
        #expect(piped.output.unicodeScalars.contains("\u{9B}"))
        let unsafe = Set("\u{7F}\u{85}\u{9B}\u{202E}\u{2028}\u{E0041}".unicodeScalars)
        #expect(!shown.output.unicodeScalars.contains { unsafe.contains($0) })
        let (raw, safe) = (piped.output.split(separator: "\n"), shown.output.split(separator: "\n"))
        #expect(!raw.isEmpty && raw.count == safe.count)
        for (raw, safe) in zip(raw, safe) {
            #expect(try JSONValue(parsing: String(raw)) == JSONValue(parsing: String(safe)))
        }
    }

    @Test func corruptLinesAreAFindingToWhoeverReadsThem() throws {
        let bench = try Workbench()
        let log = try fixture("buffer-event", "v1-session").split(separator: "\n")
        let broken = log.prefix(2) + ["garbage"] + log.dropFirst(2)
        try bench.write(broken.joined(separator: "\n") + "\n", to: "a.jsonl")
        for command in [["stats"], ["cat"], ["scan"]] {
            #expect(try bench.run(list: command + ["a.jsonl"]).status == .findings, "\(command)")
        }
        try bench.write(log.joined(separator: "\n") + "\n", to: "b.jsonl")
        for command in [["stats"], ["cat"], ["scan"]] {
            #expect(try bench.run(list: command + ["b.jsonl"]).status == .clean, "\(command)")
        }
    }

    @Test func scanFindsPositionsThatSeveralLinesHave() throws {
        let bench = try Workbench()
        let log = try fixture("buffer-event", "v1-session")
        let line = try #require(log.split(separator: "\n").first { $0.contains("TOOL_RESULT") })
        try bench.write(log + line + "\n", to: "a.jsonl")
        let run = try bench.run("scan", "a.jsonl")
        #expect(run.status == .findings && run.output.contains("more than one line"), "\(run.output)")
    }

    @Test func eachOperandHasItsTurn() throws {
        let bench = try Workbench()
        try bench.write("", to: "empty/notes.txt")
        try bench.copyFixture("buffer-event", "v1-session", to: "a.jsonl")
        let run = try bench.run("scan", "empty", "a.jsonl")
        #expect(run.status == .usage && run.errors.contains("empty holds no .jsonl file"))
        #expect(run.output.hasPrefix("a.jsonl: buffer-event"))
    }

    #if os(Linux)
    @Test func namesThatAreNotUTF8AreTold() throws {
        let bench = try Workbench()
        try bench.copyFixture("buffer-event", "v1-session", to: "logs/a.jsonl")
        let name = Array("\(bench.folder)/logs/b".utf8CString.dropLast()) + [CChar(bitPattern: 0xFF)]
        let file = try #require(
            (name + Array(".jsonl".utf8CString)).withUnsafeBufferPointer { fopen($0.baseAddress!, "w") }
        )
        fclose(file)
        let run = try bench.run("scan", "logs")
        #expect(run.status == .usage && run.errors.contains("b\u{FFFD}.jsonl"), "\(run.errors)")
        #expect(run.output.hasPrefix("logs/a.jsonl: buffer-event"))
    }
    #endif
}
