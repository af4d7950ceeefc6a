import CommandLineTool
import JSONCore
import SchemaCompiler
import SchemaDocuments
import SchemaModel
import SchemaProgram
import SwiftEmitter

/// What comes out of a folder of schemas: Swift files by name, none when a diagnostic is an error.
struct GeneratedSwift {
    var files: [String: [UInt8]] = [:]
    var diagnostics: [Diagnostic]
    /// The validation programs of each family, by its name and the numbers of its versions.
    var programs: [String: [Int: Program]] = [:]
    /// What it was made of, its places named after `Schemas`.
    var modelled: ModelledFolder
}

/// The whole pipeline from texts to texts; nothing is read or written.
///
/// The stages call the folder `Schemas` wherever it lies, because generated files say where they come from and have to
/// be the same for the plugin and for the mirror. In messages it gets the name that the user would type.
func generateFiles(_ texts: SchemaTexts) -> GeneratedSwift {
    let folder = modelFamilies(texts.files, folder: "Schemas", validate: valueCheck)
    var result = GeneratedSwift(diagnostics: folder.diagnostics, modelled: folder)
    if !folder.hasErrors, let catalogue = folder.catalogue { emit(folder.families, catalogue, &result) }
    result.diagnostics = result.diagnostics.map { $0.renamingFolder("Schemas", to: texts.shownFolder) }
    return result
}

private func emit(_ families: [FamilyModel], _ catalogue: SchemaCatalogue, _ result: inout GeneratedSwift) {
    var registry = catalogue.registry
    var files: [String: [UInt8]] = [:]
    for family in families {
        let roots = catalogue.families.first { $0.folder.name == family.name }?.roots ?? []
        let (programs, fault) = programs(of: family, roots, in: &registry)
        result.programs[family.name] = programs
        if let fault {
            result.diagnostics.append(fault)
            continue
        }
        for file in emit(family, programs: programs.mapValues(\.serialized)) {
            files[file.name] = Array(file.text.utf8)
        }
    }
    if result.diagnostics.allSatisfy({ $0.severity != .error }) { result.files = files }
}

/// The validation program of each version, which says what is wrong with a record that its types refuse, and why the
/// first has none that has none.
///
/// Formats are asserted, because the types assert them too.
private func programs(
    of family: FamilyModel,
    _ roots: [SchemaPosition],
    in registry: inout SchemaRegistry
) -> (programs: [Int: Program], fault: Diagnostic?) {
    var programs: [Int: Program] = [:]
    var fault: Diagnostic?
    for (version, root) in zip(family.versions, roots) {
        let options = CompileOptions(assertsFormats: true, keepsAnnotations: false)
        do throws(Diagnostic) {
            programs[version.number] = try compileProgram(root, in: &registry, options)
        } catch {
            fault = fault ?? error
        }
    }
    return (programs, fault)
}

/// Decides by the validation program whether a default or an example conforms; nil where no program can be made, which
/// is reported elsewhere.
private func valueCheck(_ catalogue: SchemaCatalogue) -> ValueCheck {
    { position, value in
        var registry = catalogue.registry
        // As the versions' own programs: a reader checks formats.
        let options = CompileOptions(assertsFormats: true, keepsAnnotations: false)
        guard let program = try? compileProgram(position, in: &registry, options) else { return nil }
        var writer = JSONWriter()
        writer.value(value)
        return writer.withBytes { program.isValid($0.assumingMemoryBound(to: UInt8.self)) }
    }
}

extension Diagnostic {
    fileprivate func renamingFolder(_ old: String, to new: String) -> Diagnostic {
        func renamed(_ path: String) -> String {
            path.hasPrefix(old + "/") ? joined(new, String(path.dropFirst(old.count + 1))) : path
        }
        var diagnostic = self
        diagnostic.path = renamed(path)
        diagnostic.notes = notes.map { Note(path: renamed($0.path), location: $0.location, message: $0.message) }
        return diagnostic
    }
}
