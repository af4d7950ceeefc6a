/// `docs/RULES.md`: everything that `schemagen explain` tells, as one page. A test compares the file with this text.
func rulesPage() -> String {
    let groups: [(prefix: String, title: String)] = [
        ("schema", "Well-formed"), ("config", "Configuration"), ("lint", "Lint"), ("drift", "Drift"),
        ("compat", "Compatibility"), ("waiver", "Waivers"), ("migration", "Migrations"), ("fixture", "Fixtures"),
        ("data", "Data"), ("suite", "Test suites"),
    ]
    var text = """
        # Rules

        Generated from the explanations that `schemagen explain ID` prints; do not edit. What a rule says about a change \
        holds within one version of a family: a new version may do anything for which it brings a migration.

        """
    for (prefix, title) in groups {
        let own = explanations.filter { $0.id.hasPrefix(prefix + "-") }
        if own.isEmpty { continue }
        text += "\n## \(title)\n"
        for explanation in own {
            text +=
                "\n### \(explanation.id)\n\n\(explanation.severity.rawValue.uppercasedFirst). \(explanation.summary)\n"
            text += "\n\(explanation.reason)\n\nWhat to do: \(explanation.remedy)\n"
        }
    }
    return text
}

extension String {
    fileprivate var uppercasedFirst: String { prefix(1).uppercased() + dropFirst() }
}
