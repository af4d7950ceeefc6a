import JSONCore
import SchemaDocuments
import SchemaModel

/// What is allowed and unwise: objects that refuse the next version's fields, patterns that mean different things,
/// branches that require what nothing declares.
///
/// - Parameter told: what has been said about the same schemas; a place of which the same was said is passed over.
func lintFindings(_ catalogue: SchemaCatalogue, besides told: [Diagnostic]) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    var open = catalogue.families.flatMap(\.roots)
    var seen = Set(open)
    var positions: [SchemaPosition] = []
    while let position = open.popLast() {
        positions.append(position)
        var next = position.subschemas
        if let target = catalogue.targets[position] { next.append(target) }
        for child in next where seen.insert(child).inserted { open.append(child) }
    }
    let branches = RequiredInBranches(in: positions, targets: catalogue.targets)
    for position in positions {
        findings += lint(position)
        findings += branches.findings(in: position)
    }
    // Two ways may lead to one branch.
    var known = Set(told.map { Told($0) })
    return findings.filter { known.insert(Told($0)).inserted }
}

private struct Told: Hashable {
    var id: String
    var path: String
    var location: SourceLocation?

    init(_ diagnostic: Diagnostic) {
        (id, path, location) = (diagnostic.id, diagnostic.path, diagnostic.location)
    }
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
