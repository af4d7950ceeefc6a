/// A nondeterministic automaton over UTF-8 bytes, made of components: one for each lookaround, inner ones first, and
/// the pattern itself last. A component reads the text in its own direction, and accepts at every position where what
/// it stands for holds.
struct Automaton: Sendable {
    enum State: Sendable, Hashable {
        case bytes([ByteTree.Edge])
        case split([Int])
        case condition(Condition, next: Int)
        case match
    }

    /// What holds between two characters.
    enum Condition: Sendable, Hashable {
        case textStart, textEnd, wordBoundary, notWordBoundary
        case look(component: Int, negated: Bool)
    }

    struct Component: Sendable {
        let start: Int
        let match: Int
        let isBackward: Bool
    }

    var states: [State] = []
    var components: [Component] = []

    var isOneDirectional: Bool {
        components.allSatisfy { $0.isBackward == components.last?.isBackward }
    }
}
