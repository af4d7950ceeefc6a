import CommandLineTool
import JSONCore
import SchemaCompiler
import SchemaDocuments
import SchemaProgram

/// A schema file with the documents around it within reach.
struct LoadedSchema {
    var registry: SchemaRegistry
    let root: SchemaPosition
}

/// What is wrong with a schema, for once not as a finding but as the reason why nothing could be done with it.
struct SchemaFaults: Error {
    let diagnostics: [Diagnostic]
}

/// Reads a schema for work that follows its references.
///
/// They lead to files by their place. Only when one leads nowhere is the folder searched for schemas by their `$id`
/// and the work done again: most schemas never need that.
///
/// - Returns: what the work made, or what is wrong with the schema and those that it leads to.
func withSchema<Made>(
    at path: String,
    _ console: Console,
    _ work: (inout LoadedSchema) throws(Diagnostic) -> Made
) throws(CommandFailure) -> Result<Made, SchemaFaults> {
    let source = JSONSource(path: console.shown(path), bytes: try console.read(path, limit: SchemaTexts.largestFile))
    let uri = fileURI(console.absolute(path))
    let folder = MappedFolder(around: path, console)

    func attempt(_ retrieve: @escaping @Sendable (String) -> JSONSource?) -> Result<Made, SchemaFaults> {
        do throws(Diagnostic) {
            var registry = SchemaRegistry(retrieve: retrieve)
            let document = try registry.add(source, as: uri)
            var schema = LoadedSchema(registry: registry, root: document.rootPosition)
            let made = try work(&schema)
            let faults = schema.registry.diagnostics.filter { $0.severity == .error }
            return faults.isEmpty ? .success(made) : .failure(SchemaFaults(diagnostics: faults))
        } catch {
            return .failure(SchemaFaults(diagnostics: [error]))
        }
    }
    let first = attempt { folder.source(of: $0) }
    let searched = ["schema-ref-unresolved", "schema-dialect"]
    guard case .failure(let faults) = first, faults.diagnostics.contains(where: { searched.contains($0.id) })
    else { return first }
    let byIdentifier = try folder.sourcesByIdentifier(console)
    return attempt { folder.source(of: $0) ?? byIdentifier[$0] }
}

/// The program of a schema file, or what is wrong with the schema.
func compileSchema(
    at path: String,
    _ options: CompileOptions,
    _ console: Console
) throws(CommandFailure) -> Result<Program, SchemaFaults> {
    try withSchema(at: path, console) { (schema) throws(Diagnostic) in
        try compileProgram(schema.root, in: &schema.registry, options)
    }
}
