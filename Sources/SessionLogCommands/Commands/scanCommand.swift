import CommandLineTool
import JSONCore
import RecordLog

let scanCommand = Command(
    "scan",
    "Tell how whole logs are.",
    discussion: """
        Reads every line with all checks of its schema. Corrupt lines, lines that break their schema, positions that no
        line or more than one line has, and logs that hold nothing are findings (exit status 1). A last line that a crash
        cut, and lines of variants or versions that this tool does not know, are told and are none. Large files are read
        on all cores.
        """,
    operands: .many("PATH"),
    flags: [familyFlag, formatFlag],
    run: scan
)

@Sendable
private func scan(_ arguments: Arguments, _ console: Console) throws(CommandFailure) -> ExitStatus {
    var scans: [JSONValue] = []
    let sessions = SessionsInFolders()
    let status = try console.eachLog(arguments.operands) { (path: String) throws(CommandFailure) in
        let scan = try Scanning(path: path, sessions: sessions, console: console).run(
            try console.openLog(path),
            arguments
        )
        console.clearProgress()
        if arguments.wantsJSON { scans.append(scan.json) } else { console.output.write(scan.text) }
        if scan.report.failure != nil { return .usage }
        return scan.hasFindings ? .findings : .clean
    }
    if arguments.wantsJSON { console.printJSON(jsonObject(["logs": .array(scans)])) }
    return status
}

private struct Scanning: FamilyTask {
    let path: String
    let sessions: SessionsInFolders
    let console: Console

    func run<Family: LoggedFamily>(_ family: Family.Type, _ input: LogInput) throws(CommandFailure) -> LogScan {
        var bar = ProgressBar(input, console)
        let found = try input.log(of: family).scan(into: SessionPositions<Family>.self, cores: availableCores) {
            bar.reached($0)
        }
        var gaps = found.tally.gaps()
        if !gaps.isEmpty, path != "-" {
            gaps = found.tally.gaps(beside: sessions.others(than: console.absolute(path), as: family))
        }
        return LogScan(
            shown: input.shown,
            family: Family.familyName,
            report: found.report,
            gaps: gaps,
            gapsAreCut: found.tally.isCut,
            repeats: found.tally.repeats
        )
    }
}
