extension Explanation {
    static let compatRequiredRemoved = Explanation(
        "compat-required-removed",
        "A required field stays required.",
        reason: """
            Readers of old versions rely on it, and fail on new records without it.
            """,
        remedy: """
            Keep writing it, or add a version.
            """
    )
}
