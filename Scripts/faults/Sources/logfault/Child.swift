import Foundation
import JSONCore
import RecordLog
import SessionRecords

/// The processes that are killed, cut and starved. What they say on standard output is what they were promised.
func runChild(_ arguments: [String]) -> Never {
    do {
        switch arguments.first {
        case "write": try writeForEver(arguments[1], FlushMode(rawValue: arguments[2]) ?? .default)
        case "session": try writeOneSession(arguments[1], FlushMode(rawValue: arguments[2]) ?? .default)
        case "keep": keepHouse(arguments[1])
        case "fill":
            let counters = try fillDisk(arguments[1], limit: Int(arguments[2]) ?? 0)
            say("written \(counters.written) dropped \(counters.dropped)\n")
        case "die": try dieAt(arguments[2], arguments[1])
        case "append": try appendToLog(arguments[1], Int(arguments[2]) ?? 0, Int(arguments[3]) ?? 0)
        default: exit(2)
        }
    } catch {
        say("threw \(error)\n")
        exit(3)
    }
    exit(0)
}

private func say(_ text: String) {
    _ = Array(text.utf8).withUnsafeBytes { Foundation.write(1, $0.baseAddress, $0.count) }
}

/// Says one line for each promise: `a SEQ` an append returned, `d SEQ` all up to here is durable, `c UUID` a checkpoint
/// was stored, `r UUID` the result of a call was appended.
private func writeForEver(_ root: String, _ mode: FlushMode) throws {
    let writer = try makeWriter("\(root)/sessions", mode)
    let store = FileCheckpointStore(folder: "\(root)/checkpoints")
    say("a 0\n")
    var seq = 0
    func promised(_ outcome: AppendOutcome) {
        seq += 1
        if outcome == .written || outcome == .durable { say("a \(seq)\n") }
        if outcome == .durable { say("d \(seq)\n") }
    }
    var step = 0
    while true {
        promised(try writer.append(.llmRequest(model: "m", stepIndex: step)))
        for call in 0..<3 {
            let id = UUID128.v7()
            promised(try writer.append(start(id, sideEffect: call == 0)))
            promised(try writer.append(result(id, length: call * 700)))
            say("r \(id)\n")
        }
        let checkpoint = Checkpoint(
            jobID: theJob,
            agentID: agent,
            stepIndex: step,
            schemaVersion: 1,
            state: Array("state \(step)".utf8)
        )
        let outcome = try writer.checkpoint(checkpoint.id, stepIndex: UInt32(step)) { _ in
            if mode != .lazy { say("d \(seq)\n") }
            try store.save(checkpoint)
            say("c \(checkpoint.id)\n")
        }
        promised(outcome.marker)
        say("m \(checkpoint.id)\n")
        step += 1
    }
}

/// A session of fixed shape, whose result must not depend on the disk.
private func writeOneSession(_ root: String, _ mode: FlushMode) throws {
    let writer = try makeWriter("\(root)/sessions", mode)
    var answer = 0
    for step in 0..<2 {
        try writer.append(.llmRequest(model: "m", stepIndex: step))
        let id = UUID128.v7()
        try writer.append(start(id, sideEffect: true))
        answer += 21
        try writer.append(result(id))
        _ = writer.checkpoint(stepIndex: UInt32(step)) { _ in }
    }
    try writer.end(.completed)
    let counters = writer.counters
    say("answer \(answer)\n")
    say("written \(counters.written) dropped \(counters.dropped) bytes \(counters.bytes)\n")
    say("flushes \(counters.flushes) failedFlushes \(counters.failedFlushes) lost \(counters.durabilityLost)\n")
}

/// Runs a step and ends the process the hard way at a point of the failure-mode table.
private func dieAt(_ point: String, _ root: String) throws {
    func here(_ name: String) { if name == point { kill(getpid(), SIGKILL) } }
    let store = FileCheckpointStore(folder: "\(root)/checkpoints")
    let writer = try makeWriter("\(root)/sessions", .default)
    func step(_ index: Int, last: Bool) throws {
        try writer.append(.llmRequest(model: "m", stepIndex: index))
        if last { here("llm") }
        let id = UUID128.v7()
        try writer.append(start(id, sideEffect: true))
        if last { here("tool") }
        try writer.append(result(id))
        say("r \(id)\n")
        if last { here("result") }
        if last, point == "flushed" { writer.flush() }
        if last { here("flushed") }
        let checkpoint = Checkpoint(
            jobID: theJob,
            agentID: agent,
            stepIndex: index,
            schemaVersion: 1,
            state: Array("s\(index)".utf8)
        )
        _ = try writer.checkpoint(checkpoint.id, stepIndex: UInt32(index)) { _ in
            try store.save(checkpoint)
            if last { here("stored") }
        }
    }
    try step(0, last: false)
    try step(1, last: true)
    if point == "end" {
        // A write that the kernel cut short: half of the last line, and then nothing.
        let half = Array(#"{"type":"SESSION_END","timestamp":"2026-02-2"#.utf8)
        let descriptor = open(writer.path, O_WRONLY | O_APPEND)
        _ = half.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
        here("end")
    }
    try writer.end(.completed)
}

/// Everything beside writing a session: a checkpoint, an upgrade, a shared log that is rotated, retention, recovery. What
/// fails says so; what is left behind is the parent's to judge.
private func keepHouse(_ root: String) {
    func attempt(_ name: String, _ body: () throws -> Void) {
        do {
            try body()
            say("\(name) ok\n")
        } catch {
            say("\(name) failed\n")
        }
    }
    let store = FileCheckpointStore(folder: "\(root)/checkpoints")
    attempt("save") { try store.save(houseCheckpoint(2)) }
    attempt("upgrade") { _ = try upgradeLog(at: "\(root)/old/old.jsonl", as: BufferEvent.self) }
    let log = SessionLog(path: "\(root)/log/sessions.jsonl")
    for round in 0..<2 {
        for index in 0..<2 { _ = try? log.append(iterateRecord(0, round * 2 + index, artifact: "x")) }
        _ = log.flush()
        // By a call that is not made to fail: somebody else rotates.
        rename("\(root)/log/sessions.jsonl", "\(root)/log/sessions.\(round).jsonl")
    }
    _ = log.close()
    say("written \(log.counters.written) dropped \(log.counters.dropped)\n")
    attempt("prune") { _ = try SessionBuffer.prune(root: "\(root)/sessions", states: HouseJobs()) }
    attempt("recover") {
        _ = try SessionBuffer.recover(
            jobID: theJob,
            agentID: agent,
            versions: 1...1,
            from: store,
            buffersIn: "\(root)/sessions"
        )
    }
}

/// One job has ended long ago, all others go on.
private struct HouseJobs: JobStates {
    func state(ofJob jobID: String) -> JobState { jobID == "ended" ? .ended(at: 1) : .active }
}

func houseCheckpoint(_ step: Int) -> Checkpoint {
    Checkpoint(
        id: UUID128(high: 0x0195_6a3b_7c4d_7e8f, low: 0x9a1b_2c3d_4e5f_1000 + UInt64(step)),
        jobID: theJob,
        agentID: agent,
        stepIndex: step,
        schemaVersion: 1,
        state: Array(repeating: UInt8(step), count: 300)
    )
}

private func iterateRecord(_ process: Int, _ index: Int, artifact: String) -> IterateSession.Record {
    IterateSession.Record(
        of: IterateRun(
            sessionID: "\(process)-\(index)",
            daemon: "d\(process)",
            kind: .fill,
            model: "m",
            provider: "p",
            prompt: "p",
            maxIterations: 3,
            attempts: [.init(iteration: 0, verdictKind: .accepted)],
            outcome: .accepted(artifact: .string(artifact)),
            durationMilliseconds: index
        )
    )
}

private func appendToLog(_ path: String, _ process: Int, _ count: Int) throws {
    let log = SessionLog(path: path)
    var random = SeededRandom(seed: UInt64(process))
    for index in 0..<count {
        // The prompt can hold 4000 characters; the artifact makes lines of up to 20 KB.
        let artifact = String(repeating: "x", count: Int.random(in: 0..<20_000, using: &random))
        try log.append(iterateRecord(process, index, artifact: artifact))
    }
    say("\(log.close() == .durable ? "closed" : "lost") \(log.counters.written)\n")
}
