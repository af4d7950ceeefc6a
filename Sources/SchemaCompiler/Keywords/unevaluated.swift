import JSONCore
import SchemaDocuments
import SchemaProgram

extension ProgramBuilder {
    func mayLeaveUnevaluated(_ schema: SchemaPosition) -> Bool {
        schema.dialect != .draft07 && schema.vocabularies.contains(.unevaluated)
    }

    mutating func unevaluated(of schema: SchemaPosition, into block: inout BlockDraft) throws(Diagnostic) {
        if try plainUnevaluatedProperties(of: schema) == nil,
            let rest = try subschema("unevaluatedProperties", of: schema)
        {
            let location = location("unevaluatedProperties", of: schema, in: block)
            block.add(Instruction(.unevaluatedProperties, location, [child(rest)]))
        }
        if let rest = try subschema("unevaluatedItems", of: schema) {
            let location = location("unevaluatedItems", of: schema, in: block)
            block.add(Instruction(.unevaluatedItems, location, [child(rest)]))
        }
    }

    /// `unevaluatedProperties` where it means no more than `additionalProperties`: nothing else in the schema could
    /// have evaluated a property of the same object.
    func plainUnevaluatedProperties(of schema: SchemaPosition) throws(Diagnostic) -> SchemaPosition? {
        guard mayLeaveUnevaluated(schema), schema["unevaluatedProperties"] != nil,
            schema["additionalProperties"] == nil
        else { return nil }
        let others = [
            "$ref", "$dynamicRef", "$recursiveRef", "allOf", "anyOf", "oneOf", "not", "if", "dependentSchemas",
            "dependencies",
        ]
        if others.contains(where: { schema[$0] != nil }) { return nil }
        return try subschema("unevaluatedProperties", of: schema)
    }
}
