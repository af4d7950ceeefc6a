/// What a command takes beside its flags.
package enum Operands: Sendable, Hashable {
    case none
    case one(String)
    case two(String, String)
    case optional(String)
    /// One or more.
    case many(String)

    package var usage: String? {
        switch self {
        case .none: nil
        case .one(let word): word
        case .two(let first, let second): "\(first) \(second)"
        case .optional(let word): "[\(word)]"
        case .many(let word): "\(word)…"
        }
    }

    /// What is wrong with so many of them; nil when nothing is.
    package func complaint(about operands: [String]) -> String? {
        switch self {
        case .none:
            operands.first.map { "unexpected argument '\($0)'" }
        case .one(let word):
            operands.isEmpty
                ? "\(word) is missing" : operands.count > 1 ? "unexpected argument '\(operands[1])'" : nil
        case .two(let first, let second):
            operands.count < 2
                ? "\(operands.isEmpty ? first : second) is missing"
                : operands.count > 2 ? "unexpected argument '\(operands[2])'" : nil
        case .optional:
            operands.count > 1 ? "unexpected argument '\(operands[1])'" : nil
        case .many(let word):
            operands.isEmpty ? "\(word) is missing" : nil
        }
    }
}
