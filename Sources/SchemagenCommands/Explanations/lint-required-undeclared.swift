extension Explanation {
    static let lintRequiredUndeclared = Explanation(
        "lint-required-undeclared",
        "Every name under `required` is a declared property.",
        reason: """
            A record would need a field that has no type, and a writer of these types could never write one.
            Most often the name is misspelt. The same holds for the branches of anyOf, oneOf, if and the like: in a closed
            object such a branch never holds, which is an error; in an open one it is a warning.
            """,
        remedy: """
            Declare the property, or take the name off the list.
            """
    )
}
