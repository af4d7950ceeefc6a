extension Explanation {
    static let configInvalidValue = Explanation(
        "config-invalid-value",
        "Every value in family.json and schemagen.json has the form that its key asks for.",
        reason: """
            These files say what schemas cannot: names, how a version is told, how strictly records are read. A
            value that is not understood would silently be the default.
            """,
        remedy: """
            Write what the message asks for; it names the key and the values that are known.
            """
    )
}
