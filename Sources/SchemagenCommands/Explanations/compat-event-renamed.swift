extension Explanation {
    static let compatEventRenamed = Explanation(
        "compat-event-renamed",
        "A variant keeps its tag.",
        reason: """
            The variant is gone and another one with nearly the same fields is new. Old records carry the old
            tag, which no reader knows any more: they would be kept raw and not decoded.
            """,
        remedy: """
            Put the old tag back; what a variant is called in Swift is said by x-swift-name. Or add a version,
            whose migration turns the one into the other.
            """
    )
}
