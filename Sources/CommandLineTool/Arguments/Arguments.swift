import JSONCore

/// What the user typed after a command's name, taken apart.
package struct Arguments: Sendable {
    package private(set) var operands: [String] = []
    private var texts: [Flag: String] = [:]
    private var lists: [Flag: [String]] = [:]
    private var given: Set<Flag> = []

    /// Whether the flag was given.
    package func has(_ flag: Flag) -> Bool {
        given.contains(flag)
    }

    /// The text given with the flag; for a choice its default when it was not given.
    package subscript(flag: Flag) -> String? {
        if let text = texts[flag] { return text }
        if case .choice(let words) = flag.value { return words.first }
        return nil
    }

    /// All texts given with a flag that takes several.
    package func all(_ flag: Flag) -> [String] {
        lists[flag] ?? []
    }

    /// Takes apart what follows the command's name. `--` ends the flags; `-` alone is an operand.
    package init(_ words: ArraySlice<String>, for command: Command, called path: String) throws(CommandFailure) {
        var rest = words
        do throws(UsageMistake) {
            try take(&rest, for: command)
            if has(.help) { return }
            if let complaint = command.operands.complaint(about: operands) { throw UsageMistake(complaint) }
        } catch {
            throw CommandFailure("\(terminalSafe(error.complaint)) (try '\(path) --help')")
        }
    }

    private mutating func take(_ rest: inout ArraySlice<String>, for command: Command) throws(UsageMistake) {
        while let word = rest.popFirst() {
            if word == "--" {
                operands += rest
                break
            }
            if word == "-h" {
                given.insert(.help)
            } else if isFlag(word) {
                try take(word, &rest, for: command)
            } else {
                operands.append(word)
            }
        }
    }

    private mutating func take(
        _ word: String,
        _ rest: inout ArraySlice<String>,
        for command: Command
    ) throws(UsageMistake) {
        // By bytes, because the sign and a mark that combines with it are one `Character`.
        let sign = word.utf8.firstIndex(of: UInt8(ascii: "="))
        let name = String(word[..<(sign ?? word.endIndex)])
        let flags = command.flags + [.help]
        guard let flag = flags.first(where: { $0.name == name }) else {
            throw UsageMistake("unknown flag '\(name)'" + didYouMean(name, of: flags.map(\.name)))
        }
        var text = sign.map { String(word[word.utf8.index(after: $0)...]) }
        let isFirst = given.insert(flag).inserted
        if case .texts = flag.value {
            return try takeAll(flag, text, &rest)
        }
        guard isFirst else {
            throw UsageMistake("\(flag.name) is given twice")
        }
        switch flag.value {
        case .none:
            if text != nil { throw UsageMistake("\(flag.name) takes no value") }
            return
        case .text, .texts, .choice, .optionalChoice:
            if text == nil, let next = rest.first, !isFlag(next) { text = rest.popFirst() }
        }
        guard let text, !text.isEmpty else {
            throw UsageMistake(noValue(flag, before: text == nil ? rest.first : nil))
        }
        switch flag.value {
        case .none, .text, .texts: break
        case .choice(let words), .optionalChoice(let words):
            if !words.contains(text) { throw UsageMistake("\(flag.name) cannot be '\(text)': \(flag.usage)") }
        }
        texts[flag] = text
    }

    /// Takes the words up to the next flag.
    private mutating func takeAll(
        _ flag: Flag,
        _ text: String?,
        _ rest: inout ArraySlice<String>
    ) throws(UsageMistake) {
        var found = text.map { [$0] } ?? []
        if text == nil {
            while let next = rest.first, !isFlag(next) { found.append(rest.removeFirst()) }
        }
        guard !found.isEmpty, !found.contains("") else {
            throw UsageMistake(noValue(flag, before: found.isEmpty ? rest.first : nil))
        }
        lists[flag, default: []] += found
    }
}

/// Whether a word begins as flags do; `-` alone is an operand. By bytes, as the word is taken apart.
private func isFlag(_ word: String) -> Bool {
    word.utf8.count > 1 && word.utf8.first == UInt8(ascii: "-")
}

/// - Parameter next: the word where the value would stand, and that counts as a flag.
private func noValue(_ flag: Flag, before next: String?) -> String {
    let complaint = "\(flag.name) needs a value: \(flag.usage)"
    return next == nil ? complaint : "\(complaint); one that begins with '-' is given as \(flag.name)=VALUE"
}

private struct UsageMistake: Error {
    let complaint: String

    init(_ complaint: String) {
        self.complaint = complaint
    }
}
