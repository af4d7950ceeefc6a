extension Explanation {
    static let compatDefaultChanged = Explanation(
        "compat-default-changed",
        severity: .warning,
        "A default keeps its value.",
        reason: """
            A record without the field means the default. With another one, records that were written before
            mean something else.
            """,
        remedy: """
            Put the old default back, or write the field from now on and let the default be.
            """
    )
}
