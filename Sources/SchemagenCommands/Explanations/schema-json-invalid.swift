extension Explanation {
    static let schemaJsonInvalid = Explanation(
        "schema-json-invalid",
        "Every schema file is JSON, without a name that stands twice in an object.",
        reason: """
            Of two members with one name, parsers take the first or the last as they like. JSON has no comments
            and no comma after the last entry.
            """,
        remedy: """
            The message says at which character reading stopped; what is wrong stands there or just before.
            """
    )
}
