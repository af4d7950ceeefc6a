extension Explanation {
    static let compatFrozenChanged = Explanation(
        "compat-frozen-changed",
        "An old version stays as it was released.",
        reason: """
            Records of it lie in the field, and its types were generated for them. A version that is not the
            newest and was edited or removed would read them differently, or not at all.
            """,
        remedy: """
            Put the file back as it was. Change the newest version, or start the next one with `schemagen new
            version FAMILY`.
            """
    )
}
