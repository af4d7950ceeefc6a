import CommandLineTool
import JSONCore

let explainCommand = Command(
    "explain",
    "Tell what a rule is about and what to do.",
    discussion: "Without an id, lists them all.",
    operands: .optional("ID"),
    run: explain
)

@Sendable
private func explain(_ arguments: Arguments, _ console: Console) throws(CommandFailure) -> ExitStatus {
    guard let id = arguments.operands.first else {
        let width = explanations.map(\.id.utf8.count).max() ?? 0
        for explanation in explanations {
            let gap = String(repeating: " ", count: width - explanation.id.utf8.count)
            console.print("\(explanation.id)\(gap)  \(explanation.summary)")
        }
        return .clean
    }
    guard let explanation = explanations.first(where: { $0.id == id }) else {
        let advice = didYouMean(id, of: explanations.map(\.id))
        throw CommandFailure("no rule is called '\(terminalSafe(id))'\(advice) ('schemagen explain' lists them)")
    }
    console.output.write(explanation.text)
    return .clean
}
