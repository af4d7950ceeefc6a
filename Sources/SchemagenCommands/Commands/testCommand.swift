import CommandLineTool
import JSONCore
import SchemaCompiler
import SchemaDocuments

let testCommand = Command(
    "test",
    "Run files in the form of the public JSON Schema test suite.",
    discussion: """
        PATH is a file or a folder, also one of the suite's output tests, which say what the standard's output formats
        have to hold. A schema without $schema is read as the draft that a folder's name says (draft7, draft2019-09,
        draft2020-12), else as 2020-12.
        """,
    operands: .many("PATH"),
    flags: [remotesFlag, assertFormatsFlag, assertContentFlag],
    run: test
)

private let remotesFlag = Flag(
    "--remotes",
    .text("DIR"),
    "The folder whose files stand for http://localhost:1234/; nothing is ever fetched."
)

@Sendable
private func test(_ arguments: Arguments, _ console: Console) throws(CommandFailure) -> ExitStatus {
    let options = compileOptions(arguments)
    let remotes = arguments[remotesFlag].map {
        MappedFolder(folder: console.absolute($0), base: "http://localhost:1234/", standpoint: console.folder)
    }
    if let remotes, try console.status(of: remotes.folder)?.kind != .folder {
        throw CommandFailure("\(console.safe(remotes.folder)) is no folder")
    }
    var passed = 0
    var failed = 0
    for file in try instanceFiles(arguments.operands, allLines: false, console) {
        guard case .document(let path) = file else {
            throw CommandFailure("\(console.safe(file.path)) is not a file of tests")
        }
        if lastName(path) == outputSchemaName { continue }
        console.progress("\(console.safe(path)): \(passed) passed, \(failed) failed")
        let bytes = try console.read(path, limit: SchemaTexts.largestFile)
        let source = JSONSource(path: console.shown(path), bytes: bytes)
        let result: SuiteResult
        do {
            result = try runSuiteFile(
                source,
                defaultDialect: dialect(ofSuite: console.absolute(path)),
                options: options,
                retrieve: { [outputs = outputSchema(for: path, console)] uri in
                    remotes?.source(of: uri) ?? (uri == outputs?.uri ? outputs?.source : nil)
                }
            )
        } catch {
            console.show(error, on: console.errors)
            return .usage
        }
        passed += result.passed
        failed += result.failed
        for failure in result.failures {
            let name = "\(console.safe(path)): \(terminalSafe(failure.group)): \(terminalSafe(failure.test))"
            console.print("\(name): \(terminalSafe(failure.message, limit: 500))")
        }
    }
    console.clearProgress()
    console.print("\(passed) passed, \(failed) failed")
    return failed == 0 ? .clean : .findings
}

/// What the suite calls the schema of its draft's output, in the folder above the tests that refer to it.
private let outputSchemaName = "output-schema.json"

private func outputSchema(for path: String, _ console: Console) -> (uri: String, source: JSONSource)? {
    let schema = joined(parentFolder(parentFolder(console.absolute(path))), outputSchemaName)
    guard let bytes = try? console.read(schema, limit: SchemaTexts.largestFile) else { return nil }
    let source = JSONSource(path: console.shown(schema), bytes: bytes)
    guard let id = (try? source.parse())?["$id"]?.string else { return nil }
    return (URIReference(id).withoutFragment.description, source)
}

/// The draft whose folder of the suite a file lies in.
private func dialect(ofSuite path: String) -> Dialect {
    for part in path.split(separator: "/").reversed() {
        switch part {
        case "draft7": return .draft07
        case "draft2019-09": return .draft2019
        case "draft2020-12": return .draft2020
        default: continue
        }
    }
    return .draft2020
}
