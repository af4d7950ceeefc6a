extension Explanation {
    static let lintClosedObject = Explanation(
        "lint-closed-object",
        severity: .warning,
        "A record's objects are open.",
        reason: """
            `additionalProperties: false` refuses the fields that the next version adds, in every reader that is
            in the field.
            """,
        remedy: """
            Leave additionalProperties out: unknown fields are kept and written again.
            """
    )
}
