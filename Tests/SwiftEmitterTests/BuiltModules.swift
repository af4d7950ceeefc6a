import Foundation

/// What a compiler needs to build on the modules of this package: they lie where the tests were built.
struct BuiltModules: Sendable {
    var arguments: [String]
}

/// Nil where the build has another layout, such as Xcode's.
let builtModules: BuiltModules? = {
    let folder = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
    let files = FileManager.default
    let map = folder.appending(path: "CJSONScan.build/module.modulemap").path
    guard swiftTool != nil, files.fileExists(atPath: folder.appending(path: "Modules/RecordLog.swiftmodule").path),
        files.fileExists(atPath: map)
    else { return nil }
    var arguments = ["-I", folder.appending(path: "Modules").path, "-Xcc", "-fmodule-map-file=\(map)"]
    for module in ["JSONCore", "SchemaProgram", "RecordLog"] {
        let objects = folder.appending(path: "\(module).build").path
        for path in (try? files.subpathsOfDirectory(atPath: objects)) ?? [] where path.hasSuffix(".swift.o") {
            arguments.append("\(objects)/\(path)")
        }
    }
    return BuiltModules(arguments: arguments)
}()
