extension Explanation {
    static let schemaUnsupportedKeyword = Explanation(
        "schema-unsupported-keyword",
        "Record families use keywords that are known, with formats that are known.",
        reason: """
            An unknown keyword is ignored by every validator, so that a misspelt rule is no rule. A few keywords
            decide by who refers to a schema, which no type can say.
            """,
        remedy: """
            Correct the spelling, or begin the name of a keyword of your own with `x-`. Instead of `$dynamicRef`
            use `$ref`.
            """
    )
}
