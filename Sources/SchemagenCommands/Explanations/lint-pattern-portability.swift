extension Explanation {
    static let lintPatternPortability = Explanation(
        "lint-pattern-portability",
        severity: .warning,
        "A pattern means the same everywhere.",
        reason: """
            Lookbehind and Unicode property escapes are not understood by all implementations, and `\\d`, `\\w`
            and `\\s` match other characters in some of them.
            """,
        remedy: """
            Write the characters out, as in `[0-9]`, and anchors instead of lookbehind.
            """
    )
}
