/// The failures that a person wants to hear of, in the order in which evaluation met them: those at the ends of the
/// tree, and of a union only those of the branch that came nearest.
func collectViolations(_ tree: OutputTree, limit: Int) -> [Violation] {
    guard let root = tree.nodes.first, !root.isValid else { return [] }
    var found: [Violation] = []
    var places: Set<Int> = []
    for leaf in leaves(tree, 0) where found.count < limit && places.insert(leaf.node).inserted {
        found.append(violation(tree, leaf))
    }
    return found
}

/// A failing node with what it has to say.
private struct Leaf {
    var node: Int
    var message: String
    var isUnknownWord = false
}

private func violation(_ tree: OutputTree, _ leaf: Leaf) -> Violation {
    Violation(
        instanceLocation: tree.instanceLocation(leaf.node),
        keywordLocation: tree.keywordLocation(leaf.node),
        absoluteKeywordLocation: tree.absoluteLocation(leaf.node),
        keyword: tree.keyword(leaf.node),
        message: leaf.message,
        offset: tree.offset(leaf.node),
        isUnknownVariant: tree.nodes[leaf.node].isUnknownVariant,
        isUnknownWord: leaf.isUnknownWord
    )
}

/// Recursive; evaluation has bounded the depth.
private func leaves(_ tree: OutputTree, _ node: Int) -> [Leaf] {
    let failures = tree.failures(node)
    let own = Leaf(node: node, message: tree.nodes[node].message ?? "the value does not hold")
    if failures.isEmpty || tree.nodes[node].isDecided { return [own] }
    switch tree.nodes[node].keyword {
    case "anyOf", "oneOf": return nearest(tree, node, failures)
    default: return failures.flatMap { leaves(tree, $0) }
    }
}

/// Of the branches that failed, the one that fits best.
private func nearest(_ tree: OutputTree, _ union: Int, _ branches: [Int]) -> [Leaf] {
    let all = branches.map { leaves(tree, $0) }
    if let kinds = wrongKinds(tree, union, all) { return [kinds] }
    var best = 0
    var bestDistance = Int.max
    for (place, branch) in all.enumerated() {
        let distance = branch.reduce(0) { $0 + weight(tree, union, $1.node) }
        if distance < bestDistance { (best, bestDistance) = (place, distance) }
    }
    return all[best]
}

/// When every branch wants another kind of value, that is all there is to say.
private func wrongKinds(_ tree: OutputTree, _ union: Int, _ branches: [[Leaf]]) -> Leaf? {
    var wanted: [String] = []
    var areListed = true
    for branch in branches {
        guard branch.count == 1, let leaf = branch.first, tree.nodes[leaf.node].instance == tree.nodes[union].instance,
            ["type", "const", "enum"].contains(tree.keyword(leaf.node)),
            let words = leaf.message.split(separator: ", found ").first, words.hasPrefix("expected ")
        else { return nil }
        // Null beside listed texts is a list that may be absent.
        if tree.keyword(leaf.node) == "type" { areListed = areListed && words == "expected null" }
        let word = String(words.dropFirst("expected ".count))
        if !wanted.contains(word) { wanted.append(word) }
    }
    return Leaf(
        node: union,
        message: "expected \(tree.alternatives(wanted)), found \(tree.describe(union))",
        isUnknownWord: areListed && tree.isString(union)
    )
}

/// How far a failure puts a branch from the value. Another kind of value is another branch; so is, nearly, another
/// constant right below, which is how branches are told apart.
private func weight(_ tree: OutputTree, _ union: Int, _ leaf: Int) -> Int {
    let isOwnValue = tree.nodes[leaf].instance == tree.nodes[union].instance
    let depth = tree.instanceLocation(leaf).utf8.reduce(0) { $0 + ($1 == UInt8(ascii: "/") ? 1 : 0) }
    let unionDepth = tree.instanceLocation(union).utf8.reduce(0) { $0 + ($1 == UInt8(ascii: "/") ? 1 : 0) }
    switch tree.keyword(leaf) {
    case "type", "const", "enum": return isOwnValue ? 10_000 : depth == unionDepth + 1 ? 100 : 10
    case "required": return 20
    default: return isOwnValue ? 15 : 10
    }
}
