import CommandLineTool
import JSONCore
import SchemaCompiler
import SchemaDocuments

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
