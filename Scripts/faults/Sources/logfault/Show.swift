import Foundation
import JSONCore
import RecordLog
import SessionRecords

struct Options {
    var rounds: Int?
    var seed: UInt64 = 1
    var work = NSTemporaryDirectory()
}

/// What a show found out.
struct ShowResult {
    enum Verdict: String, CustomStringConvertible {
        case passed, failed, skipped
        var description: String { rawValue }
    }

    var verdict: Verdict
    var text: String

    static func skipped(_ why: String) -> ShowResult { ShowResult(verdict: .skipped, text: why) }
}

/// Counts what holds and keeps the first of what does not.
struct Checks {
    private(set) var passed = 0
    private(set) var broken: [String] = []

    mutating func expect(_ holds: Bool, _ text: @autoclosure () -> String) {
        if holds { passed += 1 } else { broken.append(text()) }
    }

    func result(_ text: String) -> ShowResult {
        guard broken.isEmpty else {
            return ShowResult(
                verdict: .failed,
                text: "\(text); \(broken.count) broken: \(broken.prefix(5).joined(separator: " | "))"
            )
        }
        return ShowResult(verdict: .passed, text: "\(text), \(passed) checks")
    }
}

struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// A folder that goes away with the object.
final class WorkFolder {
    let path: String

    init(in folder: String) throws {
        var template = Array("\(folder)/logfault-XXXXXX".utf8CString)
        // Without links and doubled slashes: what a descriptor is told to name has none.
        guard let made = mkdtemp(&template), let real = realpath(made, nil) else { throw SystemError(errno) }
        defer { free(real) }
        path = String(cString: real)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

let theJob = UUID128(high: 0x0195_6a3b_7c4d_7e8f, low: 0x9a1b_2c3d_4e5f_6789)
let agent = UUID128(high: 0x0195_6a3b_7c4d_7e8f, low: 0x9a1b_2c3d_4e5f_0001)
let hash = String(repeating: "ab", count: 32)

func makeWriter(_ root: String, _ mode: FlushMode, posture: LossPosture = .report) throws -> SessionBuffer.Writer {
    try SessionBuffer.Writer(
        in: root,
        session: SessionBuffer.Session(jobID: theJob, agentID: agent, podName: "pod-1"),
        options: WriterOptions(flushMode: mode, lossPosture: posture)
    )
}

func start(_ id: UUID128, sideEffect: Bool) -> Occurrence {
    .toolStart(
        invocationID: id,
        toolName: "deploy",
        inputHash: hash,
        inputSummary: "one\ntwo",
        isSideEffect: sideEffect
    )
}

func result(_ id: UUID128, length: Int = 40) -> Occurrence {
    .toolResult(
        invocationID: id,
        toolName: "deploy",
        success: true,
        durationMs: 12,
        resultSummary: String(repeating: "r", count: length)
    )
}

/// All events of a file, and the state of it.
func read(_ path: String) throws -> (events: [BufferEvent.Event], report: IntegrityReport) {
    var events: [BufferEvent.Event] = []
    let report = try RecordLog<BufferEvent>(readingFrom: path).read { line in
        if case .record(let event, _) = line { events.append(event) }
    }
    return (events, report)
}

/// A process that runs this program as `logfault child …`, and what it said.
final class Child {
    private let process = Process()
    private let output = Pipe()
    private(set) var said: [UInt8] = []

    init(_ arguments: [String], environment: [String: String] = [:]) throws {
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = ["child"] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardOutput = output
        try process.run()
        try output.fileHandleForWriting.close()
    }

    var id: Int32 { process.processIdentifier }
    var status: Int32 { process.terminationStatus }
    var text: String { String(decoding: said, as: UTF8.self) }

    /// Waits until the child has said so many bytes, or nothing more.
    func listen(until count: Int) {
        while said.count < count {
            let more = output.fileHandleForReading.availableData
            if more.isEmpty { return }
            said += more
        }
    }

    func signal(_ number: Int32) { Foundation.kill(id, number) }

    func finish() {
        listen(until: .max)
        process.waitUntilExit()
    }
}

func run(_ program: String, _ arguments: [String]) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
}
