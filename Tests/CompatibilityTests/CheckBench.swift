import Foundation

@testable import CommandLineTool
@testable import SchemagenCommands

/// A git repository that goes away with the test, with a space in its path, and the command run in it.
final class CheckBench {
    let folder: String

    struct Run {
        let status: CommandLineTool.ExitStatus
        let output: String
        let errors: String
    }

    init(name: String = "a repository") throws {
        let path = NSTemporaryDirectory() + "schemagen \(UUID().uuidString)/\(name)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        folder = normalised(path)
    }

    deinit { try? FileManager.default.removeItem(atPath: parentFolder(folder)) }

    func run(_ arguments: String...) -> Run { run(arguments) }

    func run(_ arguments: [String], at standpoint: String = "", asTerminal: Bool = false) -> Run {
        let output = Sink(memoryAsTerminal: asTerminal)
        let errors = Sink(memoryAsTerminal: asTerminal)
        let console = Console(
            folder: normalised(folder + "/" + standpoint),
            output: output,
            errors: errors,
            wantsColour: false
        )
        let status = runSchemagen(arguments, console: console)
        return Run(
            status: status,
            output: String(decoding: output.bytes, as: UTF8.self),
            errors: String(decoding: errors.bytes, as: UTF8.self)
        )
    }

    /// The command as a process of its own, with variables that it alone has. It is built beside the tests, whose runner
    /// lies in the build folder or, on Darwin, is a bundle in it.
    func run(_ arguments: String..., with variable: String) throws -> Run {
        let runner =
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
        let all = CommandLine.arguments
        let bundle = all.firstIndex(of: "--test-bundle-path").flatMap { all.dropFirst($0 + 1).first }
        for start in [bundle, runner].compactMap(\.self) {
            var place = URL(fileURLWithPath: start)
            for _ in 0..<5 {
                place.deleteLastPathComponent()
                let tool = place.appendingPathComponent("schemagen").path
                guard FileManager.default.isExecutableFile(atPath: tool) else { continue }
                let run = try runProgram(
                    ["env", "-C", folder, variable, tool] + arguments
                )
                return Run(
                    status: CommandLineTool.ExitStatus(rawValue: run.status) ?? .usage,
                    output: String(decoding: run.output, as: UTF8.self),
                    errors: String(decoding: run.errors, as: UTF8.self)
                )
            }
        }
        struct Missing: Error {}
        throw Missing()
    }

    @discardableResult
    func git(_ words: String...) throws -> String { try git(words: words) }

    @discardableResult
    func git(words: [String]) throws -> String {
        let run = try runProgram(
            ["git", "-C", folder, "-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "init.defaultBranch=main"]
                + words
        )
        struct Failed: Error { let text: String }
        if run.status != 0 { throw Failed(text: "\(words): \(run.complaint)") }
        return run.line
    }

    func commit(_ message: String) throws {
        try git("add", "-A")
        try git("commit", "-q", "-m", message)
    }

    func write(_ text: String, to path: String) throws {
        let path = "\(folder)/\(path)"
        try FileManager.default.createDirectory(atPath: parentFolder(path), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }

    func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(path)")), as: UTF8.self)
    }

    func edit(_ path: String, _ change: (String) -> String) throws { try write(change(try text(path)), to: path) }

    func remove(_ path: String) throws { try FileManager.default.removeItem(atPath: "\(folder)/\(path)") }

    /// A family of one shape with a string and an integer, a fixture, and everything committed on main.
    func start() throws {
        try git("init", "-q")
        try write(orderFamily, to: "Schemas/order/family.json")
        try write(orderSchema, to: "Schemas/order/v1.json")
        try write(#"{"schema":"order.v1","id":"a","count":1}"# + "\n", to: "Schemas/order/fixtures/v1/a.json")
        try commit("start")
    }
}

let orderFamily = """
    {
      "description": "Orders.", "swiftName": "Order", "recordName": "Record",
      "guaranteed": ["schema"],
      "version": [{ "by": "field", "field": "schema", "values": { "1": "order.v1" } }]
    }
    """

let orderSchema = """
    {
      "type": "object",
      "required": ["schema", "id", "count"],
      "properties": {
        "schema": { "const": "order.v1" },
        "id": { "type": "string" },
        "count": { "type": "integer" },
        "note": { "type": "string" }
      }
    }
    """
