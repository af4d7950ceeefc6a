extension Explanation {
    static let compatConstraintTightened = Explanation(
        "compat-constraint-tightened",
        severity: .warning,
        "What may be written may be read.",
        reason: """
            Some value that one side writes breaks a rule of the other: a bound, a length, a pattern, a count.
            Whether such records exist only the data can tell: `schemagen check --data FILE`. In a family that
            reads strictly this is an error.
            """,
        remedy: """
            Leave the rule as it was, or add a version. If no such record was ever written, waive the finding.
            """
    )
}
