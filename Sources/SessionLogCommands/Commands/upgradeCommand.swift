import CommandLineTool
import JSONCore
import RecordLog

let upgradeCommand = Command(
    "upgrade",
    "Rewrite logs as the newest version, beside the old ones.",
    discussion: """
        x.jsonl gives x+v2.jsonl, whole or not at all; x.jsonl is not touched. Lines that cannot be upgraded go to
        x+v2-rejects.jsonl with their reasons, and are findings (exit status 1); so do lines that no header comes before and
        that would read as an older version without one. A log that a process writes is refused.
        """,
    operands: .many("PATH"),
    flags: [familyFlag, formatFlag],
    run: upgrade
)

@Sendable
private func upgrade(_ arguments: Arguments, _ console: Console) throws(CommandFailure) -> ExitStatus {
    var summaries: [JSONValue] = []
    let status = try console.eachLog(arguments.operands) { (path: String) throws(CommandFailure) in
        if path == "-" { throw CommandFailure("standard input has no place for a new log beside it") }
        let summary = try Upgrading(path: console.absolute(path), console: console).run(
            try console.openLog(path),
            arguments
        )
        console.clearProgress()
        if arguments.wantsJSON {
            summaries.append(summary.json(path, console))
        } else {
            console.print(summary.text(path, console))
        }
        return summary.rejected > 0 ? .findings : .clean
    }
    if arguments.wantsJSON { console.printJSON(jsonObject(["logs": .array(summaries)])) }
    return status
}

private struct Upgrading: FamilyTask {
    let path: String
    let console: Console

    func run<Family: LoggedFamily>(_ family: Family.Type, _ input: LogInput) throws(CommandFailure) -> UpgradeSummary {
        do throws(LogError) {
            var bar = ProgressBar(input, console)
            return try upgradeLog(at: path, as: family) { bar.reached($0) }
        } catch {
            throw CommandFailure("\(error)")
        }
    }
}

extension UpgradeSummary {
    fileprivate func text(_ path: String, _ console: Console) -> String {
        var text = "\(console.safe(path)): \(counted(read, "line")): \(upgraded) upgraded, \(kept) kept as they were, "
        text += "\(rejected) rejected\n  \(console.safe(output))"
        if let rejects { text += "\n  \(console.safe(rejects))" }
        return text
    }

    fileprivate func json(_ path: String, _ console: Console) -> JSONValue {
        jsonObject([
            "path": .string(console.shown(path)),
            "read": .integer(read),
            "upgraded": .integer(upgraded),
            "kept": .integer(kept),
            "rejected": .integer(rejected),
            "output": .string(console.shown(output)),
            "rejects": .text(rejects.map(console.shown)),
        ])
    }
}
