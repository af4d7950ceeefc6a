/// The question that a comparison answers.
public enum ComparisonMode: Sendable, Hashable {
    /// Whether every value that is valid for the one schema is valid for the other.
    case values
    /// Whether readers take what writers write: writers write declared fields only, readers pass over what they do not
    /// know.
    case records(RecordReading)
}

/// How the readers of a record family read.
public struct RecordReading: Sendable, Hashable {
    /// Unknown values and constraints are errors.
    public var isStrict: Bool
    /// A variant that no version knows is kept.
    public var keepsUnknownVariants: Bool
    /// What even an unknown variant has.
    public var guaranteed: [String]
    /// Fields whose value tells the version, which may differ between versions.
    public var marks: [String]
    /// Whether an object that is closed refuses what it does not declare, as generated readers do; otherwise it is
    /// skipped, as by readers that know nothing of `additionalProperties`.
    public var refusesUndeclared: Bool
    /// What readers of the old version do, where that is something else.
    public var before: Manners?

    /// What makes a reader refuse records.
    public struct Manners: Sendable, Hashable {
        public var isStrict: Bool
        public var keepsUnknownVariants: Bool

        public init(isStrict: Bool, keepsUnknownVariants: Bool) {
            self.isStrict = isStrict
            self.keepsUnknownVariants = keepsUnknownVariants
        }
    }

    public init(
        isStrict: Bool = false,
        keepsUnknownVariants: Bool = true,
        guaranteed: [String] = [],
        marks: [String] = [],
        refusesUndeclared: Bool = false,
        before: Manners? = nil
    ) {
        self.isStrict = isStrict
        self.keepsUnknownVariants = keepsUnknownVariants
        self.guaranteed = guaranteed
        self.marks = marks
        self.refusesUndeclared = refusesUndeclared
        self.before = before
    }

    /// As the reader of one direction: new records are read by the old version's.
    func reader(_ direction: Finding.Direction) -> RecordReading {
        guard direction == .forward, let before else { return self }
        var reading = self
        reading.isStrict = before.isStrict
        reading.keepsUnknownVariants = before.keepsUnknownVariants
        return reading
    }
}

extension ComparisonMode {
    public static let records = ComparisonMode.records(RecordReading())
}
