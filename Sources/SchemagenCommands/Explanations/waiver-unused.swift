extension Explanation {
    static let waiverUnused = Explanation(
        "waiver-unused",
        severity: .warning,
        "Each waiver still waives something.",
        reason: """
            A waiver for a finding that no longer exists would hide the next one that looks the same. One that
            has run out waives nothing.
            """,
        remedy: """
            Remove it from Schemas/waivers.json, or renew it with `schemagen waive`.
            """
    )
}
