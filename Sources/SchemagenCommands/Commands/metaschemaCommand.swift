import CommandLineTool
import JSONCore
import SchemaCompiler
import SchemaDocuments
import SchemaModel
import SchemaProgram

let metaschemaCommand = Command(
    "metaschema",
    "Check schemas against their metaschemas.",
    discussion: """
        FILE is a schema, or a folder of them. Each is checked against the metaschema that its $schema names, 2020-12
        when it names none; of what is wrong the deepest cause is shown and not what follows from it.
        """,
    operands: .many("FILE"),
    flags: [formatFlag],
    run: checkMetaschemas
)

@Sendable
private func checkMetaschemas(_ arguments: Arguments, _ console: Console) throws(CommandFailure) -> ExitStatus {
    let report = Report(arguments, console)
    var count = 0
    for file in try instanceFiles(arguments.operands, allLines: false, console) {
        guard case .document(let path) = file else {
            throw CommandFailure("\(console.safe(file.path)) is not a schema's file")
        }
        report.add(try metaschemaFindings(path, console))
        count += 1
    }
    return report.finish(count == 1 ? "1 schema conforms" : "\(count) schemas conform")
}

/// What the schemas of a folder break of their metaschemas, besides what has been told about the same places: the stages
/// name the exact value and what to write instead, and a second message about it would say less.
func metaschemaFindings(
    _ texts: SchemaTexts,
    _ catalogue: SchemaCatalogue?,
    besides told: [Diagnostic],
    _ console: Console
) throws(CommandFailure) -> [Diagnostic] {
    var found: [Diagnostic] = []
    if let catalogue {
        var registry = catalogue.registry
        var programs: [String: Program] = [:]
        let names = Set(texts.files.keys.filter { !isSettings($0) }.map { joined("Schemas", $0) })
        for document in catalogue.registry.documents where names.contains(document.source.path) {
            found += checkMetaschema(document, in: &registry, reusing: &programs)
        }
        found = found.map { $0.inFolder(texts.shownFolder) }
    } else {
        for name in texts.files.keys.sorted() where !isSettings(name) {
            found += try metaschemaFindings(joined(texts.shownFolder, name), console)
        }
    }
    let places = Dictionary(grouping: told, by: \.path).mapValues { Set($0.compactMap(\.location)) }
    return found.filter { finding in
        finding.location.map { places[finding.path]?.contains($0) != true } ?? true
    }
}

/// What a schema file breaks of its metaschema. That it is no JSON is a finding as well.
func metaschemaFindings(_ path: String, _ console: Console) throws(CommandFailure) -> [Diagnostic] {
    let checked = try withSchema(at: path, console) { schema in
        checkMetaschema(schema.root.document, in: &schema.registry)
    }
    switch checked {
    case .success(let findings): return findings
    case .failure(let faults): return faults.diagnostics
    }
}
