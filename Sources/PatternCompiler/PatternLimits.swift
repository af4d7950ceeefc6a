/// What compiling one pattern may cost, so that a hostile schema cannot exhaust the machine that reads it.
public struct PatternLimits: Sendable, Hashable {
    /// States of the nondeterministic automaton, over bytes, after counted repetitions are written out.
    public var automatonStates: Int
    /// Table cells (states × byte classes) of the deterministic automaton; above it the pattern is simulated.
    public var tableCells: Int
    /// Automaton states that a simulated pattern may have: its cost per byte of text is at worst this many steps.
    public var simulatedStates: Int
    /// Steps of making a table, of some nanoseconds each, for each direction in which the pattern may be read.
    public var constructionSteps: Int

    public init(automatonStates: Int, tableCells: Int, simulatedStates: Int, constructionSteps: Int) {
        self.automatonStates = automatonStates
        self.tableCells = tableCells
        self.simulatedStates = simulatedStates
        self.constructionSteps = constructionSteps
    }

    /// Enough for every ordinary schema. `^.{1,1000000}$` is counted and needs no states; `^(?:.x){1000}$` has a
    /// table, for less than 1,500,000 steps; `(a|b)*a(a|b){500}c(a|b){500}a(a|b)*$` is simulated.
    public static let standard = PatternLimits(
        automatonStates: 40_000,
        tableCells: 400_000,
        simulatedStates: 4_000,
        constructionSteps: 3_000_000
    )

    /// Nesting of groups in a pattern. Parsing and compiling recurse, so this is a property of the code, not a choice.
    public static let nesting = 200
    /// Bytes of a pattern's source text.
    public static let sourceBytes = 65_536
}
