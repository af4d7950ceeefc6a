extension Explanation {
    static let compatRequiredAdded = Explanation(
        "compat-required-added",
        "A field does not become required.",
        reason: """
            Records that were written without it would no longer be read.
            """,
        remedy: """
            Leave it optional, with a default where there is a good one. Or add a version, whose migration says
            what old records have there.
            """
    )
}
