import CommandLineTool
import JSONCore
import RecordLog

let catCommand = Command(
    "cat",
    "Show the records of logs.",
    discussion: """
        One line for each record, for people. With --json each record as the newest version writes it, whichever version
        it was written in. Where a header tells the version of the lines after it, lines that are kept without their
        header no longer tell theirs. Lines that are no records are counted on the errors; corrupt ones give exit status 1.
        """,
    operands: .many("PATH"),
    flags: RecordFilter.flags + [jsonFlag, familyFlag],
    run: cat
)

let jsonFlag = Flag("--json", "Records as JSON lines of the newest version.")

@Sendable
private func cat(_ arguments: Arguments, _ console: Console) throws(CommandFailure) -> ExitStatus {
    let showing = Showing(
        filter: try RecordFilter(arguments),
        asJSON: arguments.has(jsonFlag),
        console: console
    )
    return try console.eachLog(arguments.operands) { (path: String) throws(CommandFailure) in
        try showing.run(try console.openLog(path), arguments) > 0 ? .findings : .clean
    }
}

/// Shows one log; the result is how many corrupt lines there were.
private struct Showing: FamilyTask {
    let filter: RecordFilter
    let asJSON: Bool
    let console: Console

    func run<Family: LoggedFamily>(_ family: Family.Type, _ input: LogInput) throws(CommandFailure) -> Int {
        var lines = try input.log(of: family).makeIterator()
        while let line = lines.next(), console.output.failure == nil {
            guard case .record(let record, let origin) = line, filter.shows(record) else { continue }
            try show(record, "line \(origin.place.number)", asJSON: asJSON, console)
        }
        if let failure = lines.failure { throw CommandFailure("\(failure)") }
        let report = lines.report
        let others = report.totalLines - report.validLines + report.nonconformingLines + report.unrecognisedLines
        if others > 0 {
            console.note("sessionlog: \(terminalSafe(input.shown)): \(counted(others, "line")) no record: see 'scan'")
        }
        return report.corruptLines
    }
}

/// One record: for people, or as the newest version writes it.
///
/// - Parameter line: how a message calls the line that it stands in.
func show(
    _ record: some LoggedRecord,
    _ line: @autoclosure () -> String,
    asJSON: Bool,
    _ console: Console
) throws(CommandFailure) {
    guard asJSON else { return console.print(record.line) }
    var writer = JSONWriter()
    do throws(RecordViolation) {
        try record.write(to: &writer)
    } catch {
        // Tolerant reading takes words that no writer may write.
        return console.note("sessionlog: \(line()) cannot be written: \(terminalSafe(error.description))")
    }
    console.printJSON(String(decoding: writer.bytes, as: UTF8.self))
}
