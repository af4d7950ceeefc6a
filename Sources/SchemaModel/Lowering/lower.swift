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
    checkFamilyNames(catalogue.families, &diagnostics)
    return catalogue.families.map { family in
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
        for version in versions { checkFamilyFile(file, against: version, &diagnostics) }
        return FamilyModel(
            name: family.folder.name,
            swiftName: swiftName(of: family),
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

/// Two families of one name would be one namespace.
private func checkFamilyNames(_ families: [LinkedFamily], _ diagnostics: inout [Diagnostic]) {
    var first: [String: LinkedFamily] = [:]
    for family in families {
        let name = swiftName(of: family)
        guard let other = first.updateValue(family, forKey: name) else { continue }
        let start = SourceLocation(line: 1, column: 1)
        diagnostics.append(
            Diagnostic(
                .error,
                "lint-name-collision",
                path: family.folder.file.source.path,
                at: start,
                "the families \"\(other.folder.name)\" and \"\(family.folder.name)\" are both called \(name) in Swift: "
                    + "give one a swiftName of its own",
                notes: [.init(path: other.folder.file.source.path, location: start, message: "the other is here")]
            )
        )
    }
}

private func swiftName(of family: LinkedFamily) -> String {
    if let name = family.folder.file.swiftName { return name }
    let name = typeName(family.folder.name)
    return isReservedTypeName(name) ? name + "Family" : name
}

private func discoveredTag(_ version: VersionModel) -> String? {
    guard version.types.indices.contains(version.root), case .union(let union) = version.types[version.root].shape,
        case .tag(let name) = union.decision
    else { return nil }
    return name
}
