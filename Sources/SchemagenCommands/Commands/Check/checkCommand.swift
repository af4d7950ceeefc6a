import CommandLineTool
import Compatibility
import JSONCore
import SchemaDocuments
import SchemaModel

let checkCommand = Command(
    "check",
    "Find everything that must not be merged.",
    discussion: """
        Runs all rules over the schemas: well-formed, lint, drift of what was generated, compatibility with what is
        released, migrations and fixtures. Compares with the merge base of the default branch, which is read from git's
        object store; in a checkout without that history with the lock file Schemas/schemagen.lock. On the default branch
        itself it compares with the commit before, or with the last one where something is not committed yet, and with
        the lock file besides.

        REF is a commit, branch or tag, tag:PATTERN the last tag that matches, DIR a folder with schemas.

        The reports github and sarif name files from the root of the git repository, where those who show them look; the
        others name them from where the command runs. Migrations are looked for in the package that the schemas lie in.
        --write-lock takes schemas without errors and compares nothing: of the other flags it goes with --schemas only.
        """,
    flags: [
        againstFlag, schemasFlag, mirrorFlag, reportFormatFlag, failFlag, dataFlag, witnessesFlag, writeLockFlag,
    ],
    run: check
)

private let againstFlag = Flag("--against", .text("REF|DIR|tag:PATTERN"), "What to compare with.")
private let mirrorFlag = Flag("--output", .text("DIR"), "Where the generated Swift lies; by default Generated.")
private let reportFormatFlag = Flag(
    "--format",
    .choice(["text", "json", "github", "sarif", "junit"]),
    "For people, programs, or a CI system."
)
private let failFlag = Flag("--fail-on", .choice(["error", "warning"]), "The least severity that fails the run.")
private let dataFlag = Flag("--data", .texts("FILE"), "Logs of which every line has to be read.")
private let witnessesFlag = Flag("--write-witnesses", .text("DIR"), "Write the values that show breaks as fixtures.")
private let writeLockFlag = Flag("--write-lock", "Record the schemas as released in the lock file.")
private let notWithWriteLock = [againstFlag, mirrorFlag, reportFormatFlag, failFlag, dataFlag, witnessesFlag]

@Sendable
private func check(_ arguments: Arguments, _ console: Console) throws(CommandFailure) -> ExitStatus {
    if arguments.has(writeLockFlag), let other = notWithWriteLock.first(where: { arguments.has($0) }) {
        throw CommandFailure(
            "\(writeLockFlag.name) only writes the lock: it does not go with \(other.name) "
                + "(try 'schemagen check --help')"
        )
    }
    let schemas = try schemasFolder(arguments, console)
    var run = try CheckRun(schemas, console)
    try run.checkSchemas()
    if arguments.has(writeLockFlag) { return try run.writeLock() }
    let lock = try run.checkLock()
    try run.checkMirror(arguments[mirrorFlag])
    let baseline: Baseline
    do throws(CommandFailure) {
        baseline = try findBaseline(against: arguments[againstFlag], schemas: schemas, lock: lock, console)
    } catch {
        // What was found without a baseline is true all the same.
        for finding in run.findings.sortedByPlace() { console.show(finding, on: console.errors) }
        throw error
    }
    try run.compare(with: baseline)
    if baseline.isOfOwnBranch, let lock { try run.compareAlso(with: lock) }
    for data in arguments.all(dataFlag) { try run.checkData(data) }
    try run.applyWaivers()
    if let folder = arguments[witnessesFlag] { try run.writeWitnesses(to: folder) }

    let shown = run.findings.filter { !$0.isWaived }.sortedByPlace()
    let summary = run.summary(baseline, shown)
    let least: Diagnostic.Severity = arguments[failFlag] == "warning" ? .warning : .error
    switch arguments[reportFormatFlag] {
    case "json":
        console.printJSON(
            jsonObject([
                "baseline": .string(baseline.name), "summary": .string(summary),
                "findings": .array(shown.map(\.json)),
            ])
        )
    case "github":
        let paths = RepositoryPaths(console)
        for finding in shown { console.print(githubAnnotation(finding, paths)) }
        console.note(summary)
    case "sarif":
        console.printJSON(indentedJSON(sarifLog(shown, RepositoryPaths(console), columns: run.utf16Column)))
        console.note(summary)
    case "junit":
        console.print(junitReport(shown, failOn: least))
        console.note(summary)
    default:
        for finding in shown { console.show(finding, on: console.output, schemas: console.shown(schemas)) }
        console.print(summary)
    }
    return shown.contains { $0.severity >= least } ? .findings : .clean
}

extension [CheckFinding] {
    fileprivate func sortedByPlace() -> [CheckFinding] {
        func key(_ finding: CheckFinding) -> (String, Int, Int, String, String) {
            let location = finding.place.location
            return (finding.place.path, location?.line ?? 0, location?.column ?? 0, finding.rule, finding.message)
        }
        return enumerated().sorted {
            key($0.element) == key($1.element) ? $0.offset < $1.offset : key($0.element) < key($1.element)
        }.map(\.element)
    }
}
