extension Explanation {
    static let driftBaseline = Explanation(
        "drift-baseline",
        "The lock file is what `schemagen check --write-lock` wrote.",
        reason: """
            In a checkout without history the lock file is what everything is compared with. One that was edited
            by hand, or that lacks a frozen version, proves nothing.
            """,
        remedy: """
            Restore it from history. After a release run `schemagen check --write-lock` and commit it.
            """
    )
}
