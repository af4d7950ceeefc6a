import CommandLineTool
import Compatibility
import JSONCore
import SchemaDocuments
import SchemaModel
import SchemaProgram

/// The families of the baseline beside those that are there now.
struct ComparedFamilies {
    let baseline: Baseline
    /// How findings call the folder that lies here.
    let shownFolder: String
    let new: SchemaCatalogue
    let models: [FamilyModel]
    /// What the new versions were compiled to, by family and number.
    let programs: [String: [Int: Program]]
    private(set) var findings: [CheckFinding] = []
    /// Versions compared, and those of them that were there before.
    private(set) var comparedVersions = 0

    init(
        _ baseline: Baseline,
        _ new: SchemaCatalogue,
        _ models: [FamilyModel],
        _ programs: [String: [Int: Program]],
        shownFolder: String
    ) {
        self.baseline = baseline
        self.new = new
        self.models = models
        self.programs = programs
        self.shownFolder = shownFolder
    }

    /// `present` are the schemas that lie here, by path: where nothing has changed, nothing has to be decided.
    mutating func run(_ present: [String: [UInt8]]) {
        if baseline.schemas == present.filter({ $0.key != Waivers.name }) {
            comparedVersions = models.reduce(0) { $0 + $1.versions.count }
            for family in new.families { checkReuse(family, nil) }
            return
        }
        var ignored: [Diagnostic] = []
        let folder = parse(baseline.schemas, folder: "Schemas", &ignored)
        // What was wrong with the old schemas is past; those that could be read are compared.
        let old = link(folder, &ignored)
        let sharedChanged = haveChanged(folder.shared)
        for family in old.families {
            guard let other = counterpart(of: family) else {
                add(
                    "compat-frozen-changed",
                    "the family \"\(family.folder.name)\" is gone: its records would no longer "
                        + "be read",
                    at: Place(path: shownFolder),
                    family.folder.versions.first?.schema,
                    family
                )
                continue
            }
            compareVersions(family, other, old, sharedChanged: sharedChanged)
        }
        for family in new.families { checkReuse(family, old) }
        for model in models { checkNeed(model, old) }
    }

    /// The family of the same name, else one of another name with the same first version: a folder that was renamed.
    private func counterpart(of family: LinkedFamily) -> LinkedFamily? {
        if let same = new.families.first(where: { $0.folder.name == family.folder.name }) { return same }
        guard let first = family.folder.versions.first else { return nil }
        return new.families.first { other in
            other.folder.versions.first?.schema.root.value == first.schema.root.value
        }
    }

    private func haveChanged(_ shared: [SchemaFile]) -> Bool {
        let now = baselineShared(new)
        return shared.contains { file in now[file.relativePath].map { $0 != file.root.value } ?? true }
    }

    private func baselineShared(_ catalogue: SchemaCatalogue) -> [String: JSONValue] {
        var values: [String: JSONValue] = [:]
        for document in catalogue.registry.documents {
            let path = document.source.path
            guard let slash = path.firstIndex(of: "/") else { continue }
            values[String(path[path.index(after: slash)...])] = document.root.value
        }
        return values
    }

    private mutating func compareVersions(
        _ before: LinkedFamily,
        _ after: LinkedFamily,
        _ old: SchemaCatalogue,
        sharedChanged: Bool
    ) {
        let newest = before.folder.versions.last?.number
        for (version, root) in zip(before.folder.versions, before.roots) {
            comparedVersions += 1
            let isFrozen = version.number != newest
            guard let index = after.folder.versions.firstIndex(where: { $0.number == version.number }) else {
                add(
                    "compat-frozen-changed",
                    "version \(version.number) of \"\(before.folder.name)\" is gone: records of "
                        + "it would no longer be read",
                    at: familyPlace(after),
                    version.schema,
                    before
                )
                continue
            }
            let present = after.folder.versions[index]
            let isSame = present.schema.root.value == version.schema.root.value
            if isSame, !sharedChanged { continue }
            if isFrozen, !isSame {
                add(
                    "compat-frozen-changed",
                    "version \(version.number) of \"\(before.folder.name)\" is frozen and was edited: put it back, and "
                        + "change the newest version or add one",
                    at: Place(path: shown(present.schema.source.path), location: SourceLocation(line: 1, column: 1)),
                    version.schema,
                    before
                )
                continue
            }
            let program = programs[after.folder.name]?[version.number]
            compareSchemas(
                before,
                version.number,
                ComparedSchema(root, in: old.registry),
                ComparedSchema(after.roots[index], in: new.registry, compiledTo: program)
            )
        }
    }

    private mutating func compareSchemas(
        _ family: LinkedFamily,
        _ version: Int,
        _ old: ComparedSchema,
        _ new: ComparedSchema
    ) {
        var subject = ComparedSubject(
            name: "\(family.folder.name) v\(version)",
            family: family.folder.name,
            oldPath: old.root.path,
            newPath: new.root.path,
            baselineName: baseline.name
        )
        subject.schemasFolder = shownFolder
        do throws(Diagnostic) {
            let result = try compare(old: old, new: new, as: .records(reading(of: family)))
            findings += result.findings.map { finding in
                var finding = CheckFinding(finding, of: subject)
                finding.place.path = shown(finding.place.path)
                if let path = finding.baseline?.path { finding.baseline?.path = shown(path) }
                return finding
            }
        } catch {
            findings.append(CheckFinding(error))
        }
    }

    private func reading(of family: LinkedFamily) -> RecordReading {
        guard let model = models.first(where: { $0.name == family.folder.name }) else { return RecordReading() }
        return RecordReading(
            isStrict: model.reading == .strict,
            keepsUnknownVariants: model.keepsUnknownVariants,
            guaranteed: model.guaranteed,
            marks: model.markFields
        )
    }

    /// A name that comes back with another type after it was gone.
    private mutating func checkReuse(_ family: LinkedFamily, _ old: SchemaCatalogue?) {
        var states: [(name: String, root: SchemaPosition, registry: SchemaRegistry)] = []
        let before = old?.families.first { $0.folder.name == family.folder.name }
        for (version, root) in zip(family.folder.versions, family.roots) {
            let place = before?.folder.versions.firstIndex { $0.number == version.number }
            if let old, let before, let place,
                before.folder.versions[place].schema.root.value != version.schema.root.value
            {
                states.append(("\(baseline.name) v\(version.number)", before.roots[place], old.registry))
            }
            states.append(("v\(version.number)", root, new.registry))
        }
        // Nothing can have been gone in between.
        guard states.count > 2 else { return }
        var last: [String: (field: DeclaredField, state: Int, name: String)] = [:]
        for (index, state) in states.enumerated() {
            guard let fields = try? declaredFields(of: ComparedSchema(state.root, in: state.registry)) else { continue }
            for field in fields {
                if let earlier = last[field.path], earlier.state < index - 1, earlier.field.type != field.type {
                    var finding = CheckFinding(
                        Diagnostic(
                            .error,
                            "compat-field-reused",
                            path: shown(field.place.path),
                            at: field.place.location,
                            "\"\(field.path)\" comes back as \(field.type), and was \(earlier.field.type) in "
                                + "\(earlier.name): choose another name, because records of both are read"
                        )
                    )
                    finding.baseline = CheckFinding.Place(
                        path: shown(earlier.field.place.path),
                        location: earlier.field.place.location,
                        pointer: earlier.field.place.pointer
                    )
                    finding.baselineName = earlier.name
                    finding.fingerprint = CheckFinding.fingerprint([
                        "compat-field-reused", family.folder.name, field.path, field.type,
                    ])
                    findings.append(finding)
                }
                last[field.path] = (field, index, state.name)
            }
        }
    }

    /// A new version that breaks nothing need not have been one.
    private mutating func checkNeed(_ model: FamilyModel, _ old: SchemaCatalogue) {
        guard let family = new.families.first(where: { $0.folder.name == model.name }), family.roots.count > 1,
            let newest = family.folder.versions.last
        else { return }
        let known = old.families.first { $0.folder.name == model.name }?.folder.versions.last?.number ?? 0
        guard newest.number > known else { return }
        let roots = zip(family.folder.versions, family.roots).suffix(2).map { version, root in
            ComparedSchema(root, in: new.registry, compiledTo: programs[model.name]?[version.number])
        }
        guard let result = try? compare(old: roots[0], new: roots[1], as: .records(reading(of: family))) else { return }
        let marks = model.markFields
        let breaks = result.findings.filter { finding in
            finding.severity == .error
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

    private typealias Place = CheckFinding.Place

    private func familyPlace(_ family: LinkedFamily) -> Place {
        Place(path: shown(family.folder.file.source.path), location: SourceLocation(line: 1, column: 1))
    }

    private mutating func add(
        _ rule: String,
        _ message: String,
        at place: Place,
        _ old: SchemaFile?,
        _ family: LinkedFamily
    ) {
        var finding = CheckFinding(Diagnostic(.error, rule, path: place.path, at: place.location, message))
        finding.baseline = old.map {
            Place(path: shown($0.source.path), location: SourceLocation(line: 1, column: 1))
        }
        finding.baselineName = baseline.name
        finding.fingerprint = CheckFinding.fingerprint([rule, family.folder.name, old?.relativePath ?? ""])
        findings.append(finding)
    }

    /// The stages call the folder `Schemas`; the user may call it otherwise.
    private func shown(_ path: String) -> String {
        path.hasPrefix("Schemas/") ? joined(shownFolder, String(path.dropFirst(8))) : path
    }
}

extension FamilyModel {
    /// The fields whose value tells the version.
    var markFields: [String] {
        versionRules.compactMap { rule in
            switch rule {
            case .header(_, let field), .field(let field, _): field
            case .shape: nil
            }
        }
    }
}
