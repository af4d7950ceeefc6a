import Foundation
import PackagePlugin

/// `swift package schemagen …`: the command as it is, with the arguments as they are.
@main
struct SchemagenCommandPlugin: CommandPlugin {
    func performCommand(context: PluginContext, arguments: [String]) throws {
        try run(try context.tool(named: "schemagen").url, arguments, in: context.package.directoryURL)
    }
}

#if canImport(XcodeProjectPlugin)
import XcodeProjectPlugin

extension SchemagenCommandPlugin: XcodeCommandPlugin {
    func performCommand(context: XcodePluginContext, arguments: [String]) throws {
        // Xcode adds which target was chosen, which the command does not ask.
        var arguments = arguments
        while let flag = arguments.firstIndex(of: "--target"), flag + 1 < arguments.count {
            arguments.removeSubrange(flag...flag + 1)
        }
        try run(try context.tool(named: "schemagen").url, arguments, in: context.xcodeProject.directoryURL)
    }
}
#endif

private func run(_ tool: URL, _ arguments: [String], in folder: URL) throws {
    let process = Process()
    process.executableURL = tool
    process.arguments = arguments
    process.currentDirectoryURL = folder
    try process.run()
    process.waitUntilExit()
    // The tool has said what is wrong; what is left to say is the exit status.
    if process.terminationStatus != 0 { exit(process.terminationStatus) }
}
