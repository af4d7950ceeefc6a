extension Explanation {
    static let configUnknownKey = Explanation(
        "config-unknown-key",
        "family.json and schemagen.json hold known keys only.",
        reason: """
            A key that nobody reads is a mistake in typing more often than not, and would change nothing without
            a word.
            """,
        remedy: """
            Correct the key, or remove it. The message names the nearest one that is known.
            """
    )
}
