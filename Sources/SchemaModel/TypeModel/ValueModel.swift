public import JSONCore

/// What may stand at one place: a kind and whether null may stand there too.
public struct ValueModel: Sendable {
    public var kind: Kind
    public var isNullable: Bool

    public indirect enum Kind: Sendable {
        /// Any JSON, kept exactly.
        case any
        /// No value is valid here (`false`).
        case never
        case null
        case bool
        case integer(IntegerRules)
        case number(NumberRules)
        case string(StringRules)
        /// A string with a Swift type of its own.
        case typedString(TypedString)
        case array(ArrayModel)
        /// Free names with values of one kind, no declared fields: `[String: Value]`.
        case dictionary(DictionaryModel)
        /// A named type of the same version, by index.
        case type(Int)
        /// Exactly this value; nothing is stored when the field is required.
        case constant(JSONValue)
        /// One of these values, not all strings; stored as `JSONValue`.
        case oneOf([JSONValue])
    }

    public init(_ kind: Kind, isNullable: Bool = false) {
        self.kind = kind
        self.isNullable = isNullable
    }
}

public struct IntegerRules: Sendable, Hashable {
    /// Inclusive bounds; exclusive ones have been moved by one. Nil where the bound is outside of 64 bits.
    public var minimum: Int64?
    public var maximum: Int64?
    public var multipleOf: Int64?
    /// Allowed values when an `enum` of integers says so.
    public var allowed: [Int64]?

    public init(minimum: Int64? = nil, maximum: Int64? = nil, multipleOf: Int64? = nil, allowed: [Int64]? = nil) {
        self.minimum = minimum
        self.maximum = maximum
        self.multipleOf = multipleOf
        self.allowed = allowed
    }
}

/// A number that may have a fraction: read as `Double` where nothing is lost, else kept as its text.
public struct NumberRules: Sendable, Hashable {
    public var minimum: JSONNumber?
    public var maximum: JSONNumber?
    public var exclusiveMinimum: JSONNumber?
    public var exclusiveMaximum: JSONNumber?
    public var multipleOf: JSONNumber?

    public init() {}
}

public struct StringRules: Sendable, Hashable {
    /// In Unicode code points.
    public var minLength: Int?
    public var maxLength: Int?
    public var pattern: PatternModel?
    /// A format that is checked and stays a `String` (`email`, `uri`, …), by its name.
    public var format: String?

    public init() {}
}

public struct PatternModel: Sendable, Hashable {
    /// As it stands in the schema.
    public var source: String

    public init(source: String) {
        self.source = source
    }
}

public enum TypedString: String, Sendable, Hashable, CaseIterable {
    case uuid, dateTime = "date-time", date, time, duration
}

public struct ArrayModel: Sendable {
    /// The first elements where `prefixItems` gives them a schema of their own.
    public var prefix: [ValueModel]
    /// All others; nil when none may follow.
    public var element: ValueModel?
    public var minItems: Int?
    public var maxItems: Int?
    public var uniqueItems: Bool

    public init(
        prefix: [ValueModel] = [],
        element: ValueModel?,
        minItems: Int? = nil,
        maxItems: Int? = nil,
        uniqueItems: Bool = false
    ) {
        self.prefix = prefix
        self.element = element
        self.minItems = minItems
        self.maxItems = maxItems
        self.uniqueItems = uniqueItems
    }
}

public struct DictionaryModel: Sendable {
    public var value: ValueModel
    /// Names must match it; nil when any will do.
    public var namePattern: PatternModel?
    public var minProperties: Int?
    public var maxProperties: Int?

    public init(
        value: ValueModel,
        namePattern: PatternModel? = nil,
        minProperties: Int? = nil,
        maxProperties: Int? = nil
    ) {
        self.value = value
        self.namePattern = namePattern
        self.minProperties = minProperties
        self.maxProperties = maxProperties
    }
}
