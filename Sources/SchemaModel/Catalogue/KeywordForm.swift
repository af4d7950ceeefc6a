import JSONCore
import SchemaDocuments

/// What may stand under a keyword, as the metaschemas say it.
enum KeywordForm {
    case schema, schemaList, schemaOrList, schemaMap, dependencies
    case text, pattern, count, number, positiveNumber, flag, anything, list
    case types, names, mapOfNames, values, format, vocabulary
}

/// How `keyword` is written in this dialect; nil when the dialect does not know it.
func keywordForm(_ keyword: String, in dialect: Dialect) -> KeywordForm? {
    if let form = commonForms[keyword] { return form }
    switch dialect {
    case .draft07: return draft07Forms[keyword]
    case .draft2019: return since2019Forms[keyword] ?? draft2019Forms[keyword]
    case .draft2020: return since2019Forms[keyword] ?? draft2020Forms[keyword]
    }
}

func knownKeywords(in dialect: Dialect) -> [String] {
    let own: [[String: KeywordForm]] =
        switch dialect {
        case .draft07: [draft07Forms]
        case .draft2019: [since2019Forms, draft2019Forms]
        case .draft2020: [since2019Forms, draft2020Forms]
        }
    return (own + [commonForms]).flatMap(\.keys).sorted()
}

private let commonForms: [String: KeywordForm] = [
    "$id": .text, "$schema": .text, "$ref": .text, "$comment": .text,
    "title": .text, "description": .text, "default": .anything, "examples": .list, "readOnly": .flag,
    "writeOnly": .flag,
    "type": .types, "enum": .values, "const": .anything,
    "minimum": .number, "maximum": .number, "exclusiveMinimum": .number, "exclusiveMaximum": .number,
    "multipleOf": .positiveNumber,
    "minLength": .count, "maxLength": .count, "pattern": .pattern, "format": .format,
    "contentEncoding": .text, "contentMediaType": .text,
    "minItems": .count, "maxItems": .count, "uniqueItems": .flag, "contains": .schema,
    "minProperties": .count, "maxProperties": .count, "required": .names, "properties": .schemaMap,
    "patternProperties": .schemaMap, "additionalProperties": .schema, "propertyNames": .schema,
    "definitions": .schemaMap, "dependencies": .dependencies,
    "allOf": .schemaList, "anyOf": .schemaList, "oneOf": .schemaList, "not": .schema, "if": .schema, "then": .schema,
    "else": .schema,
]

/// Draft-07 says `deprecated` nowhere, and everybody writes it.
private let draft07Forms: [String: KeywordForm] = [
    "items": .schemaOrList, "additionalItems": .schema, "deprecated": .flag,
]

private let since2019Forms: [String: KeywordForm] = [
    "$anchor": .text, "$defs": .schemaMap, "$vocabulary": .vocabulary, "deprecated": .flag,
    "dependentSchemas": .schemaMap, "dependentRequired": .mapOfNames, "unevaluatedItems": .schema,
    "unevaluatedProperties": .schema, "minContains": .count, "maxContains": .count, "contentSchema": .schema,
]

private let draft2019Forms: [String: KeywordForm] = [
    "items": .schemaOrList, "additionalItems": .schema, "$recursiveAnchor": .flag,
    "$recursiveRef": .text,
]

private let draft2020Forms: [String: KeywordForm] = [
    "items": .schema, "prefixItems": .schemaList, "$dynamicAnchor": .text, "$dynamicRef": .text,
]

let jsonTypeNames = ["null", "boolean", "object", "array", "number", "integer", "string"]

/// The formats of 2020-12; another name would be an annotation that nobody checks.
let knownFormats = [
    "date-time", "date", "time", "duration", "email", "idn-email", "hostname", "idn-hostname", "ipv4", "ipv6", "uri",
    "uri-reference", "iri", "iri-reference", "uri-template", "json-pointer", "relative-json-pointer", "regex", "uuid",
]
