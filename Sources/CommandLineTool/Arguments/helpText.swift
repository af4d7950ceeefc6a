/// The help of one command; `path` is how it is called, `schemagen new family`.
package func helpText(_ command: Command, path: String) -> String {
    var words = command.flags.map { "[\($0.usage)]" }
    if !command.subcommands.isEmpty { words.insert("COMMAND", at: 0) }
    if let operands = command.operands.usage { words.append(operands) }
    var sections = ["\(command.summary)\n\n\(usage(path, words))\n"]
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

/// `usage: …`, over several lines where one is too short.
private func usage(_ path: String, _ words: [String]) -> String {
    var lines = ["usage: \(path)"]
    for word in words {
        if lines[lines.count - 1].unicodeScalars.count + word.unicodeScalars.count >= 100 {
            lines.append(String(repeating: " ", count: "usage: \(path)".unicodeScalars.count))
        }
        lines[lines.count - 1] += " \(word)"
    }
    return lines.joined(separator: "\n")
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
