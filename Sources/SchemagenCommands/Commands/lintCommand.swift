import CommandLineTool
import SchemaDocuments

let lintCommand = Command(
    "lint",
    "Find mistakes in the schemas without generating anything.",
    discussion: """
        Everything that would stop 'schemagen generate' or make it warn, what is allowed and unwise, and every schema
        against its metaschema.
        """,
    flags: [schemasFlag, formatFlag],
    run: lint
)

@Sendable
private func lint(_ arguments: Arguments, _ console: Console) throws(CommandFailure) -> ExitStatus {
    let report = Report(arguments, console)
    let texts = try SchemaTexts(folder: try schemasFolder(arguments, console), console: console)
    guard !texts.files.isEmpty else {
        throw CommandFailure(
            "\(console.safe(texts.shownFolder)) holds no schema: 'schemagen new family NAME' starts one"
        )
    }
    let swift = generateFiles(texts)
    var findings = swift.diagnostics
    findings += try metaschemaFindings(texts, swift.modelled.catalogue, besides: findings, console)
    if let catalogue = swift.modelled.catalogue, !swift.modelled.hasErrors {
        findings += lintFindings(catalogue, besides: findings).map { $0.inFolder(texts.shownFolder) }
    }
    report.add(findings)
    let count = texts.files.keys.count { !isSettings($0) }
    return report.finish(count == 1 ? "1 schema is clean" : "\(count) schemas are clean")
}

/// Files of a `Schemas` folder that are no schemas.
func isSettings(_ name: String) -> Bool {
    ["schemagen.json", "family.json", Waivers.name].contains(lastName(name))
}
