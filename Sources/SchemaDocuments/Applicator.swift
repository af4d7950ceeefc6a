/// What stands under a keyword that holds subschemas.
public enum Applicator: Sendable, Hashable {
    case schema
    case list
    /// `items` before 2020-12.
    case schemaOrList
    case map
    /// `dependencies`: a schema or a list of names under each name.
    case mapOfSchemasOrNames
}

extension Dialect {
    /// How `keyword` holds subschemas in this dialect; nil when it holds none, which goes for unknown keywords too.
    public func applicator(_ keyword: String) -> Applicator? {
        switch self {
        case .draft07: applicators07[keyword]
        case .draft2019: applicators2019[keyword]
        case .draft2020: applicators2020[keyword]
        }
    }
}

private let shared: [String: Applicator] = [
    "additionalProperties": .schema, "propertyNames": .schema, "contains": .schema, "not": .schema, "if": .schema,
    "then": .schema, "else": .schema, "allOf": .list, "anyOf": .list, "oneOf": .list, "properties": .map,
    "patternProperties": .map, "definitions": .map, "dependencies": .mapOfSchemasOrNames,
]

private let since2019: [String: Applicator] = [
    "unevaluatedProperties": .schema, "unevaluatedItems": .schema, "contentSchema": .schema,
    "dependentSchemas": .map, "$defs": .map,
]

private let before2020: [String: Applicator] = ["items": .schemaOrList, "additionalItems": .schema]

private let applicators07 = shared.adding(before2020)
private let applicators2019 = shared.adding(before2020).adding(since2019)
private let applicators2020 = shared.adding(since2019).adding(["items": .schema, "prefixItems": .list])

extension [String: Applicator] {
    fileprivate func adding(_ others: Self) -> Self {
        merging(others) { first, _ in first }
    }
}
