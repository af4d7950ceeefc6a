extension Explanation {
    static let migrationOutputInvalid = Explanation(
        "migration-output-invalid",
        "What a migration gives conforms to the version that it leads to.",
        reason: """
            A fixture of the old version was taken through the migration that follows from the schemas, and what
            came out breaks the new schema.
            """,
        remedy: """
            Correct the default of the new field, or the rename. Where no rule suffices, make the field required
            without a default: then a person has to write the step.
            """
    )
}
