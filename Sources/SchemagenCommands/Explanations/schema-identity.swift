extension Explanation {
    static let schemaIdentity = Explanation(
        "schema-identity",
        "Folder, file name and $id of a version say the same.",
        reason: """
            A family is a folder, a version is a file v1.json, v2.json and so on without gaps, and an $id that
            names a family or a version names these. Records are read by these names for years, so that a schema
            must not be mistaken for another one. Two schemas with one $id, and a version without file or mark,
            are refused as well.
            """,
        remedy: """
            Rename the file or correct the $id. A missing version can be restored from version control; it may
            not be skipped, because its records are still out there. `schemagen new version FAMILY` names
            everything right.
            """
    )
}
