import FoundationEssentials
import JSONCore
import SchemaCompiler
import SchemaDocuments
import SchemaModel
import SwiftEmitter

/// The whole pipeline from the texts of a folder to Swift, with the program of every version.
func generateSwift(_ texts: [String: [UInt8]]) throws -> [GeneratedFile] {
    let folder = modelFamilies(texts)
    if let error = folder.diagnostics.first(where: { $0.severity == .error }) { throw error }
    return try generateSwift(folder)
}

func generateSwift(_ folder: ModelledFolder) throws -> [GeneratedFile] {
    guard let catalogue = folder.catalogue else { return [] }
    var registry = catalogue.registry
    var files: [GeneratedFile] = []
    for (family, linked) in zip(folder.families, catalogue.families) {
        var programs: [Int: String] = [:]
        for (version, root) in zip(family.versions, linked.roots) {
            let options = CompileOptions(assertsFormats: true, keepsAnnotations: false)
            programs[version.number] = try compileProgram(root, in: &registry, options).serialized
        }
        files += emit(family, programs: programs)
    }
    return files
}

/// The `.json` files below a folder by their path from it.
func schemaTexts(in folder: URL) throws -> [String: [UInt8]] {
    var texts: [String: [UInt8]] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) where path.hasSuffix(".json") {
        texts[path] = FileManager.default.contents(atPath: folder.appending(path: path).path).map { Array($0) }
    }
    return texts
}
