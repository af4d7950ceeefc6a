import CommandLineTool
import JSONCore
import RecordLog
import SessionRecords

let queryCommand = Command(
    "query",
    "Answer a question about a log of iterate sessions.",
    discussion: """
        Answers from the records alone. Lines that are none are counted on the errors and give exit status 1, since one of
        them might have changed the answer. For logs that outgrow one machine 'schemagen export' writes the table or view
        for an engine.
        """,
    subcommands: SessionQuestion.allCases.map(command)
)

private func command(_ question: SessionQuestion) -> Command {
    Command(
        question.rawValue,
        question.summary,
        operands: .many("PATH"),
        flags: [formatFlag]
    ) { (arguments: Arguments, console: Console) throws(CommandFailure) in
        try answer(question, arguments, console)
    }
}

extension SessionQuestion {
    fileprivate var summary: String {
        switch self {
        case .recoveredAfterRejection: "Sessions that were accepted after a phantom or inconsistent candidate."
        case .firstShotRate: "How often a fill is accepted at the first attempt, by model."
        case .neverGrounded: "Accepted fills with somebody who is not in the roster; exit status 1 if any."
        case .retryDepth: "Attempts that an accepted fill takes on average, by model."
        case .rejections: "What validation rejected, by model and kind of error."
        }
    }
}

private func answer(
    _ question: SessionQuestion,
    _ arguments: Arguments,
    _ console: Console
) throws(CommandFailure) -> ExitStatus {
    var answer = SessionAnswer(to: question)
    var isPartial = false
    for path in try console.logPaths(arguments.operands) {
        let input = try console.openLog(path)
        var bar = ProgressBar(input, console)
        var lines = try input.log(of: IterateSession.self).makeIterator()
        var others = 0
        while let line = lines.next() {
            guard case .record(let record, let origin) = line else {
                others += 1
                continue
            }
            answer.take(record)
            bar.reached(origin.place.end)
        }
        console.clearProgress()
        if let failure = lines.failure { throw CommandFailure("\(failure)") }
        if others > 0 {
            isPartial = true
            console.note(
                "sessionlog: \(terminalSafe(input.shown)): \(counted(others, "line")) no record, which the answer does not "
                    + "cover: see 'scan'"
            )
        }
    }
    let rows = answer.rows
    if arguments.wantsJSON {
        console.printJSON(jsonObject(["question": .string(question.rawValue), "rows": rows.json]))
    } else {
        console.output.write(rows.text)
    }
    return isPartial || question == .neverGrounded && !rows.isEmpty ? .findings : .clean
}
