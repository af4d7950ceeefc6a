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
}

/// The whole pipeline from texts to texts; nothing is read or written.
func generateFiles(_ texts: SchemaTexts) -> GeneratedSwift {
    let folder = modelFamilies(texts.files, folder: texts.shownFolder, validate: valueCheck)
    var result = GeneratedSwift(diagnostics: folder.diagnostics)
    guard !folder.hasErrors, var registry = folder.catalogue?.registry else { return result }
    var files: [String: [UInt8]] = [:]
    for family in folder.families {
        let roots = folder.catalogue?.families.first { $0.folder.name == family.name }?.roots ?? []
        do throws(Diagnostic) {
            let programs = try programs(of: family, roots, in: &registry)
            for file in emit(family, programs: programs) { files[file.name] = Array(file.text.utf8) }
        } catch {
            result.diagnostics.append(error)
        }
    }
    if result.diagnostics.allSatisfy({ $0.severity != .error }) { result.files = files }
    return result
}

/// The validation program of each version: it names what is wrong with a line, and decides where types cannot. Types
/// check formats, so programs do.
private func programs(
    of family: FamilyModel, _ roots: [SchemaPosition], in registry: inout SchemaRegistry
) throws(Diagnostic) -> [Int: String] {
    var programs: [Int: String] = [:]
    for (version, root) in zip(family.versions, roots) {
        let options = CompileOptions(assertsFormats: true, keepsAnnotations: false)
        programs[version.number] = try compileProgram(root, in: &registry, options).serialized
    }
    return programs
}

/// Decides by the validation program whether a default or an example conforms; nil where no program can be made, which
/// is reported elsewhere.
private func valueCheck(_ catalogue: SchemaCatalogue) -> ValueCheck {
    { position, value in
        var registry = catalogue.registry
        guard let program = try? compileProgram(position, in: &registry, CompileOptions(keepsAnnotations: false)) else {
            return nil
        }
        var writer = JSONWriter()
        writer.value(value)
        return writer.withBytes { program.isValid($0.assumingMemoryBound(to: UInt8.self)) }
    }
}
