extension Explanation {
    static let compatSchemaRemoved = Explanation(
        "compat-schema-removed",
        "A schema that values were written by stays.",
        reason: """
            `schemagen diff OLD NEW` of two folders compares the files that have the same path. Where NEW lacks a file,
            nothing in it reads what OLD's let write: the folders are not backward compatible.
            """,
        remedy: """
            Put the file back. Where it was only renamed, compare the two files themselves.
            """
    )
}
