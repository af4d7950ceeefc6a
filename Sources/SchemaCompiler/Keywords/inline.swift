import JSONCore
import SchemaDocuments
import SchemaProgram

extension ProgramBuilder {
    /// Weight up to which a schema is always merged into those that refer to it.
    private static var smallWeight: Int { 8 }
    /// What all copies of one schema may weigh together: references to references to references cannot grow a program
    /// beyond a fixed multiple of its schema.
    private static var copyLimit: Int { 512 }

    /// Whether the keywords of a schema for the same value may be compiled into the block of the schema that names it.
    func mayInline(_ target: SchemaPosition, into block: BlockDraft, of schema: SchemaPosition) -> Bool {
        guard block.inlineDepth < 16, block.instructions.count < 64, !inlining.contains(target) else { return false }
        // Marks of its own, or a resource of its own, make it a block of its own.
        if target.node["unevaluatedProperties"] != nil || target.node["unevaluatedItems"] != nil { return false }
        if target.resource !== schema.resource, !inlinesAcrossResources { return false }
        let weight = weight(target.node)
        return weight <= Self.smallWeight || inlinedWeight[target, default: 0] + weight <= Self.copyLimit
    }

    mutating func inline(
        _ target: SchemaPosition,
        step: String,
        of schema: SchemaPosition,
        into block: inout BlockDraft
    ) throws(Diagnostic) {
        sameValue[schema, default: []].append((target, target.node))
        inlinedWeight[target, default: 0] += weight(target.node)
        let prefix = block.prefix
        block.prefix += step
        block.inlineDepth += 1
        inlining.append(target)
        try keywords(of: target, into: &block)
        inlining.removeLast()
        block.inlineDepth -= 1
        block.prefix = prefix
    }

    /// How many words a schema takes, roughly.
    private func weight(_ node: JSONNode) -> Int {
        (node.members ?? []).reduce(1) { sum, member in
            sum + 1 + (member.value.array?.count ?? 0) + 2 * (member.value.members?.count ?? 0)
        }
    }
}
