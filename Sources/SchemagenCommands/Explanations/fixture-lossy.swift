extension Explanation {
    static let fixtureLossy = Explanation(
        "fixture-lossy",
        "Each fixture is of a variant that its version knows.",
        reason: """
            A record with an unknown tag is kept raw: it survives, but nothing of it is decoded.
            """,
        remedy: """
            Put the variant back into the schema, or move the record to fixtures/future.
            """
    )
}
