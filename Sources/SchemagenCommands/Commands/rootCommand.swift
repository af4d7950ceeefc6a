import CommandLineTool

/// All commands. One file in this folder for each.
let rootCommand = Command(
    "schemagen",
    "Turns the JSON Schemas of versioned JSONL records into Swift.",
    discussion: """
        Exit status: 0 clean, 1 findings or invalid input, 2 called wrongly or could not run, 3 nothing to compare with.
        """,
    flags: [.version],
    subcommands: [
        generateCommand, newCommand, lintCommand, metaschemaCommand, validateCommand, bundleCommand, testCommand,
        checkCommand, diffCommand, waiveCommand, fixturesCommand, exportCommand, explainCommand,
    ]
)

/// Of the tool and of what it generates.
let toolVersion = "0.1.0"
