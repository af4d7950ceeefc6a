extension Explanation {
    static let lintUnionUntagged = Explanation(
        "lint-union-untagged",
        severity: .warning,
        "The variants of a union are told apart by a required property with a `const`.",
        reason: """
            Without a tag a reader has to try one variant after the other. That is slow, and a record that
            conforms to none of them cannot be told from a record of a newer version.
            """,
        remedy: """
            Give each variant a required property of the same name with a `const` of its own.
            """
    )
}
