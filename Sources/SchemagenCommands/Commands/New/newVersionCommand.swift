import CommandLineTool
import JSONCore
import SchemaDocuments

let newVersionCommand = Command(
    "version",
    "Start the next version of a family as a copy of its newest.",
    discussion: """
        Copies the newest schema with its $id and its mark on the wire changed, enters the mark in family.json, and
        copies the fixtures. The old version stays as it is: from now on it is only read. Fixtures of the new version
        that are there already are never written over.
        """,
    operands: .one("FAMILY"),
    flags: [schemasFlag],
    run: newVersion
)

@Sendable
private func newVersion(_ arguments: Arguments, _ console: Console) throws(CommandFailure) -> ExitStatus {
    let schemas = try schemasFolder(arguments, console)
    let family = arguments.operands[0]
    let folder = joined(schemas, family)
    guard !family.contains("/"), try console.status(of: folder)?.kind == .folder else {
        let families = try console.names(in: schemas).filter { complaintAboutFamily($0) == nil }
        throw CommandFailure(
            "\(console.safe(schemas)) has no family '\(terminalSafe(family))'"
                + didYouMean(family, of: families)
        )
    }
    guard let version = try console.names(in: folder).compactMap({ versionInName($0) }).max() else {
        throw CommandFailure("\(console.safe(folder)) has no version to copy: add v1.json")
    }
    let step = VersionStep(folder: folder, from: version, to: version + 1, console: console)
    let files = try step.files()
    for (path, _) in files { try console.makeFolder(parentFolder(path)) }
    for (path, bytes) in files {
        try console.write(bytes, to: path)
        console.print("wrote \(console.safe(path))")
    }
    for advice in try step.advice() { console.print(advice) }
    return .clean
}
