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
    /// The schemas that lie here, by path.
    private(set) var present: [String: [UInt8]] = [:]
    /// The names that families had in the baseline, by those that they have.
    private(set) var former: [String: String] = [:]
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
        self.present = present
        if baseline.schemas == present.filter({ $0.key != Waivers.name }) {
            comparedVersions = models.reduce(0) { $0 + $1.versions.count }
            for model in models { former[model.name] = model.name }
            for family in new.families { checkReuse(family, nil) }
            return
        }
        var past: [Diagnostic] = []
        let folder = parse(baseline.schemas, folder: "Schemas", &past)
        let old = link(folder, &past)
        reportUnread(old, past)
        let otherFileChanged = haveChanged(folder.shared + folder.families.flatMap { $0.versions.map(\.schema) })
        pair(old)
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
            compareVersions(family, other, old, otherFileChanged: otherFileChanged)
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

    /// Which family of the baseline each family goes on: the one of the same name, else one that is gone and had the same
    /// first version, which is a folder that was renamed.
    private mutating func pair(_ old: SchemaCatalogue) {
        let names = Set(new.families.map(\.folder.name))
        for family in new.families where old.families.contains(where: { $0.folder.name == family.folder.name }) {
            former[family.folder.name] = family.folder.name
        }
        for gone in old.families where !names.contains(gone.folder.name) {
            guard let first = gone.folder.versions.first else { continue }
            let heir = new.families.first { other in
                former[other.folder.name] == nil
                    && other.folder.versions.first?.schema.root.value == first.schema.root.value
            }
            if let heir { former[heir.folder.name] = gone.folder.name }
        }
    }

    private func counterpart(of family: LinkedFamily) -> LinkedFamily? {
        new.families.first { former[$0.folder.name] == family.folder.name }
    }

    /// What a family was in the baseline.
    func predecessor(of family: LinkedFamily, _ old: SchemaCatalogue) -> LinkedFamily? {
        old.families.first { $0.folder.name == former[family.folder.name] }
    }

    private func haveChanged(_ files: [SchemaFile]) -> Bool {
        let now = values(new)
        return files.contains { file in now[file.relativePath].map { $0 != file.root.value } ?? true }
    }

    /// Whether a schema refers to another file, whose change changes what it accepts. A metaschema of one's own is one: it
    /// says which keywords count.
    private func refersElsewhere(_ value: JSONValue) -> Bool {
        switch value {
        case .object(let object):
            object.members.contains { member in
                if ["$ref", "$dynamicRef", "$recursiveRef"].contains(member.key), let target = member.value.string,
                    target.utf8.first != UInt8(ascii: "#")
                {
                    return true
                }
                if member.key == "$schema", let metaschema = member.value.string {
                    return Dialect(metaschema: metaschema) == nil
                }
                return refersElsewhere(member.value)
            }
        case .array(let elements): elements.contains { refersElsewhere($0) }
        case .null, .bool, .number, .string: false
        }
    }

    private func values(_ catalogue: SchemaCatalogue) -> [String: JSONValue] {
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
        otherFileChanged: Bool
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
            if isSame, !otherFileChanged || !refersElsewhere(version.schema.root.value) { continue }
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
                after,
                before,
                old,
                version.number,
                ComparedSchema(root, in: old.registry),
                ComparedSchema(after.roots[index], in: new.registry, compiledTo: program)
            )
        }
    }

    private mutating func compareSchemas(
        _ family: LinkedFamily,
        _ before: LinkedFamily,
        _ catalogue: SchemaCatalogue,
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
            var reading = reading(of: family)
            reading.before = manners(of: before, catalogue)
            let result = try compare(old: old, new: new, as: .records(reading)) {
                records(before.folder.name, family.folder.name, version)
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

    /// The fixtures of a version, those of the baseline and those that are there now.
    private var records: (_ before: String, _ name: String, Int) -> [JSONValue] {
        { [baseline, fixtures] was, name, version in
            let released = "\(was)/fixtures/v\(version)/"
            let own = "\(name)/fixtures/v\(version)/"
            let before = baseline.files.filter { $0.key.hasPrefix(released) }.sorted { $0.key < $1.key }.map(\.value)
            let present = fixtures.filter { $0.path.hasPrefix(own) }.map(\.bytes)
            return (before + present).compactMap { try? JSONValue(parsing: $0) }
        }
    }

    func reading(of family: LinkedFamily) -> RecordReading {
        guard let model = models.first(where: { $0.name == family.folder.name }) else { return RecordReading() }
        return RecordReading(
            isStrict: model.reading == .strict,
            keepsUnknownVariants: model.keepsUnknownVariants,
            guaranteed: model.guaranteed,
            marks: model.markFields,
            refusesUndeclared: true
        )
    }

    /// How readers of the baseline treat what they do not know.
    private func manners(of family: LinkedFamily, _ old: SchemaCatalogue) -> RecordReading.Manners {
        let reading = family.folder.file.reading ?? old.configuration.reading
        return RecordReading.Manners(
            isStrict: reading == .strict,
            keepsUnknownVariants: family.folder.file.keepsUnknownVariants ?? (reading == .tolerant)
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
