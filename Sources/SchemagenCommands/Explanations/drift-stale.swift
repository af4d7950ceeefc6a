extension Explanation {
    static let driftStale = Explanation(
        "drift-stale",
        "The mirror of the generated Swift is what the schemas give.",
        reason: """
            The build generates its Swift anew and never reads the mirror, which is there for people who review
            a schema. One that is out of date shows something that is not built.
            """,
        remedy: """
            Run `schemagen generate` and commit what it writes.
            """
    )
}
