import CommandLineTool
import JSONCore
import SessionRecords

let trailVerifyCommand = Command(
    "verify",
    "Check every hash, chain, tree and seal of a trail.",
    discussion: """
        With --session, that the session is finalised as well. With --checkpoint, that the trail still is the one that the
        checkpoint line was taken of. With --task, that task's chain alone.
        """,
    operands: .one("TRAIL"),
    flags: [sessionFlag, taskFlag, checkpointFlag, formatFlag],
    run: verify
)

private let taskFlag = Flag("--task", .text("ID"), "Check the chain of this task alone.")
private let checkpointFlag = Flag("--checkpoint", .text("FILE"), "A file with a line that finalize printed.")

@Sendable
private func verify(_ arguments: Arguments, _ console: Console) throws(CommandFailure) -> ExitStatus {
    let chosen = [sessionFlag, taskFlag, checkpointFlag].filter(arguments.has)
    if chosen.count > 1 { throw CommandFailure("\(chosen[0].name) and \(chosen[1].name) cannot be given together") }
    let path = arguments.operands[0]
    let trail = try openTrail(path, forWriting: false, console)

    var records = 0
    var seals: Int?
    var findings: [TrailFinding] = []
    var omitted = 0
    var isChanged = false
    var hasTornTail = false
    if let task = arguments[taskFlag] {
        let report = try refusing { () throws(TrailError) in try trail.verifyChain(task: task) }
        records = report.recordCount
        findings = report.findings
        omitted = report.omittedFindings
        isChanged = !report.isIntact
        if records == 0, findings.isEmpty {
            throw CommandFailure("the trail holds no record of the task \(terminalSafe(task, limit: 200))")
        }
    } else {
        let checkpoint = try arguments[checkpointFlag].map { (path: String) throws(CommandFailure) in
            try readCheckpoint(path, console)
        }
        let report = try refusing { () throws(TrailError) in
            if let checkpoint { return try trail.verify(against: checkpoint) }
            if let session = arguments[sessionFlag] { return try trail.verify(session: session) }
            return try trail.verify()
        }
        records = report.recordCount
        seals = report.sealCount
        findings = report.findings
        omitted = report.omittedFindings
        isChanged = report.isChanged
        hasTornTail = report.hasTornTail
    }
    console.clearProgress()
    if arguments.wantsJSON {
        let json = jsonObject([
            "intact": .bool(findings.isEmpty),
            "changed": .bool(isChanged),
            // What nobody asked for is not known.
            "finalized": arguments.has(sessionFlag)
                ? .bool(!findings.contains { $0.problem == .notFinalized }) : .null,
            "records": .integer(records),
            "seals": jsonInteger(seals),
            "torn_tail": .bool(hasTornTail),
            "findings": .array(findings.map { .string($0.description) }),
            "omitted_findings": .integer(omitted),
        ])
        console.printJSON(json)
    } else {
        for finding in findings { console.print("\(console.safe(path)): \(finding)") }
        if omitted > 0 { console.print("\(console.safe(path)): and \(counted(omitted, "more finding"))") }
        let counts = counted(records, "record") + (seals.map { ", " + counted($0, "seal") } ?? "")
        let tail = hasTornTail ? "; the last line was cut while it was written, as by a crash" : ""
        let verdict = isChanged ? "changed" : findings.isEmpty ? "intact" : "not finalised"
        console.print("\(console.safe(path)): \(counts): \(verdict)\(tail)")
    }
    return findings.isEmpty ? .clean : .findings
}

private func readCheckpoint(_ path: String, _ console: Console) throws(CommandFailure) -> TrailCheckpoint {
    let bytes = try console.read(path, limit: 1 << 20)
    return try refusing { () throws(TrailError) in try TrailCheckpoint(line: String(decoding: bytes, as: UTF8.self)) }
}
