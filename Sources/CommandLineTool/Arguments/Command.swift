/// One command as data: what it is called, what it takes, what it does.
package struct Command: Sendable {
    package typealias Run = @Sendable (Arguments, Console) throws(CommandFailure) -> ExitStatus

    package let name: String
    /// One line, for the list of commands.
    package let summary: String
    /// What its own help says beyond that.
    package let discussion: String
    package let operands: Operands
    package let flags: [Flag]
    package let subcommands: [Command]
    package let run: Run?

    package init(
        _ name: String,
        _ summary: String,
        discussion: String = "",
        operands: Operands = .none,
        flags: [Flag] = [],
        run: @escaping Run
    ) {
        self.name = name
        self.summary = summary
        self.discussion = discussion
        self.operands = operands
        self.flags = flags
        self.subcommands = []
        self.run = run
    }

    /// A command that only groups others.
    package init(_ name: String, _ summary: String, discussion: String = "", flags: [Flag] = [], subcommands: [Command])
    {
        self.name = name
        self.summary = summary
        self.discussion = discussion
        self.operands = .none
        self.flags = flags
        self.subcommands = subcommands
        self.run = nil
    }
}

extension Flag {
    /// Taken by every command.
    package static let help = Flag("--help", "Show this help.")
}

extension Flag {
    package init(_ name: String, _ summary: String) {
        self.init(name, .none, summary)
    }
}
