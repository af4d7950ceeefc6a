import CommandLineTool
import Dispatch
import JSONCore
import RecordLog

let followCommand = Command(
    "follow",
    "Show the records of a log while it grows.",
    discussion: """
        First what is there, then what comes, each record once, until it is interrupted. Rotation by rename and
        truncation in place are followed; the log need not be there yet, but then --family must say what it will hold.
        A last line that has no end yet is no record before it has one. Corrupt lines are told on the errors and give exit
        status 1, also when the command is interrupted or terminated. A second signal ends it wherever it waits, and then
        there is no exit status.
        """,
    operands: .one("PATH"),
    flags: RecordFilter.flags + [fromFlag, endFlag, jsonFlag, familyFlag],
    run: follow
)

private let fromFlag = Flag("--from", .text("PLACE"), "beginning, end, or the byte offset of a line.")
private let endFlag = Flag("--until-caught-up", "End when all that is there has been shown.")

@Sendable
private func follow(_ arguments: Arguments, _ console: Console) throws(CommandFailure) -> ExitStatus {
    let path = arguments.operands[0]
    if path == "-" { throw CommandFailure("standard input does not grow: 'sessionlog cat -' shows it") }
    let start: FollowStart
    switch arguments[fromFlag] ?? "beginning" {
    case "beginning": start = .beginning
    case "end": start = .end
    case let text:
        guard let offset = Int(text), offset >= 0 else {
            throw CommandFailure("--from cannot be '\(terminalSafe(text))': \(fromFlag.summary)")
        }
        start = .offset(offset)
    }
    let following = Following(
        path: console.absolute(path),
        start: start,
        filter: try RecordFilter(arguments),
        asJSON: arguments.has(jsonFlag),
        endsWhenCaughtUp: arguments.has(endFlag),
        console: console
    )
    let named = arguments[familyFlag] != "auto"
    let input =
        named ? LogInput(shown: path, file: nil, descriptor: -1) : try console.openLog(path)
    return try following.run(input, arguments)
}

private struct Following: FamilyTask {
    let path: String
    let start: FollowStart
    let filter: RecordFilter
    let asJSON: Bool
    let endsWhenCaughtUp: Bool
    let console: Console
    var metCorruptLines = false
    /// Whether a line's number is known: not where lines before it were not read.
    private var countsFromBeginning: Bool

    init(
        path: String,
        start: FollowStart,
        filter: RecordFilter,
        asJSON: Bool,
        endsWhenCaughtUp: Bool,
        console: Console
    ) {
        self.path = path
        self.start = start
        self.filter = filter
        self.asJSON = asJSON
        self.endsWhenCaughtUp = endsWhenCaughtUp
        self.console = console
        countsFromBeginning = start == .beginning || start == .offset(0)
    }

    func run<Family: LoggedFamily>(_ family: Family.Type, _ input: LogInput) throws(CommandFailure) -> ExitStatus {
        let follower = LogFollower<Family>(following: path, from: start)
        let done = DispatchSemaphore(value: 0)
        // This thread does nothing but wait until the task has ended, so the two never touch these at once.
        nonisolated(unsafe) var following = self
        nonisolated(unsafe) var failure: CommandFailure?
        let interruption = Interruption()
        let task = Task.detached {
            do {
                for try await event in follower where try !following.take(event) { break }
            } catch is CancellationError {
                // Interrupted, as every following is at some time.
            } catch {
                failure = (error as? CommandFailure) ?? CommandFailure("\(error)")
            }
            done.signal()
        }
        interruption.call { task.cancel() }
        done.wait()
        interruption.end()
        if let failure { throw failure }
        return following.metCorruptLines ? .findings : .clean
    }

    /// False when it is time to end.
    private mutating func take<Record: LoggedRecord>(_ event: FollowEvent<Record>) throws(CommandFailure) -> Bool {
        switch event {
        case .line(.record(let record, let origin)):
            if filter.shows(record) { try show(record, name(origin.place), asJSON: asJSON, console) }
        case .line(.corrupt(let line)):
            metCorruptLines = true
            console.note("sessionlog: \(name(line.place)) \(line.reason)")
        case .line(.tornTail(let line)):
            console.note("sessionlog: \(name(line.place)) \(line.reason)")
        case .line(.nonconforming(let line)):
            console.note("sessionlog: \(name(line.place)) breaks its schema, version \(line.version)")
        case .line(.unrecognised(let line)):
            console.note("sessionlog: \(name(line.place)) is of a variant or version that is not known here")
        case .caughtUp(let unfinished):
            console.output.flush()
            if endsWhenCaughtUp {
                if let place = unfinished {
                    console.note("sessionlog: \(name(place)) has no end yet and is not shown")
                }
                return false
            }
        case .truncated:
            console.note("sessionlog: the log was truncated; it is read from its beginning")
            countsFromBeginning = true
        case .replaced:
            console.note("sessionlog: the log was rotated; the new one is read")
            countsFromBeginning = true
        }
        // What comes live is seen at once, in a pipe as well.
        console.output.flush()
        console.errors.flush()
        return console.output.failure == nil
    }

    private func name(_ place: LinePlace) -> String {
        countsFromBeginning ? "line \(place.number)" : "the line at byte \(place.offset)"
    }
}
