import CommandLineTool
import JSONCore
import RecordLog
import SessionRecords

let ingestCommand = Command(
    "ingest",
    "Take files of turns into a database.",
    discussion: """
        Into an SQLite file, or into PostgreSQL where this command was built with --traits PostgreSQL. Goes on where an
        earlier run stopped; turns that are there already change nothing. Lines that are no valid turns are listed with
        the fields that are wrong, and are findings (exit status 1).
        """,
    operands: .many("FILE"),
    flags: [databaseFlag, batchFlag, formatFlag],
    run: ingest
)

private let databaseFlag = Flag(
    "--database",
    .text("FILE|URI"),
    "An SQLite file, made when it is not there, or postgresql://…"
)
private let batchFlag = Flag("--batch", .text("N"), "How many turns a transaction takes: 256 by default.")

@Sendable
private func ingest(_ arguments: Arguments, _ console: Console) throws(CommandFailure) -> ExitStatus {
    guard let database = arguments[databaseFlag] else { throw CommandFailure("--database is missing") }
    var batch = 256
    if let text = arguments[batchFlag] {
        guard let size = Int(text), (1...100_000).contains(size) else {
            throw CommandFailure("--batch cannot be '\(terminalSafe(text))': a number from 1 to 100000")
        }
        batch = size
    }
    let store = try openSessionStore(database, console)
    var reports: [JSONValue] = []
    let status = try console.eachLog(arguments.operands) { (path: String) throws(CommandFailure) in
        if path == "-" { throw CommandFailure("standard input cannot be gone on with: ingest takes files") }
        let report = try taken(path, into: store, batch, console)
        if arguments.wantsJSON {
            reports.append(report.json(path, console))
        } else {
            console.output.write(report.text(path, console))
        }
        return report.refusedCount > 0 ? .findings : .clean
    }
    if arguments.wantsJSON { console.printJSON(jsonObject(["files": .array(reports)])) }
    return status
}

private func taken(
    _ path: String,
    into store: any SessionStore,
    _ batch: Int,
    _ console: Console
) throws(CommandFailure) -> TurnFileReport {
    defer { console.clearProgress() }
    var bar = ProgressBar(try console.openLog(path), console)
    do throws(TurnFileError) {
        // Progress is kept by the absolute path, so that where the user stands does not matter.
        return try ingestTurns(from: console.absolute(path), into: store, batchSize: batch) { report in
            bar.reached(report.offset)
        }
    } catch {
        switch error {
        case .file(let error): throw CommandFailure("\(error)")
        case .store(let error): throw CommandFailure("\(error)")
        }
    }
}

extension TurnFileReport {
    fileprivate func text(_ path: String, _ console: Console) -> String {
        let shown = console.safe(path)
        var text = ""
        for refusal in refusals {
            // Counted from 0 in the report, from 1 for people.
            let problems = refusal.refusal.violations.map { violation in
                "\(violation.path.description.isEmpty ? "the turn" : violation.path.description): \(violation.problem)"
            }
            text += "\(shown):\(refusal.line + 1): \(terminalSafe(problems.joined(separator: "; "), limit: 1000))\n"
        }
        if refusedCount > refusals.count { text += "\(shown): and \(refusedCount - refusals.count) more\n" }
        text +=
            "\(shown): \(counted(lines, "line")): \(counted(turns, "turn")), \(counted(insertedNodes, "new node")), "
        text += "\(refusedCount) refused"
        if firstLine > 0 { text += "; \(counted(firstLine, "line")) before" }
        if hasTornTail { text += "; the last line has no end yet and was left" }
        return text + "\n"
    }

    fileprivate func json(_ path: String, _ console: Console) -> JSONValue {
        jsonObject([
            "path": .string(console.shown(path)),
            "first_line": .integer(firstLine),
            "lines": .integer(lines),
            "turns": .integer(turns),
            "inserted_nodes": .integer(insertedNodes),
            "refused": .integer(refusedCount),
            "torn_tail": .bool(hasTornTail),
            "offset": .integer(offset),
            "refusals": .array(
                refusals.map { refusal in
                    jsonObject([
                        "line": .integer(refusal.line + 1),
                        "violations": .array(
                            refusal.refusal.violations.map {
                                jsonObject([
                                    "path": .string($0.path.description), "problem": .string("\($0.problem)"),
                                ])
                            }
                        ),
                    ])
                }
            ),
        ])
    }
}
