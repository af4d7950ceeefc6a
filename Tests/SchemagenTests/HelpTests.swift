import Testing

@testable import CommandLineTool
@testable import SchemagenCommands

/// Every command with how it is called.
private func commands(_ command: Command = rootCommand, path: [String] = []) -> [(path: [String], command: Command)] {
    [(path, command)] + command.subcommands.flatMap { commands($0, path: path + [$0.name]) }
}

@Suite struct HelpTests {
    @Test func tellsEveryFlagOfEveryCommand() throws {
        let bench = try Workbench()
        for (path, command) in commands() {
            let console = Console(
                folder: bench.folder,
                output: Sink(),
                errors: Sink(),
                wantsColour: false
            )
            #expect(runSchemagen(path + ["--help"], console: console) == .clean)
            let help = String(decoding: console.output.bytes, as: UTF8.self)
            #expect(console.errors.bytes.isEmpty)
            for flag in command.flags { #expect(help.contains(flag.usage), "\(path)") }
            for subcommand in command.subcommands { #expect(help.contains(subcommand.summary), "\(path)") }
            #expect(help.split(separator: "\n").allSatisfy { $0.unicodeScalars.count <= 120 }, "\(path)")
            #expect(help.contains("usage: \((["schemagen"] + path).joined(separator: " "))"))
        }
    }

    @Test func everyCommandRunsOrGroups() {
        for (path, command) in commands() {
            #expect((command.run == nil) != command.subcommands.isEmpty, "\(path)")
            #expect(Set(command.flags.map(\.name)).count == command.flags.count, "\(path)")
        }
    }

    @Test func saysItsVersion() throws {
        let run = try Workbench().run("--version")
        #expect(run.status == .clean)
        #expect(run.output == "schemagen \(toolVersion)\n")
    }

    @Test func showsHelpWhenNothingIsAsked() throws {
        let run = try Workbench().run()
        #expect(run.status == .usage)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains("Commands:"))
    }

    @Test func suggestsTheNearestCommand() throws {
        let run = try Workbench().run("generte")
        #expect(run.status == .usage)
        #expect(run.errors.contains("did you mean 'generate'?"))
        #expect(try Workbench().run("new", "familly", "a").errors.contains("did you mean 'family'?"))
    }
}
