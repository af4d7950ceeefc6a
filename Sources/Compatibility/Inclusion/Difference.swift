import JSONCore
import SchemaDocuments

/// Why the values of one schema may not all be values of another, at one place, with values that may show it.
struct Difference {
    enum Kind {
        case type(from: JSONTypes, to: JSONTypes)
        /// Listed values that are no longer listed, and those that are.
        case values([JSONValue], listed: [JSONValue])
        /// What was free is one of a list now.
        case listed
        /// A tag that no branch has.
        case variant(tag: String, value: String)
        /// Whole branches that hold together with none of the others' branches.
        case branch
        /// A field that tells branches apart has another name.
        case tag(from: String, to: String)
        case required(String)
        /// A field that is refused.
        case refused(String)
        case format(from: String?, to: String)
        /// Any other keyword.
        case rule(String)
        case forbidden
        /// What cannot be decided, and why.
        case undecided(String)

        /// Whether a value of the right type breaks a rule: what holds it then says as much as its own rule.
        var isConstraint: Bool {
            switch self {
            case .rule, .forbidden: true
            case .type, .values, .listed, .variant, .branch, .tag, .required, .refused, .format, .undecided: false
            }
        }
    }

    enum Step: Hashable {
        case field(String)
        case item(Int)
    }

    var kind: Kind
    var left: Spot?
    var right: Spot?
    /// From the value compared to the one that differs.
    var path: [Step] = []
    /// Values of the left side that the right side may refuse; whether it does is for the programs to say.
    var candidates: [JSONValue]
    /// Found by comparing with one branch of several, so another one may take the value.
    var isOneOfSeveral = false
    /// Found in several variants alike, so naming one of them would mislead.
    var isOfSeveralVariants = false
}

/// A keyword of a schema, as far as it is there.
struct Spot: Hashable {
    var node: SchemaNode.ID
    var keyword: String?
    var name: String?

    init(_ node: SchemaNode.ID, _ keyword: String? = nil, _ name: String? = nil) {
        self.node = node
        self.keyword = keyword
        self.name = name
    }
}

struct Pair: Hashable {
    var left: Conjunction
    var right: Conjunction
}

/// What comparing came to.
struct Outcome {
    var isProven = true
    var differences: [Difference] = []

    static let proven = Outcome()

    static func differs(_ difference: Difference) -> Outcome {
        Outcome(isProven: false, differences: [difference])
    }

    mutating func add(_ other: Outcome) {
        isProven = isProven && other.isProven
        differences += other.differences
    }

    mutating func add(_ difference: Difference) {
        isProven = false
        differences.append(difference)
    }
}
