import CommandLineTool
import JSONCore
import RecordLog

let countCommand = Command(
    "count",
    "Count lines by what they say, without reading them whole.",
    discussion: """
        Only the members that are asked for are looked at, and nothing says whether the rest of a line conforms: that
        says scan. A line that does not have a member, or is broken before it, is not counted. Lines that are too long to
        be looked at are told, and are findings (exit status 1).
        """,
    operands: .many("PATH"),
    flags: [whereFlag, sinceFlag, untilFlag, timeFlag, familyFlag, formatFlag],
    run: count
)

private let whereFlag = Flag(
    "--where",
    .text("NAME=WORDS"),
    "Only lines whose member is one of these strings: type=TOOL_START,TOOL_RESULT."
)
private let timeFlag = Flag(
    "--time",
    .text("NAME"),
    "The member that --since and --until look at; timestamp, if not given."
)

@Sendable
private func count(_ arguments: Arguments, _ console: Console) throws(CommandFailure) -> ExitStatus {
    let counting = LineCounting(filters: try filters(arguments), console: console)
    var all: [JSONValue] = []
    let status = try console.eachLog(arguments.operands) { (path: String) throws(CommandFailure) in
        let input = try console.openLog(path)
        let found = try counting.run(input, arguments)
        console.clearProgress()
        if let failure = found.failure { throw CommandFailure("\(failure)") }
        if arguments.wantsJSON {
            all.append(
                jsonObject([
                    "path": .string(input.shown), "passing": .integer(found.passing), "lines": .integer(found.lines),
                    "too_long": .integer(found.tooLong),
                ])
            )
        } else {
            let tooLong = found.tooLong > 0 ? ", \(counted(found.tooLong, "line")) too long to look at" : ""
            console.print("\(terminalSafe(input.shown)): \(found.passing) of \(counted(found.lines, "line"))\(tooLong)")
        }
        return found.tooLong > 0 ? .findings : .clean
    }
    if arguments.wantsJSON { console.printJSON(jsonObject(["logs": .array(all)])) }
    return status
}

private func filters(_ arguments: Arguments) throws(CommandFailure) -> [LineFilter] {
    var filters: [LineFilter] = []
    if let text = arguments[whereFlag] {
        // By bytes, because the sign and a mark that combines with it are one `Character`.
        guard let sign = text.utf8.firstIndex(of: UInt8(ascii: "=")), sign != text.startIndex else {
            throw CommandFailure("--where cannot be '\(terminalSafe(text))': it is no NAME=WORDS such as type=ERROR")
        }
        let listed = words(String(text[text.utf8.index(after: sign)...]))
        filters.append(.member(String(text[..<sign]), isOneOf: listed))
    }
    let (since, until) = (try time(arguments, sinceFlag), try time(arguments, untilFlag))
    if since != nil || until != nil {
        filters.append(.member(arguments[timeFlag] ?? "timestamp", from: since, before: until))
    } else if arguments[timeFlag] != nil {
        throw CommandFailure("--time says where --since and --until look: give one of them")
    }
    return filters
}

private struct LineCounting: FamilyTask {
    let filters: [LineFilter]
    let console: Console

    func run<Family: LoggedFamily>(_ family: Family.Type, _ input: LogInput) throws(CommandFailure) -> LineCount {
        var bar = ProgressBar(input, console)
        return try input.log(of: family).count(where: filters) { bar.reached($0) }
    }
}
