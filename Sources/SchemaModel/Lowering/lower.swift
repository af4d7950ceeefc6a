import JSONCore
public import SchemaDocuments

/// Asks whether a value satisfies a schema; nil when the one who is asked cannot tell.
public typealias ValueCheck = (SchemaPosition, JSONValue) -> Bool?

/// Gives every version its types, and every pair of neighbouring versions its migration.
///
/// - Parameter validate: decides `default` and `examples` exactly; without it a structural check does what it can.
public func lower(
    _ catalogue: SchemaCatalogue,
    validate: ValueCheck? = nil,
    _ diagnostics: inout [Diagnostic]
) -> [FamilyModel] {
    catalogue.families.map { family in
        let file = family.folder.file
        let reading = file.reading ?? catalogue.configuration.reading
        let keeps = file.keepsUnknownVariants ?? (reading == .tolerant)
        var versions: [VersionModel] = []
        for (version, root) in zip(family.folder.versions, family.roots) {
            var lowering = Lowering(
                catalogue: catalogue,
                recordName: file.recordName,
                tag: file.tag,
                keepsUnknown: keeps,
                validate: validate
            )
            versions.append(lowering.version(version.number, root: root))
            diagnostics += lowering.diagnostics
        }
        let marks = Set(file.rules.compactMap(\.rule.markField))
        for version in versions { checkGuaranteed(file, in: version, &diagnostics) }
        return FamilyModel(
            name: family.folder.name,
            swiftName: file.swiftName ?? familyTypeName(family.folder.name),
            recordName: file.recordName,
            description: file.description,
            access: catalogue.configuration.access,
            reading: reading,
            keepsUnknownVariants: keeps,
            tag: file.tag ?? versions.last.flatMap(discoveredTag),
            guaranteed: file.guaranteed,
            versionRules: file.rules.map(\.rule),
            assumedVersion: file.assumed ?? versions.first?.number ?? 1,
            versions: versions,
            migrations: zip(versions, versions.dropFirst()).map { planMigration(from: $0, to: $1, marks: marks) }
        )
    }
}

extension VersionRule {
    /// The field whose value says the version.
    fileprivate var markField: String? {
        switch self {
        case .header(_, let field), .field(let field, _): field
        case .shape: nil
        }
    }
}

private func familyTypeName(_ folder: String) -> String {
    let name = typeName(folder)
    return isReservedTypeName(name) ? name + "Family" : name
}

private func discoveredTag(_ version: VersionModel) -> String? {
    guard version.types.indices.contains(version.root), case .union(let union) = version.types[version.root].shape,
        case .tag(let name) = union.decision
    else { return nil }
    return name
}

/// A field that even an unknown version has must be required by every known one.
private func checkGuaranteed(_ file: FamilyFile, in version: VersionModel, _ diagnostics: inout [Diagnostic]) {
    guard version.types.indices.contains(version.root) else { return }
    let objects: [ObjectModel] =
        switch version.types[version.root].shape {
        case .object(let object): [object]
        case .union(let union): union.cases.compactMap { version.object(of: $0.value) }
        case .enumeration: []
        }
    for name in file.guaranteed {
        let isMissing = objects.contains { object in
            !object.fields.contains { sameBytes($0.jsonName, name) && $0.isRequired }
        }
        guard isMissing else { continue }
        diagnostics.append(
            Diagnostic(
                .error,
                "schema-identity",
                path: version.place.path,
                at: version.place.location,
                "family.json guarantees \"\(name)\", and version \(version.number) does not require it: add it to "
                    + "\"required\" or take it off the list"
            )
        )
    }
}

extension VersionModel {
    fileprivate func object(of value: ValueModel) -> ObjectModel? {
        guard case .type(let index) = value.kind, types.indices.contains(index),
            case .object(let object) = types[index].shape
        else { return nil }
        return object
    }
}
