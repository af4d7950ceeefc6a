extension Explanation {
    static let schemaPatternInvalid = Explanation(
        "schema-pattern-invalid",
        "Every `pattern` is a regular expression of ECMA-262 that can be matched in linear time.",
        reason: """
            Patterns are compiled when the schema is. Look-around and back references would take exponential
            time on hostile input and are refused.
            """,
        remedy: """
            Correct the pattern at the place that the message shows, or say the same without look-around.
            """
    )
}
