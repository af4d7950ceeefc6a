/// A complete deterministic automaton over bytes.
///
/// Before `minimised()`, states are in the order of their discovery. After it the value is canonical: two patterns of
/// one language (and direction) give equal values.
struct DeterministicAutomaton: Sendable, Hashable {
    /// The class of each byte.
    var classes: [UInt8]
    var classCount: Int
    /// state × class → state
    var cells: [Int]
    var accepting: [Bool]
    var start: Int
    /// Whether it reads the text from its last byte to its first.
    var isBackward: Bool

    var stateCount: Int { accepting.count }

    func next(_ state: Int, _ byte: UInt8) -> Int {
        cells[state * classCount + Int(classes[Int(byte)])]
    }

    /// Whether nothing leads out of a state.
    func isFinal(_ state: Int) -> Bool {
        (0..<classCount).allSatisfy { cells[state * classCount + $0] == state }
    }
}
