extension Explanation {
    static let lintTagDuplicate = Explanation(
        "lint-tag-duplicate",
        "Each variant of a union has a tag of its own.",
        reason: """
            A union is decided by its tag before anything is tried. Two variants with one tag could not be told
            apart.
            """,
        remedy: """
            Give each variant another `const`, or make one variant of the two.
            """
    )
}
