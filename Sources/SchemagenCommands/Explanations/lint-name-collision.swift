extension Explanation {
    static let lintNameCollision = Explanation(
        "lint-name-collision",
        "Two things in one scope do not get the same Swift name.",
        reason: """
            Swift names are made from JSON names: `user_id` and `userId` both become `userID`. A number at the
            end of one of them would be a name that changes when a field is added.
            """,
        remedy: """
            Name one of them: {"names": {"user_id": "userIdentifier"}} in schemagen.json, or "x-swift-name"
            beside the property's type.
            """
    )
}
