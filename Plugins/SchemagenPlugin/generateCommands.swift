import Foundation
import PackagePlugin

/// The one command that generates all files of a target.
///
/// One and not one for each family: schemas may refer to each other and share documents, so an edit could concern any
/// of them, and the tool rewrites only what came out differently.
func generateCommands(tool: URL, target: String, schemas: URL, output: URL) -> [Command] {
    let folder: SchemaListing
    do {
        folder = try SchemaListing(of: schemas)
    } catch {
        Diagnostics.error(error.message, file: error.path, line: 1)
        return []
    }
    if folder.outputs.isEmpty {
        // Not an error: the command that starts a family is a plugin of this package too, and would not run.
        Diagnostics.warning(
            "\(target) uses SchemagenPlugin and has no record family: 'schemagen new family NAME' starts one",
            file: schemas.path,
            line: 1
        )
        return []
    }
    return [
        .buildCommand(
            displayName: "Generating Swift from the schemas of \(target)",
            executable: tool,
            arguments: ["generate", "--quiet", "--schemas", schemas.path, "--output", output.path],
            inputFiles: folder.inputs,
            outputFiles: folder.outputs.map { output.appendingPathComponent($0) }
        )
    ]
}
