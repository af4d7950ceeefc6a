import SchemaDocuments

/// What `schemagen explain` tells about one id. One file in this folder for each, named after it.
struct Explanation: Sendable {
    let id: String
    let severity: Diagnostic.Severity
    /// One line: what the rule asks for.
    let summary: String
    /// Why, and what makes it fire.
    let reason: String
    /// What to do, with an example where one helps.
    let remedy: String

    init(
        _ id: String,
        severity: Diagnostic.Severity = .error,
        _ summary: String,
        reason: String,
        remedy: String
    ) {
        self.id = id
        self.severity = severity
        self.summary = summary
        self.reason = reason
        self.remedy = remedy
    }

    var text: String {
        "\(id) (\(severity.rawValue))\n\n\(summary)\n\n\(reason)\n\nWhat to do\n\n\(remedy)\n"
    }
}
