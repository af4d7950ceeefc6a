import JSONCore

/// Variants that are gone, and those that are new and look the same: four of five of their fields have the same names.
func renamedVariants(_ old: SchemaNode.ID, _ new: SchemaNode.ID, _ graph: SchemaGraph) -> [String: String] {
    let before = graph.taggedBranches(of: old)
    let after = graph.taggedBranches(of: new)
    let known = Set(before.map { ByteKey($0.value) })
    let kept = Set(after.map { ByteKey($0.value) })
    let added = after.filter { !known.contains(ByteKey($0.value)) }
    if added.isEmpty { return [:] }
    var names: [String: String] = [:]
    for (value, branch) in before where !kept.contains(ByteKey(value)) {
        let fields = Set(AlignedObject(branch, graph).fields.map { ByteKey($0.name) })
        let match = added.first { entry in
            let others = Set(AlignedObject(entry.branch, graph).fields.map { ByteKey($0.name) })
            let shared = fields.intersection(others).count
            return shared > 1 && shared * 5 >= fields.union(others).count * 4
        }
        if let match { names[value] = match.value }
    }
    return names
}
