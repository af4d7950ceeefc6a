import CommandLineTool
import Compatibility
import JSONCore
import SchemaCompiler
import SchemaDocuments

let diffCommand = Command(
    "diff",
    "Compare two schemas, or two folders of schemas.",
    discussion: """
        Says whether the new side reads what the old one writes (backward) and the other way round (forward), with a
        value for every break that the one side takes and the other refuses. As records, writers write declared fields
        only and readers pass over what they do not know; as values, a schema is what JSON Schema says and nothing else.

        OLD and NEW are schema files, or folders of which files with the same path are compared.
        """,
    operands: .two("OLD", "NEW"),
    flags: [asFlag, formatFlag],
    run: diff
)

private let asFlag = Flag("--as", .choice(["records", "values"]), "What the schemas stand for.")

@Sendable
private func diff(_ arguments: Arguments, _ console: Console) throws(CommandFailure) -> ExitStatus {
    let mode: ComparisonMode = arguments[asFlag] == "values" ? .values : .records
    let pairs = try filePairs(arguments.operands[0], arguments.operands[1], console)
    var total = Comparison(backward: true, forward: true, findings: [])
    var reported: [CheckFinding] = []
    for (old, new) in pairs {
        var sides: [ComparedSchema] = []
        for path in [old, new] {
            switch try loadSide(path, mode, console) {
            case .success(let side): sides.append(side)
            case .failure(let faults):
                for diagnostic in faults.diagnostics { console.show(diagnostic, on: console.errors) }
                return .usage
            }
        }
        let result: Comparison
        do throws(Diagnostic) {
            result = try compare(old: sides[0], new: sides[1], as: mode)
        } catch {
            console.show(error, on: console.errors)
            return .usage
        }
        total.backward = both(total.backward, result.backward)
        total.forward = both(total.forward, result.forward)
        let subject = ComparedSubject(name: new, oldPath: console.shown(old), newPath: console.shown(new))
        reported += result.findings.map { CheckFinding($0, of: subject) }
    }
    if arguments[formatFlag] == "json" {
        console.print(
            jsonObject([
                "backward": jsonVerdict(total.backward), "forward": jsonVerdict(total.forward),
                "findings": .array(reported.map(\.json)),
            ]).jsonText
        )
    } else {
        for var finding in reported {
            // Only what 'schemagen check' finds can be waived.
            finding.fingerprint = nil
            console.show(finding, on: console.output)
        }
        console.print(summary(total, pairs.count))
    }
    return total.backward == true && total.forward == true && !reported.contains { $0.severity == .error }
        ? .clean : .findings
}

private func summary(_ total: Comparison, _ count: Int) -> String {
    let verdict =
        switch (total.backward, total.forward) {
        case (true?, true?): "fully compatible"
        case (true?, false?): "backward compatible: new readers read old values, not the other way round"
        case (false?, true?): "forward compatible: old readers read new values, not the other way round"
        case (false?, false?): "incompatible both ways"
        case (true?, nil): "backward compatible; forward undecided"
        case (nil, true?): "forward compatible; backward undecided"
        case (false?, nil): "not backward compatible; forward undecided"
        case (nil, false?): "not forward compatible; backward undecided"
        case (nil, nil): "undecided"
        }
    return count == 1 ? verdict : "\(verdict) (\(count) schemas compared)"
}

private func both(_ a: Bool?, _ b: Bool?) -> Bool? {
    if a == false || b == false { return false }
    return a == nil || b == nil ? nil : true
}

/// A schema with everything that it refers to in reach.
private func loadSide(
    _ path: String,
    _ mode: ComparisonMode,
    _ console: Console
) throws(CommandFailure) -> Result<ComparedSchema, SchemaFaults> {
    try withSchema(at: path, console) { (schema) throws(Diagnostic) in
        // Compiling finds what is wrong with it, and makes the registry load all that it refers to.
        let program = try compileProgram(schema.root, in: &schema.registry, mode.compileOptions)
        return ComparedSchema(schema.root, in: schema.registry, compiledTo: program)
    }
}

private func filePairs(
    _ old: String,
    _ new: String,
    _ console: Console
) throws(CommandFailure) -> [(String, String)] {
    let kinds = [try console.status(of: old)?.kind, try console.status(of: new)?.kind]
    for (path, kind) in zip([old, new], kinds) where kind == nil {
        throw CommandFailure("\(console.safe(path)) is not there")
    }
    if kinds[0] != .folder, kinds[1] != .folder { return [(old, new)] }
    guard kinds[0] == kinds[1] else {
        throw CommandFailure("one of the two is a folder and the other a file: compare like with like")
    }
    func schemas(_ folder: String) throws(CommandFailure) -> [String] {
        try SchemaTexts(folder: folder, console: console).files.keys.filter { !isSettings($0) }.sorted()
    }
    let before = try schemas(old)
    let after = Set(try schemas(new))
    let pairs = before.filter { after.contains($0) }
    if pairs.isEmpty { throw CommandFailure("the two folders have no schema of the same path") }
    for (names, others, folder) in [(before, after, old), (after.sorted(), Set(before), new)] {
        for missing in names where !others.contains(missing) {
            console.note("schemagen: \(terminalSafe(missing)) is in \(console.safe(folder)) only, and is not compared")
        }
    }
    return pairs.map { (joined(old, $0), joined(new, $0)) }
}
