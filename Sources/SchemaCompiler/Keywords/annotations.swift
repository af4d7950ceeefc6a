import JSONCore
import SchemaDocuments
import SchemaProgram

extension ProgramBuilder {
    /// Keywords that say something about a value and nothing about whether it is valid. Unknown ones are among them.
    mutating func annotations(of schema: SchemaPosition, into block: inout BlockDraft) {
        for member in schema.node.members ?? [] where !silent.contains(member.key) {
            // `$ref` in draft-07 hides it.
            guard schema[member.key] != nil, !member.key.hasPrefix("$") else { continue }
            var kinds = KindMask.any
            if member.key.hasPrefix("content") {
                kinds = KindMask.string
                if member.key == "contentSchema", schema["contentMediaType"] == nil { continue }
            }
            block.annotations.append(
                Instruction(
                    .annotation,
                    location(member.key, of: schema, in: block),
                    [.word(constant(member.value, of: schema)), .word(kinds)]
                )
            )
        }
    }
}

/// Keywords that are no annotations, or whose annotation evaluation makes.
private let silent: Set<String> = [
    "definitions", "type", "const", "enum", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf",
    "minLength", "maxLength", "pattern", "minItems", "maxItems", "uniqueItems", "minContains", "maxContains",
    "minProperties", "maxProperties", "required", "dependentRequired", "dependentSchemas", "dependencies", "properties",
    "patternProperties", "additionalProperties", "propertyNames", "items", "prefixItems", "additionalItems", "contains",
    "unevaluatedProperties", "unevaluatedItems", "allOf", "anyOf", "oneOf", "not", "if", "then", "else",
]
