import CommandLineTool

/// Runs the command that the arguments name; they come without the program's own name.
package func runSchemagen(_ arguments: [String], console: Console) -> ExitStatus {
    runTool(rootCommand, version: toolVersion, arguments, console: console)
}
