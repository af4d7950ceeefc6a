/// A flag that a command takes. Help, parsing and "did you mean" are all derived from the command's list of these.
package struct Flag: Sendable, Hashable {
    package enum Value: Sendable, Hashable {
        /// Given or not.
        case none
        /// Any text; the word stands for it in the help.
        case text(String)
        /// Any number of texts, each of them possibly several words long: `FILE…`.
        case texts(String)
        /// One of these; the first is the default.
        case choice([String])
        /// One of these, or not given.
        case optionalChoice([String])
    }

    package let name: String
    package let value: Value
    package let summary: String

    package init(_ name: String, _ value: Value = .none, _ summary: String) {
        self.name = name
        self.value = value
        self.summary = summary
    }

    /// As the help shows it: `--output DIR`, `--format text|json`.
    package var usage: String {
        switch value {
        case .none: name
        case .text(let word): "\(name) \(word)"
        case .texts(let word): "\(name) \(word)…"
        case .choice(let words), .optionalChoice(let words): "\(name) \(words.joined(separator: "|"))"
        }
    }
}
