import CommandLineTool
import JSONCore
import SchemaDocuments

let generateCommand = Command(
    "generate",
    "Generate Swift from the schemas.",
    discussion: """
        Reads a Schemas folder and makes the output folder hold what comes out of it: files are written only when their
        bytes change, and generated files whose schema is gone are removed. Files that someone else wrote stay.

        The build-tool plugin runs this at every build. Run it yourself to keep a mirror for review.
        """,
    flags: [schemasFlag, outputFlag, checkFlag, quietFlag, formatFlag],
    run: generate
)

/// Where the schemas are.
let schemasFlag = Flag(
    "--schemas",
    .text("DIR"),
    "The folder of the families; by default Schemas, here or in the target."
)
let formatFlag = Flag("--format", .choice(["text", "json"]), "For people or for programs.")
private let outputFlag = Flag("--output", .text("DIR"), "Where the Swift goes; by default Generated.")
private let checkFlag = Flag("--check", "Write nothing; fail when a file is missing, different or orphaned.")
private let quietFlag = Flag("--quiet", "Say nothing when all is well.")

@Sendable
private func generate(_ arguments: Arguments, _ console: Console) throws(CommandFailure) -> ExitStatus {
    let schemas = try schemasFolder(arguments, console)
    let report = Report(arguments, console)
    let texts = try SchemaTexts(folder: schemas, console: console)
    let swift = generateFiles(texts)
    report.add(swift.diagnostics)
    if report.hasErrors { return report.finish() }
    let files = swift.files
    if files.isEmpty {
        throw CommandFailure(
            "\(terminalSafe(texts.shownFolder)) holds no family: 'schemagen new family NAME' starts one"
        )
    }

    let mirror = try Mirror(of: files, in: arguments[outputFlag] ?? "Generated", console: console)
    if arguments.has(checkFlag) {
        for difference in mirror.differences { report.add(mirror.finding(difference, console)) }
        return report.finish(arguments.has(quietFlag) ? nil : "\(files.count) files are as generated")
    }
    try mirror.write(console)
    return report.finish(arguments.has(quietFlag) ? nil : mirror.summary(console))
}

extension Mirror {
    fileprivate func finding(_ difference: Difference, _ console: Console) -> Diagnostic {
        let (name, what) =
            switch difference {
            case .missing(let name): (name, "is missing")
            case .differing(let name): (name, "is not what the schemas give")
            case .orphaned(let name): (name, "was generated from a schema that is gone")
            }
        return Diagnostic(
            .error,
            "drift-generated",
            path: console.shown(joined(folder, name)),
            at: nil,
            "\(what): run 'schemagen generate'"
        )
    }

    fileprivate func summary(_ console: Console) -> String {
        var written = 0
        var removed = 0
        for difference in differences {
            switch difference {
            case .missing, .differing: written += 1
            case .orphaned: removed += 1
            }
        }
        let changes = differences.isEmpty ? "nothing changed" : "\(written) written, \(removed) removed"
        return "\(console.safe(folder)): \(fileCount) files, \(changes)"
    }
}
