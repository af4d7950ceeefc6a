import JSONCore

/// Compiles a pattern with the meaning of ECMA-262 with the `u` flag, searching anywhere in the text.
///
/// Escaped punctuation and other habits of Annex B are taken. Backreferences, which no linear-time matcher can decide,
/// flags inside the pattern, and what exceeds the limits are refused.
public func compilePattern(
    _ source: String,
    limits: PatternLimits = .standard
) throws(PatternError) -> CompiledPattern {
    guard limits == .standard else { return try compileAfresh(source, limits) }
    return try PatternMemo.shared.compiled(source) { (source) throws(PatternError) in
        try compileAfresh(source, limits)
    }
}

private func compileAfresh(_ source: String, _ limits: PatternLimits) throws(PatternError) -> CompiledPattern {
    var parser = PatternParser(source, strict: false)
    let node = try parser.parse()
    if let counted = CountedClass(node), let table = try transitionTable(counted.uncounted, limits: limits) {
        let serialized = counted.serialized(table)
        if let pattern = Pattern(serialized: serialized) {
            return CompiledPattern(source: source, serialized: serialized, pattern: pattern, node: node, automaton: nil)
        }
    }
    if let table = try transitionTable(node, limits: limits) {
        let serialized = table.serialized()
        // A table that cannot be loaded would be a pattern that matches nothing: better to simulate.
        if let pattern = Pattern(serialized: serialized) {
            return CompiledPattern(
                source: source,
                serialized: serialized,
                pattern: pattern,
                node: node,
                automaton: table
            )
        }
    }
    let automaton = try buildAutomaton(node, backward: false, limits: limits)
    if automaton.states.count > limits.simulatedStates {
        throw PatternError(
            offset: 0,
            message: "the pattern has no table within \(limits.tableCells) cells, and \(automaton.states.count) states "
                + "are more than the \(limits.simulatedStates) that can be simulated for each byte; lower the counts"
        )
    }
    let serialized = automaton.serialized()
    guard let pattern = Pattern(serialized: serialized) else {
        throw PatternError(offset: 0, message: "the pattern is too large to be written down; lower the counts")
    }
    return CompiledPattern(source: source, serialized: serialized, pattern: pattern, node: node, automaton: nil)
}

/// Checks a regular expression as JSON Schema's format `regex` asks: strict ECMA-262 with the `u` flag.
///
/// Says nothing about whether `compilePattern` takes it: backreferences are valid syntax.
public func checkPatternSyntax(_ source: String) throws(PatternError) {
    var parser = PatternParser(source, strict: true)
    _ = try parser.parse()
}

/// The smallest table of a pattern, forward if at all possible; nil when there is none within the limits.
func transitionTable(
    _ node: PatternNode,
    limits: PatternLimits
) throws(PatternError) -> DeterministicAutomaton? {
    for backward in [false, true] {
        let automaton = try buildAutomaton(node, backward: backward, limits: limits)
        // Lookbehinds are known when reading forward, lookaheads when reading backward.
        if automaton.isOneDirectional {
            var determiniser = Determiniser(automaton, following: backward, limits: limits)
            guard let table = determiniser.determinise()?.minimised() else { continue }
            return backward ? table.reversed(limits: limits)?.minimised() ?? table : table
        }
        if backward { return determiniseBothWays(automaton, limits: limits)?.minimised() }
    }
    return nil
}
