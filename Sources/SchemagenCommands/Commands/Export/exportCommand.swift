import CommandLineTool
import JSONCore
import SchemaModel

let exportCommand = Command(
    "export",
    "Write the table or view through which an engine reads a family's logs.",
    discussion: """
        Prints SQL: a typed view over the JSONL in which all versions of FAMILY stand together. DuckDB, ClickHouse and
        Spark read the log where it is; for SQLite and PostgreSQL a table of lines is made, and a comment says how to
        fill it. Lines that are no JSON objects have no row, and a value that does not fit its column is null.
        """,
    operands: .one("FAMILY"),
    flags: [toFlag, logFlag, schemasFlag],
    run: export
)

private let toFlag = Flag(
    "--to",
    .optionalChoice(["duckdb", "sqlite", "postgres", "clickhouse", "spark"]),
    "The engine."
)
private let logFlag = Flag(
    "--log",
    .text("PATH"),
    "The log as the engine shall read it, FAMILY.jsonl if not given; a pattern where the engine takes them."
)

@Sendable
private func export(_ arguments: Arguments, _ console: Console) throws(CommandFailure) -> ExitStatus {
    guard let engine = arguments[toFlag] else { throw CommandFailure("--to is missing: \(toFlag.usage)") }
    let texts = try SchemaTexts(folder: try schemasFolder(arguments, console), console: console)
    let modelled = modelFamilies(texts.files, folder: texts.shownFolder)
    if modelled.hasErrors {
        for diagnostic in modelled.diagnostics { console.show(diagnostic, on: console.errors) }
        return .findings
    }
    let name = arguments.operands[0]
    guard let family = modelled.families.first(where: { $0.name == name }) else {
        let advice = didYouMean(name, of: modelled.families.map(\.name))
        throw CommandFailure("\(terminalSafe(texts.shownFolder)) holds no family '\(terminalSafe(name))'\(advice)")
    }
    let log = arguments[logFlag] ?? "\(name).jsonl"
    // It stands in comments as well, which a line end would leave.
    guard log.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
        throw CommandFailure("--log holds a control character")
    }
    let plan = try ExportPlan(family, log: log)
    let script =
        switch engine {
        case "duckdb": duckDBScript(plan)
        case "sqlite": sqliteScript(plan)
        case "postgres": postgreSQLScript(plan)
        case "clickhouse": clickHouseScript(plan)
        default: sparkScript(plan)
        }
    // A name may hold what moves a cursor. Where the script goes to an engine it must stay as it is.
    for line in script.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
        console.print(console.output.isTerminal ? terminalSafe(String(line)) : String(line))
    }
    return .clean
}
