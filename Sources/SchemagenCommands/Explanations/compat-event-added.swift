extension Explanation {
    static let compatEventAdded = Explanation(
        "compat-event-added",
        "Readers of old versions take a new variant.",
        reason: """
            Readers that are in the field fail on records of this one: the family refuses variants that it does
            not know, or the union is one of those that keep none. A union within a record keeps unknown variants
            where each of its branches but null requires one field with a `const` of its own, and where neither
            `unevaluatedProperties` nor anything else beside it refuses what is new.
            """,
        remedy: """
            Add a version. Where the family refuses unknown variants, let it keep them: `"unknownVariants": "keep"`
            in family.json.
            """
    )
}
