import CommandLineTool
import JSONCore
import SessionRecords

let trailRecordCommand = Command(
    "record",
    "Add a thought to a task's chain, and print its line.",
    discussion: """
        The content is what --content says, or standard input to its end. The trail is made when it is not there: an SQLite
        database where the name ends in .db, else a log. A record that is bound to no session stays so.
        """,
    operands: .one("TRAIL"),
    flags: [typeFlag, thoughtTaskFlag, agentFlag, sessionFlag, contentFlag],
    run: record
)

let trailStartCommand = Command(
    "start",
    "Start a session of a trail, and print its id.",
    discussion: "The id is a new one unless --session gives it. The trail is made when it is not there.",
    operands: .one("TRAIL"),
    flags: [intentFlag, sessionFlag],
    run: start
)

private let typeFlag = Flag("--type", .text("WORD"), "What kind of thought it is, such as plan or decision.")
private let thoughtTaskFlag = Flag("--task", .text("ID"), "The task whose chain it goes on.")
private let agentFlag = Flag("--agent", .text("ID"), "Who thought it.")
private let contentFlag = Flag("--content", .text("TEXT"), "The thought; standard input if not given.")
private let intentFlag = Flag("--intent", .text("TEXT"), "What the session is for.")

@Sendable
private func record(_ arguments: Arguments, _ console: Console) throws(CommandFailure) -> ExitStatus {
    let type = try arguments.required(typeFlag)
    let task = try arguments.required(thoughtTaskFlag)
    let agent = try arguments.required(agentFlag)
    let content: String
    if let text = arguments[contentFlag] { content = text } else { content = try console.thought() }
    let trail = try makeTrail(arguments.operands[0], console)
    let record = try refusing { () throws(TrailError) in
        try trail.record(type: type, task: task, agent: agent, content: content, session: arguments[sessionFlag])
    }
    console.printJSON(String(decoding: record.line, as: UTF8.self))
    return .clean
}

@Sendable
private func start(_ arguments: Arguments, _ console: Console) throws(CommandFailure) -> ExitStatus {
    let intent = try arguments.required(intentFlag)
    let trail = try makeTrail(arguments.operands[0], console)
    let session = try refusing { () throws(TrailError) in
        try trail.startSession(intent: intent, id: arguments[sessionFlag])
    }
    console.printKept(session.sessionID)
    return .clean
}

extension Arguments {
    fileprivate func required(_ flag: Flag) throws(CommandFailure) -> String {
        guard let text = self[flag] else { throw CommandFailure("\(flag.name) is missing") }
        return text
    }
}

extension Console {
    /// A line to be kept as it is, byte by byte; on a terminal, where it is only looked at, with nothing in it that
    /// could move the cursor.
    func printKept(_ line: String) {
        print(output.isTerminal ? terminalSafe(line) : line)
    }

    /// Standard input, without the newline at its end.
    fileprivate func thought() throws(CommandFailure) -> String {
        let input = try telling("standard input") { () throws(SystemFault) in
            try Descriptor(copyOf: standardInput).contents(limit: 64 << 20)
        }
        guard var bytes = input else { throw CommandFailure("standard input is longer than any thought may be") }
        if bytes.last == 0x0A { bytes.removeLast() }
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.utf8.elementsEqual(bytes) else { throw CommandFailure("standard input is not UTF-8") }
        return text
    }
}
