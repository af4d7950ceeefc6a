extension Explanation {
    static let migrationOutputInvalid = Explanation(
        "migration-output-invalid",
        "Each fixture, migrated by rule, conforms to the version that it becomes.",
        reason: """
            Steps that the generator writes are computed for each fixture, one version after the other, and what comes out is
            judged by the engine that readers use. A record may hold a field that its version does not name: it is kept, and
            if the next version declares a field of that name, it becomes that field's value. Where it has another type,
            readers refuse the record. Steps that a person writes cannot be run here; the summary counts the fixtures that
            need one.
            """,
        remedy: """
            Give the new field a name that no record has had, or take the step into your own hands with a version in which the
            rule does not suffice. For steps written by hand, read the fixtures in a test: for line in
            RecordLog<Family>(readingFrom: fixture), each line is a .record, because what a step gives is checked before it is
            handed out.
            """
    )
}
