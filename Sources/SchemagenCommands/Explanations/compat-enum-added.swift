extension Explanation {
    static let compatEnumAdded = Explanation(
        "compat-enum-added",
        severity: .warning,
        "A new listed value is news to readers that are in the field.",
        reason: """
            They keep it as an unrecognised value, which their code may not expect. In a family that reads
            strictly they fail, and this is an error. So they do where other values than texts and null are listed
            beside it, where a text may stand beside values of other types, and where the list holds under a
            condition only.
            """,
        remedy: """
            Make sure that consumers handle the unrecognised case. In a strict family add a version.
            """
    )
}
