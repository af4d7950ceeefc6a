extension Explanation {
    static let compatFieldReused = Explanation(
        "compat-field-reused",
        "A name that was used once never comes back with another type.",
        reason: """
            Some log holds both, and a reader that knows the one takes the other for it. All versions are looked
            at, and the baseline, not only the last step.
            """,
        remedy: """
            Choose a name that was never used in this family.
            """
    )
}
