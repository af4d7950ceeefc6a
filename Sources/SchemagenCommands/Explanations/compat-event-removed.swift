extension Explanation {
    static let compatEventRemoved = Explanation(
        "compat-event-removed",
        "A variant that was written once stays readable.",
        reason: """
            Old records have this tag. Without the variant the new reader keeps them raw instead of decoding
            them.
            """,
        remedy: """
            Put the variant back, with `deprecated: true` if nobody is to write it any more. Or add a version,
            whose migration says what becomes of it.
            """
    )
}
