/// A parsed pattern. Groups leave no trace: there is nothing to capture when the answer is yes or no.
indirect enum PatternNode: Sendable, Hashable {
    case set(CodePointSet)
    /// In order; empty for the empty pattern.
    case sequence([PatternNode])
    case alternatives([PatternNode])
    case repeated(PatternNode, atLeast: Int, atMost: Int?)
    case edge(Edge)
    case look(ahead: Bool, negated: Bool, PatternNode)
    /// Valid ECMA-262 that no finite automaton can decide, or that we do not compile. Only the syntax check takes it.
    case uncompilable(PatternError)

    enum Edge: Sendable, Hashable {
        case start, end, wordBoundary, notWordBoundary
    }

    static let empty = PatternNode.sequence([])

    /// The parts of a sequence, with sequences inside it opened up.
    var flattened: [PatternNode] {
        guard case .sequence(let parts) = self else { return [self] }
        return parts.flatMap(\.flattened)
    }

    /// Whether only the empty string can match, so that repeating changes nothing.
    var consumesNothing: Bool {
        switch self {
        case .set, .uncompilable: false
        case .edge, .look: true
        case .sequence(let parts), .alternatives(let parts): parts.allSatisfy(\.consumesNothing)
        case .repeated(let body, _, let most): most == 0 || body.consumesNothing
        }
    }
}
