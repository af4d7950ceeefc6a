extension Explanation {
    static let lintDefaultInvalid = Explanation(
        "lint-default-invalid",
        "A default conforms to the schema that it stands in.",
        reason: """
            A migration writes the default into old records, and migrated records are validated: with a default
            that does not conform, no old record could be read.
            """,
        remedy: """
            Correct the default or the rule that it breaks.
            """
    )
}
