extension Explanation {
    static let migrationMissing = Explanation(
        "migration-missing",
        "Each step that no rule can take has been written.",
        reason: """
            Where a field is gone, or has another type, or is new and required without a default, nothing says what becomes of
            old records. The package does not compile until somebody has written that one function; this says so earlier.
            It is looked for in all Swift code of the package that the schemas lie in, comments and literals left out: the
            nearest folder above them with a Package.swift, else above where the command runs, else the folder Sources there.
            Where there is no Swift code, nothing is missing.
            """,
        remedy: """
            Write the function that the finding names in an extension of the family's type: it takes a record of the old version
            and gives one of the new. Or declare the rename with x-renamed-from, or the default.
            """
    )
}
