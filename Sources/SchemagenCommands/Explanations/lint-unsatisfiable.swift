extension Explanation {
    static let lintUnsatisfiable = Explanation(
        "lint-unsatisfiable",
        "Some value conforms to the schema.",
        reason: """
            Rules that exclude each other, such as `minLength` 8 beside `maxLength` 4, or a required property
            that a sibling schema refuses, leave nothing to write: the first record would be refused. So does a
            type that cannot be without another of itself.
            """,
        remedy: """
            Correct one of the two rules; the message shows both places.
            """
    )
}
