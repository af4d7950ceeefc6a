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
    let written = try parser.parse()
    let node = written.simplified()
    /// Nil where the text cannot be loaded: that would be a pattern that matches nothing.
    func made(_ serialized: String, _ table: DeterministicAutomaton? = nil) -> CompiledPattern? {
        Pattern(serialized: serialized).map {
            CompiledPattern(source: source, serialized: serialized, pattern: $0, node: written, automaton: table)
        }
    }
    if let counted = CountedClass(node), let table = try transitionTable(counted.uncounted, limits: limits),
        let compiled = made(counted.serialized(table))
    {
        return compiled
    }
    let automaton = try buildAutomaton(node, backward: false, limits: limits)
    if let table = try transitionTable(node, automaton, limits: limits), let compiled = made(table.serialized(), table)
    {
        return compiled
    }
    if automaton.states.count > limits.simulatedStates {
        throw PatternError(
            offset: 0,
            message:
                "the pattern has no table within \(limits.tableCells) cells and \(limits.constructionSteps) steps, "
                + "and \(automaton.states.count) states are more than the \(limits.simulatedStates) that can be "
                + "simulated for each byte; lower the counts"
        )
    }
    guard let compiled = made(automaton.serialized()) else {
        throw PatternError(offset: 0, message: "the pattern is too large to be written down; lower the counts")
    }
    return compiled
}

/// Checks a regular expression as JSON Schema's format `regex` asks: strict ECMA-262 with the `u` flag.
///
/// Says nothing about whether `compilePattern` takes it: backreferences are valid syntax.
public func checkPatternSyntax(_ source: String) throws(PatternError) {
    var parser = PatternParser(source, strict: true)
    _ = try parser.parse()
}

/// The smallest table of a pattern, forward if at all possible; nil when there is none within the limits.
func transitionTable(_ node: PatternNode, limits: PatternLimits) throws(PatternError) -> DeterministicAutomaton? {
    try transitionTable(node, buildAutomaton(node, backward: false, limits: limits), limits: limits)
}

/// The same where the automaton that reads forward is there already.
private func transitionTable(
    _ node: PatternNode,
    _ forward: Automaton,
    limits: PatternLimits
) throws(PatternError) -> DeterministicAutomaton? {
    // Lookbehinds are known when reading forward, lookaheads when reading backward.
    if forward.isOneDirectional {
        var determiniser = Determiniser(forward, following: false, limits: limits, steps: limits.constructionSteps)
        if let table = determiniser.determinise() { return table.minimised() }
    }
    let backward = try buildAutomaton(node, backward: true, limits: limits)
    var stepsLeft = limits.constructionSteps
    guard backward.isOneDirectional else {
        return determiniseBothWays(backward, limits: limits, stepsLeft: &stepsLeft)?.minimised()
    }
    var determiniser = Determiniser(backward, following: true, limits: limits, steps: stepsLeft)
    guard let table = determiniser.determinise()?.minimised() else { return nil }
    stepsLeft = determiniser.stepsLeft
    return table.reversed(limits: limits, stepsLeft: &stepsLeft)?.minimised() ?? table
}
