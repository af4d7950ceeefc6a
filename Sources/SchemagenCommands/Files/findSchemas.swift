import CommandLineTool
import JSONCore

/// The folder that `--schemas` names, or the one that is found.
func schemasFolder(_ arguments: Arguments, _ console: Console) throws(CommandFailure) -> String {
    if let folder = arguments[schemasFlag] { return folder }
    return try findSchemas(console)
}

/// The `Schemas` folder that the user means without saying so: the one here, or the only one that a target has.
func findSchemas(_ console: Console) throws(CommandFailure) -> String {
    if let found = try soleSchemas(console) { return found }
    throw CommandFailure(
        "there is no folder Schemas in \(terminalSafe(console.folder)): 'schemagen new family NAME' starts one here, or "
            + "name it with --schemas DIR"
    )
}

/// As `findSchemas`; nil where there is none.
func soleSchemas(_ console: Console) throws(CommandFailure) -> String? {
    if try console.status(of: "Schemas")?.kind == .folder { return "Schemas" }
    var found: [String] = []
    if try console.status(of: "Sources")?.kind == .folder {
        for target in try console.names(in: "Sources") {
            let candidate = "Sources/\(target)/Schemas"
            if try console.status(of: candidate)?.kind == .folder { found.append(candidate) }
        }
    }
    if found.count <= 1 { return found.first }
    throw CommandFailure(
        "there is no folder Schemas in \(terminalSafe(console.folder)), and several targets have one, name it with "
            + "--schemas: \(found.map { terminalSafe($0) }.joined(separator: ", "))"
    )
}
