import CommandLineTool
import JSONCore
import SessionRecords

let trailFinalizeCommand = Command(
    "finalize",
    "Seal a session of a trail, and print its checkpoint line.",
    discussion: """
        No record can be bound to the session afterwards. A session that is sealed already keeps its seal. The line is
        canonical JSON: sign it, stamp it, or keep it where the trail's writer cannot write.
        """,
    operands: .one("TRAIL"),
    flags: [sessionFlag],
    run: finalize
)

@Sendable
private func finalize(_ arguments: Arguments, _ console: Console) throws(CommandFailure) -> ExitStatus {
    guard let session = arguments[sessionFlag] else { throw CommandFailure("--session is missing") }
    let trail = try openTrail(arguments.operands[0], forWriting: true, console)
    console.progress("sealing \(console.safe(arguments.operands[0]))")
    let checkpoint = try refusing { () throws(TrailError) in
        _ = try trail.finalize(session)
        return try trail.checkpoint(of: session)
    }
    console.clearProgress()
    console.print(checkpoint.line)
    return .clean
}
