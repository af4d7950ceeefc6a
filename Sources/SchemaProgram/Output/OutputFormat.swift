import JSONCore

/// The output formats of JSON Schema 2020-12, section 12.
public enum OutputFormat: String, Sendable, Hashable, CaseIterable {
    case flag, basic, detailed, verbose
}

/// The result of an evaluation in one of the standard's formats. Flag needs no tree, so it is not made here.
func output(_ tree: OutputTree, _ format: OutputFormat, isValid: Bool) -> JSONValue {
    switch format {
    case .flag: return flagOutput(isValid)
    case .basic:
        let units = (isValid ? annotations(tree, 0) : errors(tree, 0)).map { unit(tree, $0, nil) }
        return .object(
            JSONObject(distinct: [
                .init(key: "valid", value: .bool(isValid)),
                .init(key: isValid ? "annotations" : "errors", value: .array(units)),
            ])
        )
    case .detailed:
        return detailed(tree, 0, isValid: isValid, isRoot: true) ?? flagOutput(isValid)
    case .verbose: return verbose(tree, 0)
    }
}

func flagOutput(_ isValid: Bool) -> JSONValue {
    .object(JSONObject(distinct: [.init(key: "valid", value: .bool(isValid))]))
}

/// One node, with the nodes below it.
private func unit(_ tree: OutputTree, _ node: Int, _ below: [JSONValue]?) -> JSONValue {
    let one = tree.nodes[node]
    var members: [JSONObject.Member] = [
        .init(key: "valid", value: .bool(one.isValid)),
        .init(key: "keywordLocation", value: .string(tree.keywordLocation(node))),
        .init(key: "absoluteKeywordLocation", value: .string(tree.absoluteLocation(node))),
        .init(key: "instanceLocation", value: .string(tree.instanceLocation(node))),
    ]
    if !one.isValid, let message = one.message { members.append(.init(key: "error", value: .string(message))) }
    if one.isValid, let annotation = one.annotation { members.append(.init(key: "annotation", value: annotation)) }
    if let below, !below.isEmpty {
        members.append(.init(key: one.isValid ? "annotations" : "errors", value: .array(below)))
    }
    return .object(JSONObject(distinct: members))
}

/// The failing nodes, each before those that made it fail.
private func errors(_ tree: OutputTree, _ node: Int) -> [Int] {
    [node] + tree.failures(node).flatMap { errors(tree, $0) }
}

/// The nodes with an annotation of which nothing around them has failed.
private func annotations(_ tree: OutputTree, _ node: Int) -> [Int] {
    guard tree.nodes[node].isValid else { return [] }
    let own = tree.nodes[node].annotation == nil ? [] : [node]
    return own + tree.children[node].flatMap { annotations(tree, $0) }
}

/// Nodes that say nothing are left out, and one that has a single node below gives way to it.
private func detailed(_ tree: OutputTree, _ node: Int, isValid: Bool, isRoot: Bool = false) -> JSONValue? {
    let one = tree.nodes[node]
    if one.isValid != isValid { return nil }
    let children = isValid ? tree.children[node] : tree.failures(node)
    let below = children.compactMap { detailed(tree, $0, isValid: isValid) }
    let hasWords = isValid ? one.annotation != nil : one.message != nil
    if below.isEmpty { return hasWords || isRoot ? unit(tree, node, nil) : nil }
    if below.count == 1, !isRoot, !hasWords { return below[0] }
    return unit(tree, node, below)
}

private func verbose(_ tree: OutputTree, _ node: Int) -> JSONValue {
    unit(tree, node, tree.children[node].map { verbose(tree, $0) })
}
