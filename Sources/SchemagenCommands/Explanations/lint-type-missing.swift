extension Explanation {
    static let lintTypeMissing = Explanation(
        "lint-type-missing",
        severity: .warning,
        "A rule that concerns one type stands beside that `type`.",
        reason: """
            `minLength` says nothing about a number, so that `{"minLength": 1}` takes every number, list and
            object. That is what JSON Schema means, and seldom what the author meant; the Swift type is any JSON
            value then.
            """,
        remedy: """
            Add the type: {"type": "string", "minLength": 1}.
            """
    )
}
