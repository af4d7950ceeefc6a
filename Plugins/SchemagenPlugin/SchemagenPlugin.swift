import Foundation
import PackagePlugin

/// Generates Swift from `<target>/Schemas`, a folder or a symbolic link to one, whenever something in it changes.
@main
struct SchemagenPlugin: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        generateCommands(
            tool: try context.tool(named: "schemagen").url,
            target: target.name,
            schemas: target.directoryURL.appendingPathComponent("Schemas"),
            output: context.pluginWorkDirectoryURL
        )
    }
}

#if canImport(XcodeProjectPlugin)
import XcodeProjectPlugin

extension SchemagenPlugin: XcodeBuildToolPlugin {
    /// Xcode targets have no folder of their own: the schemas are those of the files added to the target, or those
    /// beside the project.
    func createBuildCommands(context: XcodePluginContext, target: XcodeTarget) throws -> [Command] {
        let added = target.inputFiles.map(\.url).first { $0.lastPathComponent == "Schemas" }
        return generateCommands(
            tool: try context.tool(named: "schemagen").url,
            target: target.displayName,
            schemas: added ?? context.xcodeProject.directoryURL.appendingPathComponent("Schemas"),
            output: context.pluginWorkDirectoryURL
        )
    }
}
#endif
