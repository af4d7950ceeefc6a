extension Explanation {
    static let compatEnumRemoved = Explanation(
        "compat-enum-removed",
        "A listed value stays listed.",
        reason: """
            Old records have it. Readers would keep it as an unrecognised value, or fail.
            """,
        remedy: """
            Put the value back. Or add a version, whose migration says what becomes of it.
            """
    )
}
