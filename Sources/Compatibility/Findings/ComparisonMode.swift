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

    public init(
        isStrict: Bool = false,
        keepsUnknownVariants: Bool = true,
        guaranteed: [String] = [],
        marks: [String] = []
    ) {
        self.isStrict = isStrict
        self.keepsUnknownVariants = keepsUnknownVariants
        self.guaranteed = guaranteed
        self.marks = marks
    }
}

extension ComparisonMode {
    public static let records = ComparisonMode.records(RecordReading())
}
