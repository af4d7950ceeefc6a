extension Explanation {
    static let migrationMissing = Explanation(
        "migration-missing",
        "Each version leads to the next.",
        reason: """
            The record types of two neighbouring versions have nothing in common, so nothing could turn the one
            into the other.
            """,
        remedy: """
            Give the new version a record of the same kind as the old one: an object, or a union with the same
            tag.
            """
    )
}
