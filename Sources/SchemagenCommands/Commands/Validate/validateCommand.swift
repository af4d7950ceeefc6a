import CommandLineTool
import JSONCore
import SchemaCompiler
import SchemaProgram

let validateCommand = Command(
    "validate",
    "Validate instances against a schema.",
    discussion: """
        FILE is a path, a folder with .json and .jsonl files, or - for standard input. A .jsonl or .ndjson file holds a
        value a line and may be of any size; its lines are decided on all cores, and told in their order. References
        lead to files in the schema's folder, never to a network.

        A value with a name twice in one object is refused, as the readers of logs refuse it: what it means depends on
        who reads it. RFC 8259 allows it, and --allow-duplicate-names reads it as ECMA-262 does.

        The last line says how many are valid. With --output the lines of the instances are all that is put out, and that
        one goes to the errors; --format json ends with {"valid":N,"invalid":M} in any case.
        """,
    operands: .many("FILE"),
    flags: [
        schemaFlag, linesFlag, assertFormatsFlag, assertContentFlag, duplicateNamesFlag, outputFormatFlag, formatFlag,
    ],
    run: validate
)

let assertFormatsFlag = Flag("--assert-formats", "Make format an assertion and not only a comment.")
let assertContentFlag = Flag(
    "--assert-content",
    "Make contentEncoding and contentMediaType assertions in draft-07; later drafts annotate."
)
private let duplicateNamesFlag = Flag(
    "--allow-duplicate-names",
    "Of members that have one name the last counts, and the others are not there."
)
private let schemaFlag = Flag("--schema", .text("S"), "The schema's file.")
private let linesFlag = Flag("--jsonl", "Every file holds a value a line, whatever its name.")
private let outputFormatFlag = Flag(
    "--output",
    .optionalChoice(OutputFormat.allCases.map(\.rawValue)),
    "For each instance a line in this output format of the standard."
)

/// What the flags ask of a program.
func compileOptions(_ arguments: Arguments) -> CompileOptions {
    CompileOptions(
        assertsFormats: arguments.has(assertFormatsFlag),
        assertsContent: arguments.has(assertContentFlag)
    )
}

@Sendable
private func validate(_ arguments: Arguments, _ console: Console) throws(CommandFailure) -> ExitStatus {
    guard let schema = arguments[schemaFlag] else {
        throw CommandFailure("--schema is missing (try 'schemagen validate --help')")
    }
    let asJSON = arguments[formatFlag] == "json"
    let files = try instanceFiles(arguments.operands, allLines: arguments.has(linesFlag), console)
    var program: Program
    switch try compileSchema(at: schema, compileOptions(arguments), console) {
    case .success(let compiled): program = compiled
    case .failure(let faults):
        for diagnostic in faults.diagnostics { console.show(diagnostic, on: console.errors) }
        return .usage
    }
    if arguments.has(duplicateNamesFlag) { program.duplicateNames = .lastCounts }
    let format = arguments[outputFormatFlag].flatMap(OutputFormat.init)
    var validation = Validation(program, format.map { .output($0) } ?? (asJSON ? .json : .text), console)
    for file in files { try validation.check(file) }
    console.clearProgress()
    if asJSON {
        let summary = jsonObject(["valid": jsonInteger(validation.valid), "invalid": jsonInteger(validation.invalid)])
        console.printJSON(summary)
    } else {
        let summary = "\(validation.valid) valid, \(validation.invalid) invalid"
        if format == nil { console.print(summary) } else { console.note(summary) }
    }
    return validation.invalid == 0 ? .clean : .findings
}
