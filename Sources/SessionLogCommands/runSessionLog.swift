import CommandLineTool

/// Runs the command that the arguments name; they come without the program's own name.
package func runSessionLog(_ arguments: [String], console: Console) -> ExitStatus {
    runTool(rootCommand, version: toolVersion, arguments, console: console)
}

/// All commands. One file in the folder `Commands` for each.
let rootCommand = Command(
    "sessionlog",
    "Looks into logs of records: what is in them, what is wrong with them, where work resumes.",
    discussion: """
        A log is a file of JSON lines. PATH is such a file, a folder (all .jsonl files in and below it, without those that
        'upgrade' put beside them) or -, which is standard input.

        Exit status: 0 all is well, 1 something was found, 2 called wrongly or could not run.
        """,
    flags: [.version],
    subcommands: [
        scanCommand, statsCommand, countCommand, catCommand, followCommand, recoverCommand, upgradeCommand,
        pruneCommand,
        trailCommand, ingestCommand, queryCommand,
    ]
)

let toolVersion = "0.1.0"

let formatFlag = Flag("--format", .choice(["text", "json"]), "For people or for programs.")

extension Arguments {
    var wantsJSON: Bool { self[formatFlag] == "json" }
}
