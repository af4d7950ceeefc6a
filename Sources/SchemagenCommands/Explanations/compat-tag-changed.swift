extension Explanation {
    static let compatTagChanged = Explanation(
        "compat-tag-changed",
        "The field that tells variants apart keeps its name.",
        reason: """
            Readers look at this field before anything else. Under another name they find no variant at all.
            """,
        remedy: """
            Put the old name back, or add a version with a migration.
            """
    )
}
