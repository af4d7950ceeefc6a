import CommandLineTool
import JSONCore

let waiveCommand = Command(
    "waive",
    "Agree to live with a finding until a day.",
    discussion: """
        FINGERPRINT is the one that 'schemagen check' prints with the finding. It stays the same when messages are worded
        otherwise, and changes when the finding is about something else. Waivers are kept in Schemas/waivers.json.
        """,
    operands: .one("FINGERPRINT"),
    flags: [schemasFlag, reasonFlag, untilFlag],
    run: waive
)

private let reasonFlag = Flag("--reason", .text("TEXT"), "Why; for those who read the file later.")
private let untilFlag = Flag("--until", .text("DATE"), "The last day on which it holds, as in 2026-12-31.")

@Sendable
private func waive(_ arguments: Arguments, _ console: Console) throws(CommandFailure) -> ExitStatus {
    let fingerprint = arguments.operands[0]
    guard fingerprint.utf8.count == 12, fingerprint.utf8.allSatisfy({ isHexadecimal($0) }) else {
        throw CommandFailure("'\(terminalSafe(fingerprint))' is no fingerprint: 'schemagen check' prints them")
    }
    guard let reason = arguments[reasonFlag] else { throw CommandFailure("--reason is missing: say why") }
    guard let until = arguments[untilFlag], StringFormat.date.accepts(until) else {
        throw CommandFailure("--until must be the last day on which it holds, as in 2026-12-31")
    }
    if until < today() { throw CommandFailure("--until \(until) has passed") }
    let schemas = try schemasFolder(arguments, console)
    var waivers = try console.waivers(in: schemas)
    waivers.list.removeAll { $0.fingerprint == fingerprint }
    waivers.list.append(.init(fingerprint: fingerprint, rule: nil, reason: reason, until: until))
    waivers.list.sort { $0.fingerprint < $1.fingerprint }
    let path = joined(schemas, Waivers.name)
    try console.write(waivers.bytes, to: path)
    console.print("wrote \(console.safe(path))")
    return .clean
}

private func isHexadecimal(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
}
