extension Explanation {
    static let migrationChanged = Explanation(
        "migration-changed",
        "An old record becomes what it became in the release.",
        reason: """
            Whoever read an old log with the released code and whoever reads it with this one would see different records:
            what was counted, billed or resumed from it may not be so any more. What a test has recorded in fixtures/migrated
            is compared with the baseline's, taken through the generator's steps where a version has come since.
            """,
        remedy: """
            Take the step back to what it did. Where it was wrong, and the correction is meant, waive the finding with a
            reason: 'schemagen waive FINGERPRINT --reason … --until DATE'.
            """
    )
}
