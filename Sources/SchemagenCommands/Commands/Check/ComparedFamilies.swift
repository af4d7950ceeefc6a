import CommandLineTool
import Compatibility
import Digest
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
    /// The fixtures that lie here.
    var fixtures: [(path: String, bytes: [UInt8])] = []
    var findings: [CheckFinding] = []
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
        var past: [Diagnostic] = []
        let folder = parse(baseline.schemas, folder: "Schemas", &past)
        let old = link(folder, &past)
        reportUnread(old, past)
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
        for family in new.families {
            checkReuse(family, old)
            checkReturn(family, old)
        }
        for model in models { checkNeed(model, old) }
    }

    /// What is wrong with the old schemas is past; but what cannot be read cannot be compared either.
    private mutating func reportUnread(_ old: SchemaCatalogue, _ past: [Diagnostic]) {
        let read = Set(old.families.flatMap { $0.folder.versions.map(\.schema.relativePath) })
        for path in baseline.schemas.keys.sorted() where !read.contains(path) {
            let parts = path.split(separator: "/")
            guard parts.count == 2, parts[0] != "shared", versionInName(String(parts[1])) != nil else { continue }
            let own = past.first { $0.severity == .error && $0.path == "Schemas/\(path)" }
            let why = own ?? past.first { $0.severity == .error && $0.path.hasPrefix("Schemas/\(parts[0])/") }
            var finding = CheckFinding(
                Diagnostic(
                    .error,
                    "compat-undecided",
                    path: shown("Schemas/\(path)"),
                    at: nil,
                    "what \(baseline.name) has here could not be read, and was compared with nothing"
                        + (why.map { ": \($0.message)" } ?? "")
                )
            )
            let digest = sha256(baseline.schemas[path] ?? []).hex
            finding.fingerprint = CheckFinding.fingerprint(["compat-undecided", path, digest])
            findings.append(finding)
        }
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
        compareFamilyFiles(before, after, old)
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
                    before,
                    becomes: present.schema.root.value
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
        let documents = self.new.registry.documents
        subject.newValue = { path, pointer in
            guard let document = documents.first(where: { $0.source.path == path }) else { return nil }
            var value: JSONValue? = document.root.value
            for token in JSONPointer(pointer)?.tokens ?? [] {
                let elements = value?.array ?? []
                let element = Int(token).flatMap { elements.indices.contains($0) ? elements[$0] : nil }
                value = value?[token] ?? element
            }
            return value
        }
        let records = records
        do throws(Diagnostic) {
            let result = try compare(old: old, new: new, as: .records(reading(of: family))) {
                records(family, version)
            }
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

    /// The fixtures of a version, those that are there now and those of the baseline.
    private var records: (LinkedFamily, Int) -> [JSONValue] {
        { [baseline, fixtures] family, version in
            let folder = "\(family.folder.name)/fixtures/v\(version)/"
            let before = baseline.files.filter { $0.key.hasPrefix(folder) }.sorted { $0.key < $1.key }.map(\.value)
            let present = fixtures.filter { $0.path.hasPrefix(folder) }.map(\.bytes)
            return (before + present).compactMap { try? JSONValue(parsing: $0) }
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
                    addReuse(field, of: family, before: earlier.field, in: earlier.name)
                }
                last[field.path] = (field, index, state.name)
            }
        }
    }

    /// A name that comes back with another type into a version that has changed, after it was gone from all versions:
    /// only the history of their files still knows it.
    private mutating func checkReturn(_ family: LinkedFamily, _ old: SchemaCatalogue) {
        guard let before = old.families.first(where: { $0.folder.name == family.folder.name }),
            let version = family.folder.versions.last, let root = family.roots.last
        else { return }
        let was = before.folder.versions.first { $0.number == version.number }
        if was?.schema.root.value == version.schema.root.value { return }
        let files = before.folder.versions.reversed().map(\.schema.relativePath)
        let changed = files.filter { !baseline.earlierTexts($0).isEmpty }
        guard !changed.isEmpty,
            let now = try? declaredFields(of: ComparedSchema(root, in: new.registry))
        else { return }
        // What some version of the baseline declares has been looked at.
        var known: Set<String> = []
        for root in before.roots {
            known.formUnion(((try? declaredFields(of: ComparedSchema(root, in: old.registry))) ?? []).map(\.path))
        }
        var returning = now.filter { !known.contains($0.path) }
        for file in changed {
            if returning.isEmpty { return }
            for text in baseline.earlierTexts(file) {
                guard let earlier = earlierFields(of: file, as: text) else { continue }
                returning.removeAll { field in
                    guard let same = earlier.first(where: { $0.path == field.path }) else { return false }
                    if same.type != field.type { addReuse(field, of: family, before: same, in: "an earlier \(file)") }
                    return true
                }
            }
        }
    }

    /// The fields that a file of the baseline declared when its text was another one.
    private func earlierFields(of path: String, as text: [UInt8]) -> [DeclaredField]? {
        var files = baseline.schemas
        files[path] = text
        var ignored: [Diagnostic] = []
        let catalogue = link(parse(files, folder: "Schemas", &ignored), &ignored)
        for family in catalogue.families {
            for (version, root) in zip(family.folder.versions, family.roots)
            where version.schema.relativePath == path {
                return try? declaredFields(of: ComparedSchema(root, in: catalogue.registry))
            }
        }
        return nil
    }

    private mutating func addReuse(
        _ field: DeclaredField,
        of family: LinkedFamily,
        before earlier: DeclaredField,
        in name: String
    ) {
        var finding = CheckFinding(
            Diagnostic(
                .error,
                "compat-field-reused",
                path: shown(field.place.path),
                at: field.place.location,
                "\"\(field.path)\" comes back as \(field.type), and was \(earlier.type) in \(name): choose another "
                    + "name, because records of both are read"
            )
        )
        finding.baseline = CheckFinding.Place(
            path: shown(earlier.place.path),
            location: earlier.place.location,
            pointer: earlier.place.pointer
        )
        finding.baselineName = name
        finding.fingerprint = CheckFinding.fingerprint([
            "compat-field-reused", family.folder.name, field.path, field.type,
        ])
        findings.append(finding)
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
        _ family: LinkedFamily,
        becomes value: JSONValue? = nil
    ) {
        var finding = CheckFinding(Diagnostic(.error, rule, path: place.path, at: place.location, message))
        finding.baseline = old.map {
            Place(path: shown($0.source.path), location: SourceLocation(line: 1, column: 1))
        }
        finding.baselineName = baseline.name
        finding.fingerprint = CheckFinding.fingerprint(
            // Who agrees to one edit does not agree to the next.
            [rule, family.folder.name, old?.relativePath ?? ""] + (value.map { [sha256($0.jsonText).hex] } ?? [])
        )
        findings.append(finding)
    }

    /// The stages call the folder `Schemas`; the user may call it otherwise.
    func shown(_ path: String) -> String {
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
