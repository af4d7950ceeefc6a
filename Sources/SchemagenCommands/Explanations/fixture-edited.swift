extension Explanation {
    static let fixtureEdited = Explanation(
        "fixture-edited",
        "A released fixture stays as it is.",
        reason: """
            It stands for records in the field, which do not change either. An edited or removed one no longer
            notices when they stop being readable.
            """,
        remedy: """
            Put it back, and add another one beside it.
            """
    )
}
