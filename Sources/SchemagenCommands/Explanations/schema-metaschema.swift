extension Explanation {
    static let schemaMetaschema = Explanation(
        "schema-metaschema",
        "A schema conforms to its metaschema.",
        reason: """
            The metaschema says what may stand under each keyword. What it refuses has no meaning, or another
            one than it looks.
            """,
        remedy: """
            Write what the message asks for; it shows the deepest place that is wrong and not what follows from
            it.
            """
    )
}
