extension Explanation {
    static let fixtureMissing = Explanation(
        "fixture-missing",
        "Each version has a fixture for each of its variants.",
        reason: """
            Fixtures are what keeps old records readable: each is read, migrated, and written again in the
            tests.
            """,
        remedy: """
            Run `schemagen fixtures`, which writes small ones, or add real records.
            """
    )
}
