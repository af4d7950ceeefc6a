import JSONCore
public import SchemaDocuments

/// What became of a `Schemas` folder: the families, unless an error stopped the run, and every diagnostic in the order
/// of the files.
public struct ModelledFolder: Sendable {
    public var families: [FamilyModel]
    /// Every document with its references, for the validation program; nil when the run stopped before.
    public var catalogue: SchemaCatalogue?
    public var diagnostics: [Diagnostic]

    public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

/// Runs the stages from texts to type models. Each stage collects what it finds; an error stops the run after its stage.
///
/// - Parameters:
///   - files: contents by path from the folder, with slashes.
///   - folder: how messages call the folder.
///   - validate: makes the check of `default` and `examples` exact.
public func modelFamilies(
    _ files: [String: [UInt8]],
    folder: String = "Schemas",
    validate: ((SchemaCatalogue) -> ValueCheck)? = nil
) -> ModelledFolder {
    var result = ModelledFolder(families: [], catalogue: nil, diagnostics: [])
    let parsed = parse(files, folder: folder, &result.diagnostics)
    if !result.hasErrors {
        let catalogue = link(parsed, &result.diagnostics)
        result.catalogue = catalogue
        if !result.hasErrors {
            let families = lower(catalogue, validate: validate?(catalogue), &result.diagnostics)
            if !result.hasErrors { checkStatedNames(catalogue.configuration, families, &result.diagnostics) }
            if !result.hasErrors { result.families = families }
        }
    }
    result.diagnostics = inOrder(result.diagnostics)
    return result
}

/// By file and place, each once: a definition that two versions use is looked at twice.
private func inOrder(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    var seen: Set<Diagnostic> = []
    return diagnostics.filter { seen.insert($0).inserted }.sorted { left, right in
        func key(_ diagnostic: Diagnostic) -> (String, Int, Int, String, String) {
            (
                diagnostic.path, diagnostic.location?.line ?? 0, diagnostic.location?.column ?? 0, diagnostic.id,
                diagnostic.message
            )
        }
        return key(left) < key(right)
    }
}
