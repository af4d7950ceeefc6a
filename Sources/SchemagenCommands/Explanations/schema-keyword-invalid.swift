extension Explanation {
    static let schemaKeywordInvalid = Explanation(
        "schema-keyword-invalid",
        "Every keyword has a value that makes sense for it.",
        reason: """
            A schema whose `minimum` is a string, or whose `properties` is a list, could only be guessed at.
            Validation refuses it before it reads an instance.
            """,
        remedy: """
            Write what the message asks for. `schemagen metaschema FILE` checks a schema against its whole
            metaschema.
            """
    )
}
