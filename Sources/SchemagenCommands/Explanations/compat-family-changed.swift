extension Explanation {
    static let compatFamilyChanged = Explanation(
        "compat-family-changed",
        "What family.json says of released versions stays.",
        reason: """
            The rules that tell a version, the version that is assumed, the fields that every version has, and how
            tolerant reading is decide what becomes of records that are written already, as the schemas do.
            """,
        remedy: """
            Put the old rule back; a new version gets a mark or a shape of its own beside it.
            """
    )
}
