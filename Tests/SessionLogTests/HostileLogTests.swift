import Foundation
import JSONCore
import Testing

/// Logs that somebody made to hurt, through the command as it is installed.
@Suite(.enabled(if: Program.path != nil, "skipped: sessionlog was not built beside the tests"))
struct HostileLogTests {
    @Test func aLineOfAHundredMegabytesTakesItsBoundAndIsReported() throws {
        let bench = try Workbench()
        let log = try fixture("buffer-event", "v2-session")
        try bench.write(log, to: "long.jsonl")
        let handle = try #require(FileHandle(forWritingAtPath: bench.folder + "/long.jsonl"))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(#"{"type":"ERROR","message":""#.utf8))
        let piece = Data(repeating: UInt8(ascii: "x"), count: 1 << 20)
        for _ in 0..<100 { try handle.write(contentsOf: piece) }
        try handle.write(contentsOf: Data("\"}\n".utf8))
        try handle.close()

        for command in ["scan", "stats"] {
            // The bound, and what a process takes that reads a short log.
            let run = try Program.run(
                command,
                "--format",
                "json",
                bench.folder + "/long.jsonl",
                memory: (64 + 40) << 20
            )
            #expect(run.status < 2, "\(command) ended with \(run.status)")
            guard command == "scan" else { continue }
            #expect(run.status == 1)
            let found = try #require(try JSONValue(parsing: run.output)["logs"]?.array?.first)
            #expect(found["corrupt_lines"] == .number(JSONNumber(Int64(1))))
            #expect(found["tail_truncated"] == .bool(false))
            #expect(found["troubles"]?.array?.first?["reason"] == .string("is longer than a line may be"))
        }
    }

    @Test(arguments: ["", "\n"])
    func aHundredThousandNestedArraysAreAFinding(end: String) throws {
        let bench = try Workbench()
        let log = try fixture("buffer-event", "v2-session")
        let deep = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
        try bench.write(log + deep + end, to: "deep.jsonl")
        let run = try Program.run("scan", "--format", "json", bench.folder + "/deep.jsonl", memory: 40 << 20)
        #expect(run.status == 1)
        let found = try #require(try JSONValue(parsing: run.output)["logs"]?.array?.first)
        #expect(found["corrupt_lines"] == .number(JSONNumber(Int64(1))))
        #expect(found["tail_truncated"] == .bool(false))
        let reason = found["troubles"]?.array?.first?["reason"]?.string
        #expect(reason == "is nested deeper than a line may be, at byte 512 of the line")
        for command in ["cat", "stats", "upgrade"] {
            #expect(try Program.run(command, bench.folder + "/deep.jsonl", memory: 40 << 20).status < 2, "\(command)")
        }
    }
}
