import JSONCore
import SchemaDocuments

/// A schema as the comparison sees it: 2020-12, whatever draft it was written in, its subschemas by number.
struct SchemaNode {
    typealias ID = Int

    /// Where it stands; copies made for readers and writers keep the place of their original.
    let origin: SchemaPosition
    /// For the schemas `true` and `false`.
    var verdict: Bool?
    var reference: ID?
    var types: JSONTypes?
    /// `enum`, or `const` as an enumeration of one.
    var values: [JSONValue]?
    var numbers = NumberRules()
    var minLength: Int?
    var maxLength: Int?
    var pattern: String?
    var format: String?
    var prefix: [ID] = []
    var items: ID?
    var contains: ID?
    var minContains: Int?
    var maxContains: Int?
    var minItems: Int?
    var maxItems: Int?
    var hasUniqueItems = false
    var unevaluatedItems: ID?
    var properties: [(name: String, node: ID)] = []
    var patternProperties: [(pattern: String, node: ID)] = []
    var additionalProperties: ID?
    var unevaluatedProperties: ID?
    var propertyNames: ID?
    var required: [String] = []
    var minProperties: Int?
    var maxProperties: Int?
    var dependentRequired: [(name: String, required: [String])] = []
    var dependentSchemas: [(name: String, node: ID)] = []
    var allOf: [ID] = []
    var anyOf: [ID] = []
    var oneOf: [ID] = []
    var not: ID?
    var condition: ID?
    var then: ID?
    var otherwise: ID?
    var defaultValue: JSONValue?
    /// The name of this field in the version before.
    var renamedFrom: String?
    /// What the comparison does not understand, such as `$dynamicRef`.
    var mysteries: [String] = []
    /// Only declared names are written into an object of this schema.
    var isWritten = false
    /// Says what stands at its origin, or less than that; else it was made of something that stands there.
    var isRead = false

    init(_ origin: SchemaPosition) {
        self.origin = origin
    }
}

extension SchemaNode {
    var hasSubschemas: Bool {
        let alone = [
            reference, items, contains, unevaluatedItems, additionalProperties, unevaluatedProperties, propertyNames,
            not, condition, then, otherwise,
        ]
        let lists = [prefix, allOf, anyOf, oneOf]
        let maps = [properties.isEmpty, patternProperties.isEmpty, dependentSchemas.isEmpty]
        return alone.contains { $0 != nil } || lists.contains { !$0.isEmpty } || maps.contains(false)
    }

    /// Subschemas that hold for the same value and lend it their fields.
    var inPlace: [ID] {
        allOf + anyOf + oneOf + [reference, then, otherwise].compactMap { $0 } + dependentSchemas.map(\.node)
    }
}
