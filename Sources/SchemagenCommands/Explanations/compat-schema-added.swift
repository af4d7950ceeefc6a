extension Explanation {
    static let compatSchemaAdded = Explanation(
        "compat-schema-added",
        "Readers that have a schema read what is written by it.",
        reason: """
            `schemagen diff OLD NEW` of two folders compares the files that have the same path. Where OLD lacks a file,
            nothing in it reads what NEW's lets write: the folders are not forward compatible.
            """,
        remedy: """
            Nothing, where old readers never meet values of the new schema. Where it was only renamed, compare the two
            files themselves.
            """
    )
}
