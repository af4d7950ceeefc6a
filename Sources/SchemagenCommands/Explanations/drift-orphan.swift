extension Explanation {
    static let driftOrphan = Explanation(
        "drift-orphan",
        "The mirror holds nothing whose schema is gone.",
        reason: """
            A file that was generated once and is no longer shows types that are not built.
            """,
        remedy: """
            Run `schemagen generate`, which removes it.
            """
    )
}
