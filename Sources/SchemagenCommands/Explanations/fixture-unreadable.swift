extension Explanation {
    static let fixtureUnreadable = Explanation(
        "fixture-unreadable",
        "Each fixture conforms to its version.",
        reason: """
            A record in fixtures/vN stands for what version N wrote. One that does not conform was never
            written, or the schema has changed under it.
            """,
        remedy: """
            If the schema has changed, that is what to correct. Records that no version wrote belong to
            fixtures/future.
            """
    )
}
