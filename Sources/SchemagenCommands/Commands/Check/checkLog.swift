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
    /// Records of versions that no schema here describes, which readers keep as they are.
    var unknownVersions = 0
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
        // A family that knows no mark of the log has nothing against it: that it is silent does not make it the right one.
        let isBetter = best.map {
            (checked.strangers + checked.unknownVersions, checked.findings.count)
                < ($0.strangers + $0.unknownVersions, $0.findings.count)
        }
        if isBetter ?? true { best = checked }
    }
    return best ?? CheckedLog()
}

private struct LogReader {
    let model: FamilyModel
    let programs: [Int: Program]

    func read(_ bytes: [UInt8], path: String) -> CheckedLog {
        var checked = CheckedLog()
        var header: Int?
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
            let missing = model.guaranteed.first { record[$0] == nil }
            if missing != nil { checked.strangers += 1 }
            switch model.toldVersion(of: record, after: &header) {
            case .stated(let version), .assumed(let version):
                if let program = programs[version] {
                    judge(Array(line), program).map { add("the record does not conform to version \(version): \($0)") }
                } else {
                    unknown("\(version)")
                }
            case .unknown(let mark): unknown(mark)
            }

            /// Of a version that is not known here readers have what every version has, and keep the rest.
            func unknown(_ version: String) {
                checked.unknownVersions += 1
                if let missing {
                    add("the record is of version \(version), which is not known here, and lacks \"\(missing)\"")
                }
            }
        }
        return checked
    }

    /// What a reader refuses a record for.
    private func judge(_ line: [UInt8], _ program: Program) -> String? {
        line.withUnsafeBufferPointer { text in
            if program.isValid(text) { return nil }
            let violations = program.violations(text, limit: 1_024)
            let isTolerant = model.reading == .tolerant && violations.count < 1_024
            let refused = violations.first { violation in
                if isTolerant, violation.isUnknownVariant, model.keepsUnknownVariants { return false }
                return !(isTolerant && violation.isUnlistedWord)
            }
            guard let refused else { return nil }
            let place = refused.instanceLocation.isEmpty ? "" : " at \(refused.instanceLocation)"
            return refused.message + place
        }
    }
}
