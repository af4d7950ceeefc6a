extension Explanation {
    static let driftGeneratorVersion = Explanation(
        "drift-generator-version",
        "Everybody uses the same generator.",
        reason: """
            The lock file was written by another version of schemagen, which may generate other Swift and decide
            other things.
            """,
        remedy: """
            Use the version that the lock file names, or run `schemagen generate` and `schemagen check
            --write-lock` and commit both.
            """
    )
}
