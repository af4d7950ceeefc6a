import Foundation
import JSONCore
import Testing

@testable import CommandLineTool
@testable import SessionLogCommands

/// A folder that goes away with the test, and the command run in it as a user would.
final class Workbench {
    let folder: String

    struct Run {
        let status: CommandLineTool.ExitStatus
        let output: String
        let errors: String

        func json() throws -> JSONValue { try JSONValue(parsing: Array(output.utf8)) }
    }

    init() throws {
        let path = NSTemporaryDirectory() + "sessionlog-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        folder = normalised(path)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    func run(_ arguments: String..., input: String? = nil, asTerminal: Bool = false) throws -> Run {
        try run(list: arguments, input: input, asTerminal: asTerminal)
    }

    func run(list arguments: [String], input: String? = nil, asTerminal: Bool = false) throws -> Run {
        let output = Sink(memoryAsTerminal: asTerminal)
        let errors = Sink(memoryAsTerminal: asTerminal)
        let console = Console(folder: folder, output: output, errors: errors, wantsColour: asTerminal)
        let pipe = Pipe()
        // Small enough for any pipe's buffer, so that nobody need read while this writes.
        if let input { try pipe.fileHandleForWriting.write(contentsOf: Data(input.utf8)) }
        try pipe.fileHandleForWriting.close()
        console.standardInput = pipe.fileHandleForReading.fileDescriptor
        let status = runSessionLog(arguments, console: console)
        return Run(
            status: status,
            output: String(decoding: output.bytes, as: UTF8.self),
            errors: String(decoding: errors.bytes, as: UTF8.self)
        )
    }

    func write(_ text: String, to path: String) throws {
        let path = "\(folder)/\(path)"
        try FileManager.default.createDirectory(atPath: parentFolder(path), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }

    func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(path)")), as: UTF8.self)
    }

    func files(_ path: String = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(path)").sorted()
    }

    func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: "\(folder)/\(path)") }

    /// A log of the package's own fixtures, under a name in this folder.
    func copyFixture(_ family: String, _ log: String, to path: String) throws {
        try write(try fixture(family, log), to: path)
    }
}

func fixture(_ family: String, _ log: String) throws -> String {
    let url = URL(fileURLWithPath: "\(packageRoot)/Schemas/\(family)/fixtures/logs/\(log).jsonl")
    return String(decoding: try Data(contentsOf: url), as: UTF8.self)
}

/// The root of this package.
let packageRoot = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path
