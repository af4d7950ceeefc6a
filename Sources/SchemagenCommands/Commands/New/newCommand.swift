import CommandLineTool

let newCommand = Command(
    "new",
    "Start a family, or the next version of one.",
    subcommands: [newFamilyCommand, newVersionCommand]
)
