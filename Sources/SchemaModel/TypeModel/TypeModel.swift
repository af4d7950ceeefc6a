public import JSONCore

/// A named Swift type.
public struct TypeModel: Sendable {
    /// A valid, unique Swift identifier inside its version's namespace, without backticks.
    public var name: String
    public var place: SchemaPlace
    public var documentation: Documentation
    public var shape: Shape

    public enum Shape: Sendable {
        case object(ObjectModel)
        case union(UnionModel)
        /// A closed list of strings; tolerant readers keep others as `unrecognised`.
        case enumeration(EnumerationModel)
    }

    public init(name: String, place: SchemaPlace, documentation: Documentation, shape: Shape) {
        self.name = name
        self.place = place
        self.documentation = documentation
        self.shape = shape
    }
}

public struct ObjectModel: Sendable {
    /// In schema order, which is the order in which they are written.
    public var fields: [FieldModel]
    public var others: Others
    public var minProperties: Int?
    public var maxProperties: Int?

    /// What happens to names that are not fields.
    public enum Others: Sendable {
        /// Kept raw and written again.
        case keep
        /// A violation (`additionalProperties: false`).
        case refuse
        /// Typed values under free names (`additionalProperties` or a single `patternProperties` with a schema),
        /// stored as a dictionary; `pattern` restricts the names, nil when any will do.
        case values(ValueModel, pattern: PatternModel?)
    }

    public init(fields: [FieldModel], others: Others, minProperties: Int? = nil, maxProperties: Int? = nil) {
        self.fields = fields
        self.others = others
        self.minProperties = minProperties
        self.maxProperties = maxProperties
    }
}

public struct FieldModel: Sendable {
    public var jsonName: String
    /// A valid Swift identifier, unique in its object, without backticks.
    public var swiftName: String
    public var value: ValueModel
    public var isRequired: Bool
    /// What a reader takes when the field is absent; documented and used by migrations, never written into records.
    public var defaultValue: JSONValue?
    /// The name in the version before (`x-renamed-from`).
    public var renamedFrom: String?
    public var documentation: Documentation
    public var place: SchemaPlace

    public init(
        jsonName: String,
        swiftName: String,
        value: ValueModel,
        isRequired: Bool,
        defaultValue: JSONValue? = nil,
        renamedFrom: String? = nil,
        documentation: Documentation,
        place: SchemaPlace
    ) {
        self.jsonName = jsonName
        self.swiftName = swiftName
        self.value = value
        self.isRequired = isRequired
        self.defaultValue = defaultValue
        self.renamedFrom = renamedFrom
        self.documentation = documentation
        self.place = place
    }
}

public struct UnionModel: Sendable {
    public var decision: Decision
    public var cases: [Case]
    /// Whether an unknown tag is kept as `unrecognised`.
    public var keepsUnknown: Bool

    public enum Decision: Sendable, Hashable {
        /// The string in this field names the case, before anything is tried.
        case tag(String)
        /// The JSON type of the value decides; at most one case takes each type.
        case jsonType
        /// Cases are tried in order; the first that reads wins (`oneOf` exclusivity is left to the program).
        case inOrder
    }

    public struct Case: Sendable {
        /// A Swift identifier for the enum case, without backticks.
        public var swiftName: String
        /// For a tagged union: the tag value; else empty.
        public var tagValue: String
        public var value: ValueModel
        public var documentation: Documentation

        public init(swiftName: String, tagValue: String, value: ValueModel, documentation: Documentation) {
            self.swiftName = swiftName
            self.tagValue = tagValue
            self.value = value
            self.documentation = documentation
        }
    }

    public init(decision: Decision, cases: [Case], keepsUnknown: Bool) {
        self.decision = decision
        self.cases = cases
        self.keepsUnknown = keepsUnknown
    }
}

public struct EnumerationModel: Sendable {
    public var cases: [Case]

    public struct Case: Sendable {
        public var swiftName: String
        public var value: String

        public init(swiftName: String, value: String) {
            self.swiftName = swiftName
            self.value = value
        }
    }

    public init(cases: [Case]) {
        self.cases = cases
    }
}
