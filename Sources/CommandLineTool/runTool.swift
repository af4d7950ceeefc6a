import JSONCore

/// Runs the command that the arguments name; they come without the program's own name.
///
/// What every tool does alike: subcommands, `--help`, `--version`, messages under the tool's name.
package func runTool(
    _ root: Command,
    version: String,
    _ arguments: [String],
    console: Console
) -> ExitStatus {
    let tool = Tool(name: root.name, version: version, console: console)
    return console.close(tool.run(arguments[...], root, path: root.name), as: root.name)
}

extension Flag {
    /// Taken by the root of every tool.
    package static let version = Flag("--version", "Print the version of this tool.")
}

private struct Tool {
    let name: String
    let version: String
    let console: Console

    func run(_ words: ArraySlice<String>, _ command: Command, path: String) -> ExitStatus {
        if let word = words.first, !command.subcommands.isEmpty, !word.hasPrefix("-") {
            if let subcommand = command.subcommands.first(where: { $0.name == word }) {
                return run(words.dropFirst(), subcommand, path: "\(path) \(word)")
            }
            let advice = didYouMean(word, of: command.subcommands.map(\.name))
            console.note("\(name): unknown command '\(terminalSafe(word))'\(advice) (try '\(path) --help')")
            return .usage
        }
        do {
            let arguments = try Arguments(words, for: command, called: path)
            if arguments.has(.help) {
                console.output.write(helpText(command, path: path))
                return .clean
            }
            if let run = command.run { return try run(arguments, console) }
            if arguments.has(.version) {
                console.print("\(name) \(version)")
                return .clean
            }
            console.clearProgress()
            console.errors.write(helpText(command, path: path))
            return .usage
        } catch {
            console.note("\(name): \(error.message)")
            return error.status
        }
    }
}
