import CommandLineTool
import JSONCore
import RecordLog

let statsCommand = Command(
    "stats",
    "Count what logs hold: variants, versions, tools, tokens.",
    discussion: """
        Records alone are counted; lines that are none are told as a number, and corrupt ones give exit status 1. What is
        wrong with them says scan.
        """,
    operands: .many("PATH"),
    flags: [familyFlag, formatFlag],
    run: stats
)

@Sendable
private func stats(_ arguments: Arguments, _ console: Console) throws(CommandFailure) -> ExitStatus {
    var all: [JSONValue] = []
    let status = try console.eachLog(arguments.operands) { (path: String) throws(CommandFailure) in
        let stats = try Counting(console: console).run(try console.openLog(path), arguments)
        console.clearProgress()
        if let failure = stats.failure { throw CommandFailure("\(failure)") }
        if arguments.wantsJSON { all.append(stats.json) } else { console.output.write(stats.text) }
        return stats.corrupt > 0 ? .findings : .clean
    }
    if arguments.wantsJSON { console.printJSON(jsonObject(["logs": .array(all)])) }
    return status
}

private struct Counting: FamilyTask {
    let console: Console

    func run<Family: LoggedFamily>(_ family: Family.Type, _ input: LogInput) throws(CommandFailure) -> LogStats {
        var bar = ProgressBar(input, console)
        var stats = LogStats(shown: input.shown, family: Family.familyName)
        var lines = try input.log(of: family).makeIterator()
        while let line = lines.next() {
            guard case .record(let record, let origin) = line else {
                stats.others += 1
                continue
            }
            stats.count(record, origin)
            bar.reached(origin.place.end)
        }
        stats.failure = lines.failure
        stats.corrupt = lines.report.corruptLines
        return stats
    }
}
