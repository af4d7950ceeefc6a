public import JSONCore

/// How records of one version become records of the next.
public struct MigrationModel: Sendable {
    public var from: Int
    public var to: Int
    /// One step for each type of the old version that has a counterpart in the new one, old declaration order.
    public var steps: [TypeStep]

    public struct TypeStep: Sendable {
        /// Index in the old version's types.
        public var old: Int
        /// Index in the new version's types.
        public var new: Int
        public var plan: Plan
    }

    public enum Plan: Sendable {
        /// Every field follows by rule; one entry per stored field of the new type, in its order.
        case byRule([FieldStep])
        /// Case by case (unions and enumerations): pairs of case indices old → new; cases gone from the new version
        /// make the plan manual.
        case cases([Int])
        /// A person must write this one function; the reasons say why no rule suffices.
        case byHand(reasons: [String])
    }

    public enum FieldStep: Sendable {
        /// Taken from the old field with this index, converted where its type differs only by name.
        case same(old: Int)
        /// Added optional.
        case absent
        /// Added with a default.
        case value(JSONValue)
    }

    public init(from: Int, to: Int, steps: [TypeStep]) {
        self.from = from
        self.to = to
        self.steps = steps
    }
}

extension MigrationModel.TypeStep {
    public init(_ old: Int, _ new: Int, _ plan: MigrationModel.Plan) {
        self.old = old
        self.new = new
        self.plan = plan
    }
}
