import JSONCore
import SchemaDocuments
import SchemaProgram

extension ProgramBuilder {
    mutating func references(of schema: SchemaPosition, into block: inout BlockDraft) throws(Diagnostic) {
        if let node = schema["$ref"] {
            let target = try resolve("$ref", node, of: schema)
            if mayInline(target, into: block, of: schema) {
                try inline(target, step: "/$ref", of: schema, into: &block)
            } else {
                reference("$ref", to: target, node, of: schema, into: &block)
            }
        }
        switch schema.dialect {
        case .draft07: break
        case .draft2019:
            guard let node = schema["$recursiveRef"] else { break }
            let target = try resolve("$recursiveRef", node, of: schema)
            let isRoot = target.node.span == target.resource.root.span
            if isRoot, target.resource.hasRecursiveAnchor {
                dynamic("$recursiveRef", anchor: nil, target, schema, &block)
            } else {
                reference("$recursiveRef", to: target, node, of: schema, into: &block)
            }
        case .draft2020:
            guard let node = schema["$dynamicRef"] else { break }
            let target = try resolve("$dynamicRef", node, of: schema)
            let fragment = percentDecoded(URIReference(node.string ?? "").fragment ?? "") ?? ""
            if target.resource.anchors[fragment]?.isDynamic == true {
                dynamic("$dynamicRef", anchor: fragment, target, schema, &block)
            } else {
                reference("$dynamicRef", to: target, node, of: schema, into: &block)
            }
        }
    }

    private mutating func resolve(
        _ keyword: String,
        _ node: JSONNode,
        of schema: SchemaPosition
    ) throws(Diagnostic) -> SchemaPosition {
        guard let text = node.string else {
            throw invalidKeyword(node, of: schema, "\(keyword) is a string that holds a URI reference")
        }
        do {
            return try registry.resolve(text, from: schema)
        } catch {
            throw Diagnostic(
                .error,
                "schema-ref-unresolved",
                path: schema.path,
                at: schema.document.source.location(of: node.span.lowerBound),
                error.message
            )
        }
    }

    private mutating func reference(
        _ keyword: String,
        to target: SchemaPosition,
        _ node: JSONNode,
        of schema: SchemaPosition,
        into block: inout BlockDraft
    ) {
        sameValue[schema, default: []].append((target, node))
        block.add(Instruction(.reference, location(keyword, of: schema, in: block), [child(target)]))
    }

    private mutating func dynamic(
        _ keyword: String,
        anchor: String?,
        _ target: SchemaPosition,
        _ schema: SchemaPosition,
        _ block: inout BlockDraft
    ) {
        block.dynamicReferences.append(
            DynamicReference(
                location: location(keyword, of: schema, in: block),
                anchor: anchor,
                fallback: self.block(of: target)
            )
        )
    }
}
