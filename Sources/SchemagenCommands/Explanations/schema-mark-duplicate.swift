extension Explanation {
    static let schemaMarkDuplicate = Explanation(
        "schema-mark-duplicate",
        "Every version of a family has a mark on the wire that no other version has.",
        reason: """
            A reader of records has nothing but the record to tell its version by: the version in a header, a
            field with a value for each version, or the fields that are there. Two versions with one mark would
            be read as the same.
            """,
        remedy: """
            Give each version its own value under "values" in family.json and as `const` in its schema, or its
            own shape.
            """
    )
}
