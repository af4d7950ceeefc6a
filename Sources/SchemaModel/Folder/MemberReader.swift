import JSONCore
import SchemaDocuments

/// Reads a configuration object whose keys are all known; any other key is an error with its place.
struct MemberReader {
    let node: JSONNode
    let source: JSONSource
    /// How messages call the object.
    let name: String
    var diagnostics: [Diagnostic] = []

    init(_ node: JSONNode, of source: JSONSource, _ name: String, keys: [String]) {
        self.node = node
        self.source = source
        self.name = name
        guard let members = node.members else {
            refuse(node, "\(name) must be an object")
            return
        }
        for member in members where !keys.contains(member.key) {
            let advice =
                nearest(to: member.key, among: keys).map { "did you mean \"\($0)\"?" }
                ?? "known are \(keys.joined(separator: ", "))"
            diagnostics.append(
                Diagnostic(
                    .error,
                    "config-unknown-key",
                    path: source.path,
                    at: source.location(of: member.keySpan.lowerBound),
                    "\(name) has no key \"\(member.key)\": \(advice)"
                )
            )
        }
    }

    subscript(key: String) -> JSONNode? { node[key] }

    mutating func refuse(_ node: JSONNode, _ message: String) {
        diagnostics.append(
            Diagnostic(
                .error,
                "config-invalid-value",
                path: source.path,
                at: source.location(of: node.span.lowerBound),
                message
            )
        )
    }

    mutating func string(_ key: String) -> String? {
        guard let value = self[key] else { return nil }
        if let text = value.string { return text }
        refuse(value, "\"\(key)\" must be a string")
        return nil
    }

    mutating func strings(_ key: String) -> [String] {
        guard let value = self[key] else { return [] }
        let texts = value.array?.compactMap(\.string)
        if let texts, texts.count == value.array?.count { return texts }
        refuse(value, "\"\(key)\" must be a list of strings")
        return []
    }

    mutating func integer(_ key: String) -> Int? {
        guard let value = self[key] else { return nil }
        if let number = value.number?.int64, let integer = Int(exactly: number), integer > 0 { return integer }
        refuse(value, "\"\(key)\" must be a version number, 1 or greater")
        return nil
    }

    mutating func choice<Choice>(_ key: String, of type: Choice.Type) -> Choice?
    where Choice: RawRepresentable<String> & CaseIterable {
        guard let value = self[key] else { return nil }
        if let choice = value.string.flatMap(Choice.init) { return choice }
        let known = Choice.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
        refuse(value, "\"\(key)\" must be one of \(known)")
        return nil
    }
}
