import Foundation
import JSONCore
import Testing

@testable import CommandLineTool
@testable import RecordLog
@testable import SessionLogCommands
@testable import SessionRecords

/// What a folder of logs holds, and what is said of each.
@Suite struct FolderScanTests {
    private let session = "session_20260223T143022Z_web"

    private func linesOf(_ log: String = "v2-session") throws -> [String] {
        try fixture("buffer-event", log).split(separator: "\n").map { $0 + "\n" }
    }

    @Test(arguments: ["session_20260223T143022Z_web-rejects.jsonl", "session_20260223T143022Z_web.seals.jsonl"])
    func `A log whose pod is called like what lies beside logs is read`(name: String) throws {
        let bench = try Workbench()
        try bench.copyFixture("buffer-event", "v2-session", to: "logs/\(name)")
        try bench.copyFixture("buffer-event", "v2-session", to: "logs/a.jsonl")
        let run = try bench.run("scan", "logs")
        #expect(run.status == .clean && run.output.contains("logs/\(name): buffer-event"), "\(run.output)")
    }

    @Test func `What a command put beside a log is left out`() throws {
        let bench = try Workbench()
        try bench.copyFixture("buffer-event", "v2-session", to: "logs/a.jsonl")
        for name in ["a+v2.jsonl", "a+v2-rejects.jsonl", "a.seals.jsonl"] { try bench.write("x\n", to: "logs/\(name)") }
        let run = try bench.run("scan", "logs")
        #expect(run.status == .clean && run.output.split(separator: "\n").count == 2, "\(run.output)\(run.errors)")
        try bench.write("x\n", to: "logs/b+v2-rejects.jsonl")
        #expect(try bench.run("scan", "logs").errors.contains("b+v2-rejects.jsonl"))
    }

    /// The rewritten file begins with the header and goes on with what was not durable.
    @Test func `The files that a session went on in are judged together`() throws {
        let bench = try Workbench()
        let lines = try linesOf()
        try bench.write(lines[..<5].joined(), to: "logs/\(session).jsonl")
        try bench.write(lines[0] + lines[3...].joined(), to: "logs/\(session)+1.jsonl")
        for operand in ["logs", "logs/\(session)+1.jsonl"] {
            let run = try bench.run("scan", operand)
            #expect(run.status == .clean && !run.output.contains("incomplete"), "\(run.output)")
        }
        try bench.write(lines[0] + lines[6...].joined(), to: "logs/\(session)+1.jsonl")
        let gap = try bench.run("scan", "logs")
        #expect(gap.status == .findings && gap.output.contains("events 5 to 5 are missing"), "\(gap.output)")
        #expect(!gap.output.contains("events 1 to"))

        // Alone it is all there is, and another session's file fills no gap of it.
        try bench.write(lines[0] + lines[3...].joined(), to: "alone/\(session)+1.jsonl")
        #expect(try bench.run("scan", "alone").output.contains("events 1 to 2 are missing"))
        let other = try linesOf("v1-session").map { $0.replacing("session_id\":\"0", with: "session_id\":\"1") }
        try bench.write(other.joined(), to: "alone/\(session).jsonl")
        #expect(try bench.run("scan", "alone").output.contains("events 1 to 2 are missing"))
    }

    @Test func `A link that leads back costs nothing`() throws {
        let bench = try Workbench()
        try bench.copyFixture("buffer-event", "v2-session", to: "lp/x/a.jsonl")
        try bench.copyFixture("buffer-event", "v2-session", to: "lp/z.jsonl")
        try FileManager.default.createSymbolicLink(atPath: bench.folder + "/lp/x/up", withDestinationPath: "..")
        let run = try bench.run("scan", "lp")
        #expect(run.status == .clean && run.errors.isEmpty, "\(run.errors)")
        #expect(run.output.split(separator: "\n").filter { $0.hasPrefix("lp/") }.count == 2, "\(run.output)")
    }

    @Test func `A folder that lies too deep does not hide the others`() throws {
        let bench = try Workbench()
        let deep = (0..<20).map { "d\($0)" }.joined(separator: "/")
        try bench.copyFixture("buffer-event", "v2-session", to: "lp/\(deep)/a.jsonl")
        try bench.copyFixture("buffer-event", "v2-session", to: "lp/z.jsonl")
        let run = try bench.run("scan", "lp")
        #expect(run.status == .usage && run.errors.contains("lies too deep"), "\(run.errors)")
        #expect(run.output.hasPrefix("lp/z.jsonl: buffer-event"))
    }

    @Test func `A link that leads nowhere is told`() throws {
        let bench = try Workbench()
        try bench.copyFixture("buffer-event", "v2-session", to: "logs/a.jsonl")
        for name in ["x.jsonl", "notes"] {
            try FileManager.default.createSymbolicLink(
                atPath: "\(bench.folder)/logs/\(name)",
                withDestinationPath: "gone"
            )
        }
        let run = try bench.run("scan", "logs")
        #expect(run.status == .usage && run.errors.contains("logs/x.jsonl is a link that leads nowhere"))
        #expect(!run.errors.contains("notes") && run.output.hasPrefix("logs/a.jsonl"))
    }

    #if os(Linux)
    /// Nothing lies at the beginning of a process's memory, and the system says so as a bad sector is told.
    @Test func `A file that cannot be read is not of a wrong family`() throws {
        let run = try Workbench().run("scan", "/proc/self/mem")
        #expect(run.status == .usage && run.errors.contains("cannot read /proc/self/mem"), "\(run.errors)")
        #expect(run.errors.contains("(EIO)") && !run.errors.contains("family"), "\(run.errors)")
    }
    #endif

    @Test(arguments: ["{\"type\":\"SESSION_START\",\"timest", "{", "␀␀␀␀"])
    func `A session that was cut in its first line is a cut one`(left: String) throws {
        let left = left.replacing("␀", with: "\0")
        let bench = try Workbench()
        try bench.write(left, to: "\(session).jsonl")
        let run = try bench.run("scan", "\(session).jsonl")
        #expect(run.status == .clean && run.output.contains("truncated_tail"), "\(run.output)\(run.errors)")
        #expect(run.output.contains("line 1, byte 0: was cut"))
        try bench.write(left, to: "a.jsonl")
        #expect(try bench.run("scan", "a.jsonl").status == (left.hasPrefix("{") ? .clean : .usage))
        // Two lines that are nothing were not cut in the first.
        try bench.write("{\n{", to: "b.jsonl")
        #expect(try bench.run("scan", "b.jsonl").status == .usage)
    }

    @Test func `What was not kept apart is a finding`() throws {
        var report = IntegrityReport()
        report.totalLines = 1
        report.validLines = 1
        var scan = LogScan(
            shown: "a",
            family: "buffer-event",
            report: report,
            gaps: [],
            gapsAreCut: false,
            repeats: []
        )
        #expect(!scan.hasFindings && scan.text.hasPrefix("a: buffer-event, 1 line: whole\n"))
        scan.gapsAreCut = true
        #expect(scan.hasFindings && scan.text.hasPrefix("a: buffer-event, 1 line: incomplete\n"))
        #expect(scan.text.contains("  there are more gaps or sessions than are kept apart"))
    }

    @Test func `Recover tells the first gaps and how many more there are`() throws {
        let sink = Sink(memoryAsTerminal: false)
        let console = Console(folder: "/", output: sink, errors: sink, wantsColour: false)
        var evidence = BufferEvidence(
            paths: [],
            integrity: IntegrityReport(),
            completed: [:],
            unresolved: [],
            gaps: (0..<250).map { $0 * 2...$0 * 2 },
            gapsAreCut: false,
            repeated: []
        )
        func plan() -> RecoveryPlan { RecoveryPlan(checkpoint: nil, stepIndex: 1, buffer: .used(evidence)) }
        #expect(plan().text(console).split(separator: "\n").count == 103)
        #expect(plan().text(console).hasSuffix("are missing\nand 150 more gaps\n"))
        #expect(plan().json(console)["gaps_cut"] == .bool(false))
        evidence.gapsAreCut = true
        #expect(plan().text(console).hasSuffix("not all that is missing is told\n"))
        #expect(plan().json(console)["gaps_cut"] == .bool(true))
    }

    @Test func `What a pruning could not make durable is a failure`() throws {
        var summary = PruneSummary(isDryRun: false)
        #expect(!summary.hasFailures)
        summary.undurable["job"] = "it broke"
        #expect(summary.hasFailures)
        #expect(summary.text.contains("what was deleted in job may come back after a power cut: it broke\n"))
        #expect(summary.json["undurable"]?["job"] == .string("it broke"))
    }
}
