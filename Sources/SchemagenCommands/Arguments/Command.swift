/// One command as data: what it is called, what it takes, what it does.
struct Command: Sendable {
    typealias Run = @Sendable (Arguments, Console) throws(CommandFailure) -> ExitStatus

    let name: String
    /// One line, for the list of commands.
    let summary: String
    /// What its own help says beyond that.
    let discussion: String
    let operands: Operands
    let flags: [Flag]
    let subcommands: [Command]
    let run: Run?

    init(
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
    init(_ name: String, _ summary: String, discussion: String = "", flags: [Flag] = [], subcommands: [Command]) {
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
    static let help = Flag("--help", "Show this help.")
}

extension Flag {
    init(_ name: String, _ summary: String) {
        self.init(name, .none, summary)
    }
}
