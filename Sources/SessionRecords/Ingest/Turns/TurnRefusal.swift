public import JSONCore

/// Why an envelope was not taken in: everything that is wrong with it, each with its place.
public struct TurnRefusal: Error, Sendable, Hashable {
    public struct Violation: Sendable, Hashable {
        public var path: JSONPointer
        public var problem: TurnProblem
    }

    public var violations: [Violation]
}

public enum TurnProblem: Sendable, Hashable {
    case notJSON(JSONFault)
    case lineTooLong
    case missing
    case wrongType(expected: String)
    case notAUUID
    /// No 64 lower-case hexadecimal digits.
    case notAHash
    case unknownRole(String)
    case noNodes
    /// The first node has a parent: the chain does not begin at the conversation's root.
    case rootHasParent
    case wrongParent(expected: String)
    case wrongHash(computed: String)
    /// Canonical JSON has no spelling for it, so it cannot be hashed.
    case notCanonical(CanonicalFault.Kind)
    case negative
    case tooLarge
    /// A text with U+0000, which not every database can hold.
    case containsNull
    case ownParent
}

extension TurnRefusal: CustomStringConvertible {
    public var description: String {
        violations.map { "\($0)" }.joined(separator: "; ")
    }
}

extension TurnRefusal.Violation: CustomStringConvertible {
    /// Safe on a terminal: `/session/org_id: this is not a UUID`.
    public var description: String {
        let place = path.tokens.isEmpty ? "the turn" : terminalSafe(path.description, limit: 200)
        return "\(place): \(problem)"
    }
}

extension TurnProblem: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notJSON(let fault): "byte \(fault.offset): \(fault.kind.message)"
        case .lineTooLong: "the line is longer than a turn may be"
        case .missing: "required, and not there"
        case .wrongType(let expected): "must be \(expected)"
        case .notAUUID: "this is not a UUID"
        case .notAHash: "this is not a hash of 64 lower-case hexadecimal digits"
        case .unknownRole(let role):
            "\"\(terminalSafe(role, limit: 40))\" is none of system, user, assistant and tool"
        case .noNodes: "a turn has one node at least"
        case .rootHasParent: "the first node is the conversation's root and has no parent"
        case .wrongParent(let expected): "each node is the parent of the next: this should be \(expected)"
        case .wrongHash(let computed): "the node's content gives \(computed)"
        case .notCanonical(let fault): terminalSafe(fault.message, limit: 300)
        case .negative: "must not be negative"
        case .tooLarge: "no turn has so many tokens"
        case .containsNull: "the text holds U+0000, which databases cannot store"
        case .ownParent: "a session cannot be its own parent"
        }
    }
}
