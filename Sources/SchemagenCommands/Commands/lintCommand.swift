import CommandLineTool
import SchemaDocuments

let lintCommand = Command(
    "lint",
    "Find mistakes in the schemas without generating anything.",
    discussion: """
        Everything that would stop 'schemagen generate' or make it warn, and every schema against its metaschema.
        """,
    flags: [schemasFlag, formatFlag],
    run: lint
)

@Sendable
private func lint(_ arguments: Arguments, _ console: Console) throws(CommandFailure) -> ExitStatus {
    let report = Report(arguments, console)
    let texts = try SchemaTexts(folder: try schemasFolder(arguments, console), console: console)
    var findings = generateFiles(texts).diagnostics
    for name in texts.files.keys.sorted() where isSchema(name) {
        let path = joined(texts.shownFolder, name)
        // The stages name the exact value and what to write instead; a second message about it would say less.
        let told = Set(findings.filter { $0.path == path }.compactMap(\.location))
        findings += try metaschemaFindings(path, console).filter { finding in
            finding.location.map { !told.contains($0) } ?? true
        }
    }
    report.add(findings)
    return report.finish("\(texts.files.keys.count { isSchema($0) }) schemas are clean")
}

private func isSchema(_ name: String) -> Bool {
    name != "schemagen.json" && lastName(name) != "family.json"
}
