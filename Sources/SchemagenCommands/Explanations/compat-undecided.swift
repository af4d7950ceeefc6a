extension Explanation {
    static let compatUndecided = Explanation(
        "compat-undecided",
        severity: .warning,
        "The comparison came to an answer.",
        reason: """
            No proof was found that the change is compatible, and no value that shows that it is not: patterns
            that cannot be compared, branches of oneOf that overlap, references that depend on who refers. Where what is
            suspected would be an error, so is this: that nothing could be made up to show it proves nothing.
            """,
        remedy: """
            Write the schema in a simpler way, add a fixture that holds a value which is hard to make up, or convince yourself
            and waive the finding.
            """
    )
}
