import JSONCore

/// A pattern in all its forms: as written, as text for generated code, and ready to match.
public struct CompiledPattern: Sendable {
    /// The regular expression as it was written.
    public let source: String
    /// What `Pattern(table:)` loads: ASCII without quotes or backslashes, the same for the same pattern every time.
    public let serialized: String
    public let pattern: Pattern
    /// As it was written, for the shapes that people recognise.
    let node: PatternNode
    /// Nil when the pattern is simulated or counted. May read backward, where a forward table would be too large.
    let automaton: DeterministicAutomaton?

    /// A table that reads forward, for questions about languages.
    var forwardAutomaton: DeterministicAutomaton? {
        if serialized.utf8.first == PatternText.simulationTag { return nil }
        // A counted class may still be small enough to be written out.
        let table = automaton ?? (try? transitionTable(node.simplified(), limits: .standard))
        // One that reads backward could not be turned around when it was made.
        return table.flatMap { $0.isBackward ? nil : $0 }
    }
}
