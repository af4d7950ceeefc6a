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
        the fields that are wrong, and are findings (exit status 1), also those that an earlier run refused.
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
        var report: TurnFileReport?
        var shownRefusals = 0
        // Also when an error ends the file: what was taken in until then, and refused, is not told again.
        defer {
            if let report, arguments.wantsJSON {
                reports.append(report.json(path, console))
            } else if let report {
                console.output.write(report.summary(path, console))
            }
        }
        try take(path, into: store, batch, console) { soFar in
            report = soFar
            guard !arguments.wantsJSON, soFar.refusals.count > shownRefusals else { return }
            // At once, because the next run does not read these lines again.
            console.clearProgress()
            console.output.write(soFar.text(ofRefusalsFrom: shownRefusals, path, console))
            console.output.flush()
            shownRefusals = soFar.refusals.count
        }
        guard let report else { return .clean }
        return report.refusedCount + report.refusedBefore > 0 ? .findings : .clean
    }
    if arguments.wantsJSON { console.printJSON(jsonObject(["files": .array(reports)])) }
    return status
}

/// - Parameter tell: called with the report after each transaction and at the end.
private func take(
    _ path: String,
    into store: any SessionStore,
    _ batch: Int,
    _ console: Console,
    _ tell: (TurnFileReport) -> Void
) throws(CommandFailure) {
    defer { console.clearProgress() }
    var bar = ProgressBar(try console.openLog(path), console)
    do throws(TurnFileError) {
        // Progress is kept by the absolute path, so that where the user stands does not matter.
        let report = try ingestTurns(from: console.absolute(path), into: store, batchSize: batch) { report in
            tell(report)
            bar.reached(report.offset)
        }
        tell(report)
    } catch {
        switch error {
        case .file(let error): throw CommandFailure("\(error)")
        case .store(let error): throw CommandFailure("\(error)")
        }
    }
}

extension TurnFileReport {
    fileprivate func text(ofRefusalsFrom first: Int, _ path: String, _ console: Console) -> String {
        let shown = console.safe(path)
        var text = ""
        for refusal in refusals[first...] {
            // Counted from 0 in the report, from 1 for people.
            let problems = refusal.refusal.violations.map { violation in
                "\(violation.path.description.isEmpty ? "the turn" : violation.path.description): \(violation.problem)"
            }
            text += "\(shown):\(refusal.line + 1): \(terminalSafe(problems.joined(separator: "; "), limit: 1000))\n"
        }
        return text
    }

    fileprivate func summary(_ path: String, _ console: Console) -> String {
        let shown = console.safe(path)
        var text = ""
        if refusedCount > refusals.count {
            text += "\(shown): and \(counted(refusedCount - refusals.count, "more line")) refused\n"
        }
        text +=
            "\(shown): \(counted(lines, "line")): \(counted(turns, "turn")), \(counted(insertedNodes, "new node")), "
        text += "\(refusedCount) refused"
        if firstLine > 0 { text += "; \(counted(firstLine, "line")) before" }
        if refusedBefore > 0 { text += ", \(refusedBefore) refused before" }
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
            "refused_before": .integer(refusedBefore),
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
