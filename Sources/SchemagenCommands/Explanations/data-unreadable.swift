extension Explanation {
    static let dataUnreadable = Explanation(
        "data-unreadable",
        "Each line of the log is read.",
        reason: """
            A line of the file that --data names is no record of any family, or breaks the schema of the version
            that it states.
            """,
        remedy: """
            If the record is right, the schema is too narrow: widen it. If it is wrong, readers report it as
            nonconforming.
            """
    )
}
