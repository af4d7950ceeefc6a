import CommandLineTool
import JSONCore
import SchemaDocuments

/// Collects the findings of a run and shows them as `--format` asks.
final class Report {
    private let console: Console
    private let asJSON: Bool
    private var findings: [Diagnostic] = []

    init(_ arguments: Arguments, _ console: Console) {
        self.console = console
        asJSON = arguments[formatFlag] == "json"
    }

    var hasErrors: Bool { findings.contains { $0.severity == .error } }

    func add(_ diagnostics: [Diagnostic]) {
        for diagnostic in diagnostics { add(diagnostic) }
    }

    /// Findings of a text run go to the errors at once, where build systems look for them.
    func add(_ diagnostic: Diagnostic) {
        findings.append(diagnostic)
        if !asJSON { console.show(diagnostic, on: console.errors) }
    }

    /// Says how it ended. `summary` is for people, when nothing was wrong.
    func finish(_ summary: String? = nil) -> ExitStatus {
        if asJSON {
            console.printJSON(jsonObject(["findings": .array(findings.map(\.json))]))
        } else if let summary, !hasErrors {
            console.print(summary)
        }
        return hasErrors ? .findings : .clean
    }
}
