/// The help of one command; `path` is how it is called, `schemagen new family`.
func helpText(_ command: Command, path: String) -> String {
    var usage = path
    if !command.subcommands.isEmpty { usage += " COMMAND" }
    for flag in command.flags { usage += " [\(flag.usage)]" }
    if let operands = command.operands.usage { usage += " \(operands)" }
    var sections = ["\(command.summary)\n\nusage: \(usage)\n"]
    if !command.discussion.isEmpty { sections.append(command.discussion + "\n") }
    if !command.subcommands.isEmpty {
        sections.append(table("Commands", command.subcommands.map { ($0.name, $0.summary) }))
    }
    sections.append(table("Flags", (command.flags + [.help]).map { ($0.usage, $0.summary) }))
    if !command.subcommands.isEmpty {
        sections.append("'\(path) COMMAND --help' tells more about one of them.\n")
    }
    return sections.joined(separator: "\n")
}

private func table(_ title: String, _ rows: [(String, String)]) -> String {
    // A long usage gets a line of its own, so that one of them does not push all the others to the right.
    let width = rows.map(\.0.unicodeScalars.count).filter { $0 <= 24 }.max() ?? 24
    var text = "\(title):\n"
    for (usage, summary) in rows {
        let gap = width - usage.unicodeScalars.count
        if gap >= 0 {
            text += "  \(usage)\(String(repeating: " ", count: gap))  \(summary)\n"
        } else {
            text += "  \(usage)\n  \(String(repeating: " ", count: width))  \(summary)\n"
        }
    }
    return text
}
