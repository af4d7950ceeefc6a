import CommandLineTool
import JSONCore
import RecordLog

let scanCommand = Command(
    "scan",
    "Tell how whole logs are.",
    discussion: """
        Reads every line with all checks of its schema. Corrupt lines, lines that break their schema, missing positions
        and logs that hold nothing are findings (exit status 1). A last line that a crash cut, and lines of variants or
        versions that this tool does not know, are told and are none.
        """,
    operands: .many("PATH"),
    flags: [familyFlag, formatFlag],
    run: scan
)

@Sendable
private func scan(_ arguments: Arguments, _ console: Console) throws(CommandFailure) -> ExitStatus {
    var scans: [JSONValue] = []
    let status = try console.eachLog(arguments.operands) { (path: String) throws(CommandFailure) in
        let scan = try Scanning(console: console).run(try console.openLog(path), arguments)
        console.clearProgress()
        if arguments.wantsJSON { scans.append(scan.json) } else { console.output.write(scan.text) }
        if scan.report.failure != nil { return .usage }
        return scan.hasFindings ? .findings : .clean
    }
    if arguments.wantsJSON { console.print(jsonObject(["logs": .array(scans)]).jsonText) }
    return status
}

private struct Scanning: FamilyTask {
    let console: Console

    func run<Family: LoggedFamily>(_ family: Family.Type, _ input: LogInput) throws(CommandFailure) -> LogScan {
        var bar = ProgressBar(input, console)
        var positions = SessionPositions()
        var lines = try input.log(of: family).makeIterator()
        while let line = lines.next() {
            guard case .record(let record, let origin) = line else { continue }
            if let position = record.position { positions.take(position) }
            bar.reached(origin.place.end)
        }
        return LogScan(
            shown: input.shown,
            family: Family.familyName,
            report: lines.report,
            gaps: positions.gaps
        )
    }
}
