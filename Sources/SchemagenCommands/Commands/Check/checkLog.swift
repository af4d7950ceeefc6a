import CommandLineTool
import JSONCore
import SchemaDocuments
import SchemaModel
import SchemaProgram

/// What came of reading a log through every family.
struct CheckedLog {
    var records = 0
    /// Lines without the fields that every record of the family has: of another family, perhaps.
    var strangers = 0
    var findings: [Diagnostic] = []
}

/// Reads a log as its readers would: each line by the version that it or its header states, in the family of which
/// the most lines are records.
func checkLog(
    _ path: String,
    _ models: [FamilyModel],
    _ programs: [String: [Int: Program]],
    _ console: Console
) throws(CommandFailure) -> CheckedLog {
    let bytes = try console.read(path, limit: 1 << 30)
    var best: CheckedLog?
    for model in models {
        let reader = LogReader(model: model, programs: programs[model.name] ?? [:])
        let checked = reader.read(bytes, path: console.shown(path))
        let isBetter = best.map { (checked.strangers, checked.findings.count) < ($0.strangers, $0.findings.count) }
        if isBetter ?? true { best = checked }
    }
    return best ?? CheckedLog()
}

private struct LogReader {
    let model: FamilyModel
    let programs: [Int: Program]

    func read(_ bytes: [UInt8], path: String) -> CheckedLog {
        var checked = CheckedLog()
        var current = model.assumedVersion
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
            checked.records += 1
            func add(_ message: String) {
                checked.findings.append(
                    Diagnostic(
                        .error,
                        "data-unreadable",
                        path: path,
                        at: SourceLocation(line: index + 1, column: 1),
                        "\(message) (family \"\(model.name)\")"
                    )
                )
            }
            guard let record = try? JSONValue(parsing: Array(line)), record.object != nil else {
                add("the line is no JSON object")
                continue
            }
            if model.guaranteed.contains(where: { record[$0] == nil }) { checked.strangers += 1 }
            let version = self.version(of: record, &current)
            guard let program = programs[version] else { continue }
            if let tag = model.tag.flatMap({ record[$0]?.string }),
                let known = model.versions.first(where: { $0.number == version })?.variants, !known.isEmpty,
                !known.contains(where: { sameBytes($0, tag) }), model.keepsUnknownVariants
            {
                continue
            }
            Array(line).withUnsafeBufferPointer { text in
                guard let violation = program.violations(text, limit: 1).first else { return }
                let place = violation.instanceLocation.isEmpty ? "" : " at \(violation.instanceLocation)"
                add("the record does not conform to version \(version): \(violation.message)\(place)")
            }
        }
        return checked
    }

    private func version(of record: JSONValue, _ current: inout Int) -> Int {
        for rule in model.versionRules {
            switch rule {
            case .header(let tag, let field):
                guard let name = model.tag, record[name]?.string == tag, case .number(let stated)? = record[field],
                    let version = stated.int64
                else { continue }
                current = Int(clamping: version)
                return current
            case .field(let field, let marks):
                if let mark = marks.first(where: { record[field]?.string == $0.value }) { return mark.version }
            case .shape(let shapes):
                if let shape = shapes.first(where: { $0.has.allSatisfy { record[$0] != nil } }) { return shape.version }
            }
        }
        return current
    }
}
