extension Explanation {
    static let suiteInvalid = Explanation(
        "suite-invalid",
        "A file given to `schemagen test` has the form of the public JSON Schema test suite.",
        reason: """
            The file is a list of groups, each with a description, a schema and a list of tests; each test has a
            description, data, and the verdict `valid` or a schema for each format under `output`.
            """,
        remedy: """
            Correct the file at the place that the message shows.
            """
    )
}
