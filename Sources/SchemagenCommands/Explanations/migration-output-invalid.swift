extension Explanation {
    static let migrationOutputInvalid = Explanation(
        "migration-output-invalid",
        "Each fixture conforms to the version that it becomes.",
        reason: """
            Steps that the generator writes are computed for each fixture, one version after the other, and what comes out is
            judged by the engine that readers use. A record may hold a field that its version does not name: it is kept, and
            if the next version declares a field of that name, it becomes that field's value. Where it has another type,
            readers refuse the record. A step that a person wrote cannot be run here: what a test has recorded of it is judged.
            """,
        remedy: """
            Give the new field a name that no record has had, or take the step into your own hands with a version in which the
            rule does not suffice. Where the step is yours already, correct it and record anew.
            """
    )
}
