import SchemaDocuments

/// A name in schemagen.json that nothing bears is a typing mistake, or was left behind by a schema that is gone.
func checkStatedNames(
    _ configuration: Configuration,
    _ families: [FamilyModel],
    _ diagnostics: inout [Diagnostic]
) {
    if configuration.typeNames.isEmpty, configuration.names.isEmpty { return }
    var types: Set<String> = []
    var members: Set<String> = []
    for type in families.flatMap(\.versions).flatMap(\.types) {
        types.insert(type.name)
        switch type.shape {
        case .object(let object): members.formUnion(object.fields.map(\.swiftName))
        case .union(let union): members.formUnion(union.cases.map(\.swiftName))
        case .enumeration(let enumeration): members.formUnion(enumeration.cases.map(\.swiftName))
        }
    }
    report(configuration.typeNames, unless: types, "no type")
    report(configuration.names, unless: members, "no field and no case")

    func report(_ stated: [String: StatedName], unless used: Set<String>, _ what: String) {
        for (json, swift) in stated where !used.contains(swift.name) {
            diagnostics.append(
                Diagnostic(
                    .error,
                    "config-unknown-key",
                    path: swift.path,
                    at: swift.location,
                    "\(what) is made from \"\(json)\", or something else names it: correct the entry or take it out"
                )
            )
        }
    }
}
