import Foundation
import JSONCore
import Testing

@testable import CommandLineTool
@testable import SchemagenCommands

/// A folder that goes away with the test, and the command run in it as a user would.
final class Workbench {
    let folder: String

    struct Run {
        let status: CommandLineTool.ExitStatus
        let output: String
        let errors: String
    }

    init() throws {
        // The real path: what messages show is relative to it.
        let path = NSTemporaryDirectory() + "schemagen-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        folder = normalised(path)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    func run(_ arguments: [String]) -> Run {
        run(arguments, at: "", asTerminal: false)
    }

    func run(_ arguments: String..., at standpoint: String = "", asTerminal: Bool = false) -> Run {
        run(arguments, at: standpoint, asTerminal: asTerminal)
    }

    private func run(_ arguments: [String], at standpoint: String, asTerminal: Bool) -> Run {
        let output = Sink(memoryAsTerminal: asTerminal)
        let errors = Sink(memoryAsTerminal: asTerminal)
        let console = Console(
            folder: normalised(folder + "/" + standpoint),
            output: output,
            errors: errors,
            wantsColour: asTerminal
        )
        let status = runSchemagen(arguments, console: console)
        return Run(
            status: status,
            output: String(decoding: output.bytes, as: UTF8.self),
            errors: String(decoding: errors.bytes, as: UTF8.self)
        )
    }

    func write(_ text: String, to path: String) throws {
        try write(bytes: Array(text.utf8), to: path)
    }

    func write(bytes: [UInt8], to path: String) throws {
        let path = "\(folder)/\(path)"
        try FileManager.default.createDirectory(atPath: parentFolder(path), withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }

    func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(path)")), as: UTF8.self)
    }

    func files(_ path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(path)").sorted()
    }

    func remove(_ path: String) throws {
        try FileManager.default.removeItem(atPath: "\(folder)/\(path)")
    }

    func link(_ path: String, to destination: String) throws {
        try FileManager.default.createSymbolicLink(atPath: "\(folder)/\(path)", withDestinationPath: destination)
    }

    func copy(_ source: String, to path: String) throws {
        try FileManager.default.copyItem(
            atPath: URL(fileURLWithPath: source).resolvingSymlinksInPath().path,
            toPath: "\(folder)/\(path)"
        )
    }

    /// As `copy`, making the folder that the copy lies in.
    func copyFile(_ source: String, to path: String) throws {
        try write(bytes: Array(Data(contentsOf: URL(fileURLWithPath: source))), to: path)
    }

    /// What changes when a file is written again, even with the same bytes.
    func stamp(_ path: String) throws -> [String: String] {
        var stamps: [String: String] = [:]
        for name in try files(path) {
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(path)/\(name)")
            stamps[name] = "\(attributes[.systemFileNumber] ?? 0) \(attributes[.modificationDate] ?? 0)"
        }
        return stamps
    }
}

/// The root of this package.
let packageFolder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent().path
