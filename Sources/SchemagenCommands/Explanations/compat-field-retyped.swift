extension Explanation {
    static let compatFieldRetyped = Explanation(
        "compat-field-retyped",
        "A field keeps its type.",
        reason: """
            Some value that one version writes has a type that the other one's readers do not take. Null counts
            as a type, and so do the formats with a Swift type of their own: uuid, date-time, date, time,
            duration.
            """,
        remedy: """
            Add a field with another name beside the old one, or add a version with a migration that converts
            the value.
            """
    )
}
