extension Explanation {
    static let schemaRefCycle = Explanation(
        "schema-ref-cycle",
        "References do not lead back to where they started for the same value.",
        reason: """
            `{"$ref": "#/$defs/a"}` under `a` itself says nothing about any value, and evaluating it would never
            end. Recursion through a property or an item is fine: the value gets smaller with each step.
            """,
        remedy: """
            Put a property or an item between, or remove the reference.
            """
    )
}
