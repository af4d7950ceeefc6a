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

        OLD and NEW are schema files, or folders of which files with the same path are compared. A file that only OLD has is
        a backward break, one that only NEW has a forward break.
        """,
    operands: .two("OLD", "NEW"),
    flags: [asFlag, formatFlag],
    run: diff
)

private let asFlag = Flag("--as", .choice(["records", "values"]), "What the schemas stand for.")

@Sendable
private func diff(_ arguments: Arguments, _ console: Console) throws(CommandFailure) -> ExitStatus {
    let mode: ComparisonMode = arguments[asFlag] == "values" ? .values : .records
    let sides = try comparedSides(arguments.operands[0], arguments.operands[1], console)
    var total = Comparison(
        backward: sides.removed.isEmpty,
        forward: sides.added.isEmpty,
        findings: []
    )
    var reported: [CheckFinding] = []
    for (old, new) in sides.pairs {
        var loaded: [ComparedSchema] = []
        for path in [old, new] {
            switch try loadSide(path, mode, console) {
            case .success(let side): loaded.append(side)
            case .failure(let faults):
                for diagnostic in faults.diagnostics { console.show(diagnostic, on: console.errors) }
                return .usage
            }
        }
        let result: Comparison
        do throws(Diagnostic) {
            result = try compare(old: loaded[0], new: loaded[1], as: mode)
        } catch {
            console.show(error, on: console.errors)
            return .usage
        }
        total.backward = both(total.backward, result.backward)
        total.forward = both(total.forward, result.forward)
        let subject = ComparedSubject(name: new, oldPath: console.shown(old), newPath: console.shown(new))
        reported += result.findings.map { CheckFinding($0, of: subject) }
    }
    reported += sides.findings(console)
    if arguments[formatFlag] == "json" {
        console.printJSON(
            jsonObject([
                "backward": jsonVerdict(total.backward), "forward": jsonVerdict(total.forward),
                "findings": .array(reported.map(\.json)),
            ])
        )
    } else {
        for var finding in reported {
            // Only what 'schemagen check' finds can be waived.
            finding.fingerprint = nil
            console.show(finding, on: console.output)
        }
        console.print(summary(total, sides.pairs.count))
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

/// What is compared with what, and what has nothing on the other side.
private struct ComparedSides {
    let old: String
    let new: String
    var pairs: [(old: String, new: String)] = []
    /// By path from the folders.
    var removed: [String] = []
    var added: [String] = []

    /// A schema that one side lacks: nobody reads what the other side's lets write.
    func findings(_ console: Console) -> [CheckFinding] {
        let start = SourceLocation(line: 1, column: 1)
        let gone = removed.map { name in
            var finding = CheckFinding(
                Diagnostic(
                    .error,
                    "compat-schema-removed",
                    path: console.shown(new),
                    at: nil,
                    "the schema \"\(name)\" is gone: nothing on the new side reads its values"
                )
            )
            finding.direction = .backward
            finding.baseline = CheckFinding.Place(path: console.shown(joined(old, name)), location: start)
            return finding
        }
        let extra = added.map { name in
            var finding = CheckFinding(
                Diagnostic(
                    .error,
                    "compat-schema-added",
                    path: console.shown(joined(new, name)),
                    at: start,
                    "the schema \"\(name)\" is new: nothing on the old side reads its values"
                )
            )
            finding.direction = .forward
            return finding
        }
        return gone + extra
    }
}

private func comparedSides(_ old: String, _ new: String, _ console: Console) throws(CommandFailure) -> ComparedSides {
    let kinds = [try console.status(of: old)?.kind, try console.status(of: new)?.kind]
    for (path, kind) in zip([old, new], kinds) where kind == nil {
        throw CommandFailure("\(console.safe(path)) is not there")
    }
    var sides = ComparedSides(old: old, new: new)
    if kinds[0] != .folder, kinds[1] != .folder {
        sides.pairs = [(old, new)]
        return sides
    }
    guard kinds[0] == kinds[1] else {
        throw CommandFailure("one of the two is a folder and the other a file: compare like with like")
    }
    func schemas(_ folder: String) throws(CommandFailure) -> [String] {
        try SchemaTexts(folder: folder, console: console).files.keys.filter { !isSettings($0) }.sorted()
    }
    let before = try schemas(old)
    let after = try schemas(new)
    if before.isEmpty, after.isEmpty { throw CommandFailure("neither of the two folders holds a schema") }
    let those = (before: Set(before), after: Set(after))
    sides.pairs = before.filter { those.after.contains($0) }.map { (joined(old, $0), joined(new, $0)) }
    sides.removed = before.filter { !those.after.contains($0) }
    sides.added = after.filter { !those.before.contains($0) }
    return sides
}
