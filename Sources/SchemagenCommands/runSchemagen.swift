import JSONCore

/// Runs the command that the arguments name; they come without the program's own name.
public func runSchemagen(_ arguments: [String], console: Console) -> ExitStatus {
    console.close(run(arguments[...], rootCommand, path: rootCommand.name, console))
}

private func run(_ words: ArraySlice<String>, _ command: Command, path: String, _ console: Console) -> ExitStatus {
    if let word = words.first, !command.subcommands.isEmpty, !word.hasPrefix("-") {
        if let subcommand = command.subcommands.first(where: { $0.name == word }) {
            return run(words.dropFirst(), subcommand, path: "\(path) \(word)", console)
        }
        let advice = didYouMean(word, of: command.subcommands.map(\.name))
        console.note("schemagen: unknown command '\(terminalSafe(word))'\(advice) (try '\(path) --help')")
        return .usage
    }
    do {
        let arguments = try Arguments(words, for: command, called: path)
        if arguments.has(.help) {
            console.output.write(helpText(command, path: path))
            return .clean
        }
        if let run = command.run { return try run(arguments, console) }
        if arguments.has(versionFlag) {
            console.print("schemagen \(toolVersion)")
            return .clean
        }
        console.clearProgress()
        console.errors.write(helpText(command, path: path))
        return .usage
    } catch {
        console.note("schemagen: \(error.message)")
        return error.status
    }
}
