extension Explanation {
    static let compatFieldRenamed = Explanation(
        "compat-field-renamed",
        "A field keeps its name.",
        reason: """
            Readers pass over what they do not know: a value under the old name is lost without a word. A
            declared rename (x-renamed-from) belongs to a version step, where the migration carries the value
            over. When the rename is only guessed, from names that are alike, this is a warning.
            """,
        remedy: """
            Put the old name back, or add a version and declare the rename there with x-renamed-from. If the two
            fields have nothing to do with each other, waive the finding.
            """
    )
}
