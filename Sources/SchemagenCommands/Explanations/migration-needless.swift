extension Explanation {
    static let migrationNeedless = Explanation(
        "migration-needless",
        severity: .warning,
        "A new version is there because something breaks.",
        reason: """
            All that changed since the version before is read by its readers as it is. A version costs a
            migration and a copy of all types for ever.
            """,
        remedy: """
            Make the change in the version before and remove the new one, if it is not released yet.
            """
    )
}
