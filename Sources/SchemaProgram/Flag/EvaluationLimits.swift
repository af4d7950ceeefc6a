/// What one evaluation may cost.
public struct EvaluationLimits: Sendable, Hashable {
    /// How deep the arrays and objects of an instance may be nested.
    public var instanceDepth: Int
    /// How many subschemas may be open at once. Beyond some dozen, evaluation moves to a stack of its own.
    public var schemaDepth: Int
    /// Subschemas evaluated: so many for a start, and so many more for each value of the instance.
    public var steps: Int
    public var stepsPerValue: Int

    public init(instanceDepth: Int, schemaDepth: Int, steps: Int, stepsPerValue: Int) {
        self.instanceDepth = instanceDepth
        self.schemaDepth = schemaDepth
        self.steps = steps
        self.stepsPerValue = stepsPerValue
    }

    /// How many may be open on the stack of whoever calls: a thread may have no more than half a megabyte.
    static let shallowDepth = 64
    /// The same where an evaluation is explained, whose frames are several times as large.
    static let shallowExplanationDepth = 8

    public static let standard = EvaluationLimits(
        instanceDepth: 512,
        schemaDepth: 1536,
        steps: 10_000_000,
        stepsPerValue: 2000
    )
}

/// Why an evaluation ended without a verdict; the value counts as invalid then.
enum EvaluationFault: Sendable {
    case tooDeep
    case tooLong
}
