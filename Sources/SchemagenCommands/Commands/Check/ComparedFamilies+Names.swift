import CommandLineTool
import Compatibility
import JSONCore
import SchemaDocuments
import SchemaModel

/// Names that come back as something else.
extension ComparedFamilies {
    /// A name that comes back with another type after it was gone.
    mutating func checkReuse(_ family: LinkedFamily, _ old: SchemaCatalogue?) {
        var states: [(name: String, root: SchemaPosition, registry: SchemaRegistry)] = []
        let before = old.flatMap { predecessor(of: family, $0) }
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
    mutating func checkReturn(_ family: LinkedFamily, _ old: SchemaCatalogue) {
        guard let before = predecessor(of: family, old), let version = family.folder.versions.last,
            let root = family.roots.last
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
}
