import JSONCore
public import SchemaDocuments

/// Gives every schema its place among the others: references resolved, keywords checked, versions told apart.
public func link(_ folder: SchemaFolder, _ diagnostics: inout [Diagnostic]) -> SchemaCatalogue {
    var catalogue = SchemaCatalogue(configuration: folder.configuration, registry: SchemaRegistry())
    var roots: [SchemaPosition] = []
    func add(_ file: SchemaFile) -> SchemaPosition {
        catalogue.registry.add(file.root, of: file.source, as: file.uri).rootPosition
    }
    for file in folder.shared { roots.append(add(file)) }
    for family in folder.families {
        let linked = LinkedFamily(folder: family, roots: family.versions.map { add($0.schema) })
        roots += linked.roots
        catalogue.families.append(linked)
    }
    walk(from: roots, in: &catalogue, path: folder.path, &diagnostics)
    diagnostics += catalogue.registry.diagnostics
    findReferenceCycles(from: roots, catalogue.targets, &diagnostics)
    for family in catalogue.families {
        checkIdentity(of: family, among: folder.families.map(\.name), &diagnostics)
        checkMarks(of: family, &diagnostics)
    }
    return catalogue
}

/// Visits every schema that the roots hold or refer to, once.
private func walk(
    from roots: [SchemaPosition],
    in catalogue: inout SchemaCatalogue,
    path: String,
    _ diagnostics: inout [Diagnostic]
) {
    var open = roots
    var seen = Set(roots)
    while let position = open.popLast() {
        checkKeywords(of: position, &diagnostics)
        var next = position.subschemas
        if let node = position["$ref"], let reference = node.string {
            do throws(UnresolvedReference) {
                let target = try catalogue.registry.resolve(reference, from: position)
                catalogue.targets[position] = target
                next.append(target)
            } catch {
                // The folder's URI is ours: people know the folder by its path.
                let message = error.message.replacing(schemaFolderURI, with: path + "/")
                diagnostics.append(
                    Spot(position, "$ref", node).diagnostic(.error, "schema-ref-unresolved", message)
                )
            }
        }
        for position in next where seen.insert(position).inserted { open.append(position) }
    }
}
