extension Explanation {
    static let compatEventAdded = Explanation(
        "compat-event-added",
        "Readers of old versions take a new variant.",
        reason: """
            This family refuses variants that it does not know, so readers that are in the field fail on records
            of this one.
            """,
        remedy: """
            Add a version, or let the family keep unknown variants: `"unknownVariants": "keep"` in family.json.
            """
    )
}
