import JSONCore
import SchemaDocuments
import SchemaModel

/// What is allowed and unwise: objects that refuse the next version's fields, patterns that mean different things.
func lintFindings(_ catalogue: SchemaCatalogue) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    var open = catalogue.families.flatMap(\.roots)
    var seen = Set(open)
    while let position = open.popLast() {
        findings += lint(position)
        var next = position.subschemas
        if let target = catalogue.targets[position] { next.append(target) }
        for child in next where seen.insert(child).inserted { open.append(child) }
    }
    return findings
}

private func lint(_ position: SchemaPosition) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    func warn(_ id: String, _ node: JSONNode, _ message: String) {
        let place = position.document.source.location(of: node.span.lowerBound)
        findings.append(Diagnostic(.warning, id, path: position.path, at: place, message))
    }
    for keyword in ["additionalProperties", "unevaluatedProperties"] {
        if let node = position[keyword], node.bool == false {
            warn(
                "lint-closed-object",
                node,
                "the object refuses what it does not know, and with it every field that is added later: remove \(keyword)"
            )
        }
    }
    if let node = position["pattern"], let pattern = node.string, let part = unportablePart(of: pattern) {
        warn("lint-pattern-portability", node, "not every implementation understands \(part) alike: write it out")
    }
    for (member, _) in position.children(inMap: "patternProperties") {
        if let part = unportablePart(of: member.key) {
            warn(
                "lint-pattern-portability",
                member.value,
                "not every implementation understands \(part) alike: write it out"
            )
        }
    }
    return findings
}

/// The first part of a pattern that other implementations understand otherwise or not at all.
private func unportablePart(of pattern: String) -> String? {
    var rest = pattern[...]
    while let first = rest.first {
        for part in ["(?<=", "(?<!", "(?<"] where rest.hasPrefix(part) {
            return part == "(?<" ? "a named group" : "lookbehind"
        }
        if first == "\\" {
            let escape = String(rest.prefix(2))
            if ["\\d", "\\D", "\\w", "\\W", "\\s", "\\S", "\\b", "\\B", "\\p", "\\P"].contains(escape) {
                return escape
            }
            rest = rest.dropFirst(2)
        } else {
            rest = rest.dropFirst()
        }
    }
    return nil
}
