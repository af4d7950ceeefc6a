extension Explanation {
    static let schemaUnsupportedKeyword = Explanation(
        "schema-unsupported-keyword",
        "Record families use keywords that are known, with formats that are known.",
        reason: """
            An unknown keyword is ignored by every validator, so that a misspelt rule is no rule. Every keyword of the
            drafts is known: what a type cannot say, such as `$dynamicRef`, the validation program checks for each
            record, and a comparison of versions that meets it reports `compat-undecided`.
            """,
        remedy: """
            Correct the spelling, or begin the name of a keyword of your own with `x-`.
            """
    )
}
