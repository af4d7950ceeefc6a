extension Explanation {
    static let migrationMissing = Explanation(
        "migration-missing",
        "Each step that no rule can take has been written.",
        reason: """
            Where a field is gone, or has another type, or is new and required without a default, nothing says what becomes of
            old records. The package does not compile until somebody has written that one function; this says so earlier.
            """,
        remedy: """
            Write the function that the finding names in an extension of the family's type: it takes a record of the old version
            and gives one of the new. Or declare the rename with x-renamed-from, or the default.
            """
    )
}
