/// A compiled regular expression of ECMA-262, ready to be asked whether some part of a text matches.
///
/// It is made by `PatternCompiler` and arrives as text, so that generated code holds it as a literal and compiles
/// nothing when it runs. Every answer takes time linear in the text, whatever the pattern.
public struct Pattern: Sendable {
    private let form: Form
    /// Nil for literals, whose memory is never given back, so that using one touches no reference count.
    private let owner: Owner?

    private enum Form: Sendable {
        case table(TransitionTable)
        case counted(CountedTable)
        case simulation(SimulatedAutomaton)
        case unusable
    }

    private final class Owner: @unchecked Sendable {
        // Unchecked: held only to keep the memory, which nobody writes any more.
        let storage: PatternStorage
        init(_ storage: PatternStorage) { self.storage = storage }
    }

    /// Loads a serialised pattern; nil when the text is not what `PatternCompiler` writes.
    public init?(serialized: String) {
        var serialized = serialized
        let (form, storage) = serialized.withUTF8 { Self.load($0) }
        guard let storage else { return nil }
        self.form = form
        owner = Owner(storage)
    }

    /// Loads a serialised pattern from a literal: one pass over the text, once.
    ///
    /// Meant for `static let`: the memory is kept as long as the process lives. A malformed literal gives a pattern
    /// that matches nothing and says so in `isUsable`.
    public init(table: StaticString) {
        owner = nil
        guard table.hasPointerRepresentation else {
            form = .unusable
            return
        }
        let text = UnsafeBufferPointer(start: table.utf8Start, count: table.utf8CodeUnitCount)
        let (form, storage) = Self.load(text)
        self.form = form
        storage?.keep()
    }

    /// Whether the text that this was loaded from was well-formed.
    public var isUsable: Bool {
        if case .unusable = form { false } else { true }
    }

    /// Whether some part of the text matches. The text is UTF-8; one that is not is safe to ask about, and any answer
    /// may come.
    public func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        switch form {
        case .table(let table): table.matches(text)
        case .counted(let table): table.matches(text)
        case .simulation(let automaton): automaton.matches(text)
        case .unusable: false
        }
    }

    /// Whether some part of the text matches.
    public func matches(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { matches($0) }
    }

    /// The table of a pattern that is nothing else.
    var transitions: TransitionTable? {
        switch form {
        case .table(let table): table
        case .counted, .simulation, .unusable: nil
        }
    }

    private static func load(_ text: UnsafeBufferPointer<UInt8>) -> (Form, PatternStorage?) {
        var storage: PatternStorage?
        if let table = TransitionTable(text, storage: &storage) { return (.table(table), storage) }
        if let table = CountedTable(text, storage: &storage) { return (.counted(table), storage) }
        if let automaton = SimulatedAutomaton(text, storage: &storage) { return (.simulation(automaton), storage) }
        return (.unusable, nil)
    }
}
