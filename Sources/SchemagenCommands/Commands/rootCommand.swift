/// All commands. One file in this folder for each.
let rootCommand = Command(
    "schemagen",
    "Turns the JSON Schemas of versioned JSONL records into Swift.",
    discussion: """
        Exit status: 0 clean, 1 findings or invalid input, 2 called wrongly or could not run, 3 nothing to compare with.
        """,
    flags: [versionFlag],
    subcommands: [
        generateCommand, newCommand, lintCommand, metaschemaCommand, validateCommand, bundleCommand, testCommand,
        explainCommand,
    ]
)

let versionFlag = Flag("--version", "Print the version of this tool.")

/// Of the tool and of what it generates.
let toolVersion = "0.1.0"
