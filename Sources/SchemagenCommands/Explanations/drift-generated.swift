extension Explanation {
    static let driftGenerated = Explanation(
        "drift-generated",
        "The mirror of the generated Swift is what the schemas give.",
        reason: """
            The build generates its Swift anew and never reads the mirror, which is there for people: a reviewer
            of a schema sees in the same change what it does to the types. A mirror that is out of date shows
            something that is not built.
            """,
        remedy: """
            Run `schemagen generate` and commit what it writes.
            """
    )
}
