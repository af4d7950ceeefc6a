import JSONCore
import PatternCompiler
import SchemaDocuments

/// Checks one schema by itself: known keywords only, each with a value of the right form.
///
/// This names the exact value and what to write instead; the whole metaschema, which says the same less well, is left
/// to the validation program.
func checkKeywords(of position: SchemaPosition, _ diagnostics: inout [Diagnostic]) {
    guard let members = position.node.members else {
        if position.node.bool == nil {
            diagnostics.append(
                misshapen(
                    position,
                    position.node,
                    "a schema must be an object, true or false, and this is \(kind(of: position.node))"
                )
            )
        }
        return
    }
    for member in members where !member.key.hasPrefix("x-") {
        guard let form = keywordForm(member.key, in: position.dialect) else {
            diagnostics.append(unknownKeyword(member, position))
            continue
        }
        if let problem = problem(with: member.value, as: form, position.dialect) {
            diagnostics.append(
                misshapen(position, problem.node ?? member.value, "\(member.key) \(problem.text)", id: problem.id)
            )
        }
    }
    if let node = position.node["$schema"] {
        // A keyword that has no meaning there would have one in the types.
        for (vocabulary, name) in [(Vocabularies.applicator, "applicator"), (.validation, "validation")]
        where !position.vocabularies.contains(vocabulary) {
            let message =
                "this metaschema leaves out the vocabulary \"\(name)\", which types are made from: list it in its "
                + "$vocabulary, or name another metaschema"
            diagnostics.append(Spot(position, "$schema", node).diagnostic(.error, "schema-dialect", message))
        }
    }
    for name in ["x-swift-name", "x-renamed-from"] {
        guard let node = position.node[name] else { continue }
        let isRight = name == "x-swift-name" ? node.string.map(isFreeName) : node.string.map { _ in true }
        if isRight != true {
            let wanted =
                name == "x-swift-name" ? "a Swift identifier that is free" : "the JSON name in the version before"
            diagnostics.append(misshapen(position, node, "\(name) must be \(wanted)"))
        }
    }
    for member in position.node["patternProperties"]?.members ?? [] {
        if let fault = patternFault(member.key) {
            diagnostics.append(
                misshapen(position, at: member.keySpan.lowerBound, "the name pattern \(fault)")
            )
        }
    }
}

private struct Problem {
    var text: String
    /// The part that is wrong; nil for the whole value.
    var node: JSONNode?
    var id = "schema-metaschema"
}

private func problem(with value: JSONNode, as form: KeywordForm, _ dialect: Dialect) -> Problem? {
    func must(_ wanted: String, _ node: JSONNode? = nil) -> Problem {
        Problem(text: "must be \(wanted), and this is \(kind(of: node ?? value))", node: node)
    }
    switch form {
    case .anything: return nil
    // The schema itself is checked where the walk comes to it.
    case .schema:
        if value.array == nil { return nil }
        let advice = dialect == .draft2020 ? ": write prefixItems for a schema per position" : ""
        return Problem(text: "must be one schema, and this is a list\(advice)")
    case .schemaOrList: return nil
    case .schemaList:
        guard let elements = value.array else { return must("a list of schemas") }
        return elements.isEmpty ? Problem(text: "must not be empty: remove it or add a schema") : nil
    case .schemaMap: return value.members == nil ? must("an object of schemas") : nil
    case .dependencies: return value.members == nil ? must("an object of schemas or lists of names") : nil
    case .text: return value.string == nil ? must("a string") : nil
    case .pattern:
        guard let text = value.string else { return must("a string") }
        return patternFault(text).map { Problem(text: $0) }
    case .count:
        guard let number = value.number, number.isInteger, number >= JSONNumber(Int64(0)) else {
            return must("a whole number, 0 or greater")
        }
        return nil
    case .number: return value.number == nil ? must("a number") : nil
    case .positiveNumber:
        guard let number = value.number, number > JSONNumber(Int64(0)) else { return must("a number above 0") }
        return nil
    case .flag: return value.bool == nil ? must("true or false") : nil
    case .list: return value.array == nil ? must("a list") : nil
    case .values:
        guard let values = value.array else { return must("a list of the allowed values") }
        if values.isEmpty { return Problem(text: "must not be empty: no value would be valid") }
        return repeated(values.map { ($0.value, $0) })
    case .types: return typesProblem(value, must)
    case .names: return namesProblem(value, must)
    case .mapOfNames:
        guard let members = value.members else { return must("an object of lists of names") }
        return members.lazy.compactMap { namesProblem($0.value, must) }.first
    case .format:
        guard let name = value.string else { return must("a string") }
        if knownFormats.contains(name) { return nil }
        let advice = nearest(to: name, among: knownFormats).map { "did you mean \"\($0)\"?" }
        return Problem(
            text: "\"\(name)\" is not known: \(advice ?? "known are \(knownFormats.joined(separator: ", "))")",
            id: "schema-unsupported-keyword"
        )
    case .vocabulary: return value.members == nil ? must("an object") : nil
    }
}

private func typesProblem(_ value: JSONNode, _ must: (String, JSONNode?) -> Problem) -> Problem? {
    let names = value.array ?? [value]
    if names.isEmpty { return Problem(text: "must not be an empty list: no value would be valid") }
    for node in names {
        guard let name = node.string else { return must("the name of a type or a list of names", node) }
        if jsonTypeNames.contains(name) { continue }
        let advice = nearest(to: name, among: jsonTypeNames).map { "did you mean \"\($0)\"?" }
        return Problem(
            text: "\"\(name)\" is no type: \(advice ?? "types are \(jsonTypeNames.joined(separator: ", "))")",
            node: node
        )
    }
    return repeated(names.map { ($0.value, $0) })
}

private func namesProblem(_ value: JSONNode, _ must: (String, JSONNode?) -> Problem) -> Problem? {
    guard let names = value.array else { return must("a list of names", value) }
    if let wrong = names.first(where: { $0.string == nil }) { return must("a list of names", wrong) }
    return repeated(names.map { ($0.value, $0) })
}

private func repeated(_ values: [(JSONValue, JSONNode)]) -> Problem? {
    var seen: Set<JSONValue> = []
    let second = values.first { !seen.insert($0.0).inserted }
    return second.map { Problem(text: "has the same entry twice: remove one", node: $0.1) }
}

private func patternFault(_ text: String) -> String? {
    do throws(PatternError) {
        _ = try compilePattern(text)
        return nil
    } catch {
        return "is not valid at offset \(error.offset) of \"\(text)\": \(error.message)"
    }
}

private func unknownKeyword(_ member: JSONNode.Member, _ position: SchemaPosition) -> Diagnostic {
    let advice: String
    if let guess = nearest(to: member.key, among: knownKeywords(in: position.dialect)) {
        advice = "did you mean \(guess)?"
    } else if let other = Dialect.allCases.first(where: { keywordForm(member.key, in: $0) != nil }) {
        advice = "it belongs to \(other.name), and this schema is \(position.dialect.name)"
    } else {
        advice = "remove it, or begin its name with x- if it is your own"
    }
    return misshapen(
        position,
        at: member.keySpan.lowerBound,
        "the keyword \(member.key) is not known: \(advice)",
        id: "schema-unsupported-keyword"
    )
}

private func misshapen(
    _ position: SchemaPosition,
    _ node: JSONNode,
    _ message: String,
    id: String = "schema-metaschema"
) -> Diagnostic {
    misshapen(position, at: node.span.lowerBound, message, id: id)
}

private func misshapen(
    _ position: SchemaPosition,
    at offset: Int,
    _ message: String,
    id: String = "schema-metaschema"
) -> Diagnostic {
    Diagnostic(.error, id, path: position.path, at: position.document.source.location(of: offset), message)
}

private func kind(of node: JSONNode) -> String {
    switch node.content {
    case .null: "null"
    case .bool(let flag): flag ? "true" : "false"
    case .number(let number): "the number \(number.text.prefix(40))"
    case .string(let text): "the string \"\(text.prefix(40))\""
    case .array: "a list"
    case .object: "an object"
    }
}

/// A name for a field or a type that neither Swift nor generated code keeps for itself.
private func isFreeName(_ name: String) -> Bool {
    isSwiftIdentifier(name) && !isReservedMemberName(name) && !isReservedTypeName(name)
}
