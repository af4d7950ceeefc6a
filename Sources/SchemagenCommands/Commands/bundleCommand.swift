import CommandLineTool
import JSONCore
import SchemaCompiler
import SchemaDocuments

let bundleCommand = Command(
    "bundle",
    "Make one self-contained schema of a schema and all that it refers to.",
    discussion: "References lead to files in the schema's folder, never to a network.",
    operands: .one("FILE"),
    flags: [bundleOutputFlag],
    run: makeBundle
)

private let bundleOutputFlag = Flag("--output", .text("FILE"), "Where to write it; by default it is printed.")

@Sendable
private func makeBundle(_ arguments: Arguments, _ console: Console) throws(CommandFailure) -> ExitStatus {
    let bundled = try withSchema(at: arguments.operands[0], console) { (schema) throws(Diagnostic) in
        try bundle(schema.root.document, in: &schema.registry)
    }
    switch bundled {
    case .success(let whole):
        let text = indentedJSON(whole)
        if let path = arguments[bundleOutputFlag] {
            try console.makeFolder(parentFolder(console.absolute(path)))
            try console.write(Array((text + "\n").utf8), to: path)
        } else {
            console.printJSON(text)
        }
        return .clean
    case .failure(let faults):
        for diagnostic in faults.diagnostics { console.show(diagnostic, on: console.errors) }
        return .findings
    }
}
