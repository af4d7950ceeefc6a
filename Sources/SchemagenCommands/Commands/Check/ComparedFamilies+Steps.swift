import CommandLineTool
import Compatibility
import JSONCore
import SchemaDocuments
import SchemaModel

/// What comes before and after a version that is new.
extension ComparedFamilies {
    /// Looks at a version that is new: whether it had to be one, and whether the steps that the generator writes lead to
    /// it. Fixtures are few; what tells the two versions apart are the records that a rule might forget.
    mutating func checkNeed(_ model: FamilyModel, _ old: SchemaCatalogue) {
        guard let family = new.families.first(where: { $0.folder.name == model.name }), family.roots.count > 1,
            let newest = family.folder.versions.last
        else { return }
        let known = predecessor(of: family, old)?.folder.versions.last?.number ?? 0
        guard newest.number > known else { return }
        let roots = zip(family.folder.versions, family.roots).suffix(2).map { version, root in
            ComparedSchema(root, in: new.registry, compiledTo: programs[model.name]?[version.number])
        }
        guard let result = try? compare(old: roots[0], new: roots[1], as: .records(reading(of: family))) else { return }
        checkSteps(model, from: family.folder.versions[family.roots.count - 2], to: newest)
        let marks = model.markFields
        let breaks = result.findings.filter { finding in
            // A warning is a reason as well: it tells of records that one of the two refuses.
            finding.severity >= .warning
                && !marks.contains { finding.subject == $0 || finding.subject.hasSuffix(".\($0)") }
        }
        guard breaks.isEmpty else { return }
        findings.append(
            CheckFinding(
                Diagnostic(
                    .warning,
                    "migration-needless",
                    path: shown(newest.schema.source.path),
                    at: SourceLocation(line: 1, column: 1),
                    "version \(newest.number) of \"\(model.name)\" breaks nothing: the same change fits into "
                        + "version \(newest.number - 1)"
                )
            )
        )
    }

    private mutating func checkSteps(_ model: FamilyModel, from before: VersionFile, to newest: VersionFile) {
        let number = before.number
        guard let old = model.versions.first(where: { $0.number == number }),
            let differences = differences(before, newest, besides: model.markFields)
        else { return }
        let replay = FixtureReplay(model, programs[model.name] ?? [:], RecordedMigrations([]), wantsRecords: false)
        for difference in differences where difference.direction == .backward {
            guard let witness = difference.witness.map({ marked($0, as: number, model) }),
                let fault = replay.replay(witness, Array(witness.jsonText.utf8), of: old, path: "")?.fault,
                fault.rule == "migration-output-invalid"
            else { continue }
            var finding = CheckFinding(
                Diagnostic(
                    .error,
                    fault.rule,
                    path: shown(newest.schema.source.path),
                    // Places in the text without marks are none of the user's.
                    at: SourceLocation(line: 1, column: 1),
                    "the record \(witness.jsonText) of version \(number) \(fault.message)"
                )
            )
            finding.fingerprint = CheckFinding.fingerprint([fault.rule, model.name, "\(number)", fault.message])
            findings.append(finding)
            // One shows it.
            return
        }
    }

    /// What tells two versions apart beside their marks, which every step changes.
    private func differences(_ old: VersionFile, _ newest: VersionFile, besides marks: [String]) -> [Finding]? {
        var files = present
        for file in [old.schema, newest.schema] {
            files[file.relativePath] = Array(unmarked(file.root.value, marks).jsonText.utf8)
        }
        var ignored: [Diagnostic] = []
        let catalogue = link(parse(files, folder: "Schemas", &ignored), &ignored)
        var sides: [ComparedSchema] = []
        for path in [old.schema.relativePath, newest.schema.relativePath] {
            for family in catalogue.families {
                for (version, root) in zip(family.folder.versions, family.roots)
                where version.schema.relativePath == path {
                    sides.append(ComparedSchema(root, in: catalogue.registry))
                }
            }
        }
        guard sides.count == 2 else { return nil }
        return try? compare(old: sides[0], new: sides[1], as: .records(RecordReading(isStrict: true))).findings
    }

    private func unmarked(_ schema: JSONValue, _ marks: [String]) -> JSONValue {
        switch schema {
        case .object(let object):
            .object(
                JSONObject(
                    distinct: object.members.map { member in
                        guard member.key == "properties", let fields = member.value.object else {
                            return .init(key: member.key, value: unmarked(member.value, marks))
                        }
                        let open = fields.members.map { field in
                            let isMark = marks.contains(field.key) && field.value["const"]?.string != nil
                            let any: JSONValue = .object(
                                JSONObject(distinct: [.init(key: "type", value: .string("string"))])
                            )
                            return JSONObject.Member(key: field.key, value: isMark ? any : unmarked(field.value, marks))
                        }
                        return .init(key: member.key, value: .object(JSONObject(distinct: open)))
                    }
                )
            )
        case .array(let elements): .array(elements.map { unmarked($0, marks) })
        case .null, .bool, .number, .string: schema
        }
    }

    /// A record with the marks of a version where it has them.
    private func marked(_ record: JSONValue, as number: Int, _ model: FamilyModel) -> JSONValue {
        guard var members = record.object?.members else { return record }
        for case .field(let field, let marks) in model.versionRules {
            guard let mark = marks.first(where: { $0.version == number }),
                let index = members.firstIndex(where: { $0.key == field })
            else { continue }
            members[index].value = .string(mark.value)
        }
        return .object(JSONObject(distinct: members))
    }
}
