import Testing

@testable import CommandLineTool
@testable import SessionLogCommands

/// Every command with how it is called.
private func commands(_ command: Command = rootCommand, path: [String] = []) -> [(path: [String], command: Command)] {
    [(path, command)] + command.subcommands.flatMap { commands($0, path: path + [$0.name]) }
}

@Suite struct HelpTests {
    @Test func tellsEveryFlagOfEveryCommand() throws {
        for (path, command) in commands() {
            let console = Console(folder: "/", output: Sink(), errors: Sink(), wantsColour: false)
            #expect(runSessionLog(path + ["--help"], console: console) == .clean)
            let help = String(decoding: console.output.bytes, as: UTF8.self)
            #expect(console.errors.bytes.isEmpty)
            for flag in command.flags { #expect(help.contains(flag.usage), "\(path)") }
            for subcommand in command.subcommands { #expect(help.contains(subcommand.summary), "\(path)") }
            #expect(help.split(separator: "\n").allSatisfy { $0.unicodeScalars.count <= 120 }, "\(path)")
            #expect(help.contains("usage: \((["sessionlog"] + path).joined(separator: " "))"))
        }
    }

    @Test func everyCommandRunsOrGroups() {
        for (path, command) in commands() {
            #expect((command.run == nil) != command.subcommands.isEmpty, "\(path)")
            #expect(Set(command.flags.map(\.name)).count == command.flags.count, "\(path)")
        }
    }

    @Test func saysItsNameInItsMessages() throws {
        let bench = try Workbench()
        #expect(try bench.run("--version").output == "sessionlog \(toolVersion)\n")
        let wrong = try bench.run("scna")
        #expect(wrong.status == .usage)
        #expect(wrong.errors == "sessionlog: unknown command 'scna', did you mean 'scan'? (try 'sessionlog --help')\n")
    }
}
