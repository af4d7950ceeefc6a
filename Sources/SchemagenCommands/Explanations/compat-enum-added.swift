extension Explanation {
    static let compatEnumAdded = Explanation(
        "compat-enum-added",
        severity: .warning,
        "A new listed value is news to readers that are in the field.",
        reason: """
            They keep it as an unrecognised value, which their code may not expect. In a family that reads
            strictly they fail, and this is an error.
            """,
        remedy: """
            Make sure that consumers handle the unrecognised case. In a strict family add a version.
            """
    )
}
