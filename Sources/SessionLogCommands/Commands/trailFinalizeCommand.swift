import CommandLineTool
import JSONCore
import SessionRecords

let trailFinalizeCommand = Command(
    "finalize",
    "Seal a session of a trail, and print its checkpoint line.",
    discussion: """
        No record can be bound to the session afterwards. A session that is sealed already keeps its seal. The line is
        canonical JSON: sign it, stamp it, or keep it where the trail's writer cannot write. With --format text, the same
        for people.
        """,
    operands: .one("TRAIL"),
    flags: [sessionFlag, jsonFirstFlag],
    run: finalize
)

@Sendable
private func finalize(_ arguments: Arguments, _ console: Console) throws(CommandFailure) -> ExitStatus {
    guard let session = arguments[sessionFlag] else { throw CommandFailure("--session is missing") }
    let trail = try openTrail(arguments.operands[0], forWriting: true, console)
    let checkpoint = try refusing { () throws(TrailError) in
        _ = try trail.finalize(session)
        return try trail.checkpoint(of: session)
    }
    console.clearProgress()
    if arguments[jsonFirstFlag] == "json" {
        console.printJSON(checkpoint.line)
    } else {
        let records = counted(checkpoint.recordCount, "record")
        console.print(
            """
            session \(terminalSafe(checkpoint.sessionID, limit: 200)): \(records), finalised at \(terminalSafe(checkpoint.finalizedAt, limit: 40))
            root \(checkpoint.root)
            log  \(checkpoint.logRoot), \(counted(checkpoint.logSize, "record"))
            """
        )
    }
    return .clean
}
