extension Explanation {
    static let fixtureLossy = Explanation(
        "fixture-lossy",
        "Each fixture survives being read and written, and is of a variant that its version knows.",
        reason: """
            A record with an unknown tag is kept raw: it survives, but nothing of it is decoded. For all others it is computed
            what the generated types write after they have read them. Numbers are compared by value and objects whatever the
            order of their members: 1.0 and 1 are the same here. A UUID in upper case is written in lower case, which is
            told as a note.
            """,
        remedy: """
            Put the variant back into the schema, or move the record to fixtures/future. Where a text must be kept to the last
            byte, declare it without the format that gives it a type of its own.
            """
    )
}
