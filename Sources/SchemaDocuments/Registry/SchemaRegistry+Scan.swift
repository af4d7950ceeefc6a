import JSONCore

/// A document while its resources are being found.
private struct DocumentDraft {
    let source: JSONSource
    /// In the order of the text.
    var resources: [ResourceDraft] = []
    /// The way to the node that is being looked at.
    var tokens: [String] = []
}

extension SchemaRegistry {
    /// Finds the resources and anchors of a document, in real subschema positions only.
    mutating func scan(_ root: JSONNode, of source: JSONSource, uri: String) -> SchemaDocument {
        var draft = DocumentDraft(source: source)
        draft.resources.append(
            ResourceDraft(
                uri: uri,
                dialect: defaultDialect,
                vocabularies: defaultDialect.vocabularies,
                root: root,
                pointer: JSONPointer()
            )
        )
        decideDialect(of: 0, in: &draft)
        if let id = identifier(of: root, in: draft.resources[0]) {
            draft.resources[0].uri = id.resolved(against: URIReference(uri)).withoutFragment.description
        }
        scan(root, resource: 0, isRoot: true, in: &draft)
        return SchemaDocument(
            source: source,
            root: root,
            uri: uri,
            resources: draft.resources.map(SchemaResource.init)
        )
    }

    private mutating func scan(_ node: JSONNode, resource: Int, isRoot: Bool = false, in draft: inout DocumentDraft) {
        guard let members = node.members else { return }
        var resource = resource
        if !isRoot, let id = identifier(of: node, in: draft.resources[resource]) {
            let base = URIReference(draft.resources[resource].uri)
            let parent = draft.resources[resource]
            resource = draft.resources.count
            draft.resources.append(
                ResourceDraft(
                    uri: id.resolved(against: base).withoutFragment.description,
                    dialect: parent.dialect,
                    vocabularies: parent.vocabularies,
                    root: node,
                    pointer: JSONPointer(draft.tokens)
                )
            )
            decideDialect(of: resource, in: &draft)
        }
        noteAnchors(of: node, resource: resource, in: &draft)
        let dialect = draft.resources[resource].dialect
        let isHidden = dialect.refHidesSiblings && node["$ref"] != nil
        for member in members {
            guard let applicator = dialect.applicator(member.key) else { continue }
            // Beside a draft-07 `$ref` nothing counts, but definitions are looked into: root schemas are written so.
            if isHidden, member.key != "definitions" { continue }
            draft.tokens.append(member.key)
            scan(member.value, as: applicator, resource: resource, in: &draft)
            draft.tokens.removeLast()
        }
    }

    private mutating func scan(
        _ value: JSONNode,
        as applicator: Applicator,
        resource: Int,
        in draft: inout DocumentDraft
    ) {
        switch applicator {
        case .schema: scan(value, resource: resource, in: &draft)
        case .list, .schemaOrList:
            guard let elements = value.array else {
                if applicator == .schemaOrList { scan(value, resource: resource, in: &draft) }
                return
            }
            for (index, element) in elements.enumerated() {
                draft.tokens.append(String(index))
                scan(element, resource: resource, in: &draft)
                draft.tokens.removeLast()
            }
        case .map, .mapOfSchemasOrNames:
            for member in value.members ?? [] {
                draft.tokens.append(member.key)
                scan(member.value, resource: resource, in: &draft)
                draft.tokens.removeLast()
            }
        }
    }

    /// What `$id` says here when it begins a resource: not beside draft-07's `$ref`, and not draft-07's `#name`.
    private func identifier(of node: JSONNode, in resource: ResourceDraft) -> URIReference? {
        guard let text = node["$id"]?.string else { return nil }
        if resource.dialect.refHidesSiblings, node["$ref"] != nil { return nil }
        let id = URIReference(text)
        return id.withoutFragment.description.isEmpty ? nil : id
    }

    private mutating func noteAnchors(of node: JSONNode, resource: Int, in draft: inout DocumentDraft) {
        func note(_ name: JSONNode, _ text: String, isDynamic: Bool, in registry: inout SchemaRegistry) {
            if let first = draft.resources[resource].anchors[text], first.node.span != node.span {
                let source = draft.source
                registry.diagnostics.append(
                    Diagnostic(
                        .error,
                        "schema-identity",
                        path: source.path,
                        at: source.location(of: name.span.lowerBound),
                        "the anchor \"\(text)\" is taken in this schema: choose another name",
                        notes: [
                            .init(
                                path: source.path,
                                location: source.location(of: first.node.span.lowerBound),
                                message: "first used here"
                            )
                        ]
                    )
                )
                return
            }
            let wasDynamic = draft.resources[resource].anchors[text]?.isDynamic ?? false
            draft.resources[resource].anchors[text] = SchemaResource.Anchor(
                node: node,
                pointer: JSONPointer(draft.tokens),
                isDynamic: isDynamic || wasDynamic
            )
        }
        switch draft.resources[resource].dialect {
        case .draft07:
            guard let id = node["$id"], let text = id.string, node["$ref"] == nil else { return }
            if let name = URIReference(text).fragment, !name.isEmpty {
                note(id, name, isDynamic: false, in: &self)
            }
        case .draft2019, .draft2020:
            if let anchor = node["$anchor"], let text = anchor.string {
                note(anchor, text, isDynamic: false, in: &self)
            }
            if draft.resources[resource].dialect == .draft2020 {
                if let anchor = node["$dynamicAnchor"], let text = anchor.string {
                    note(anchor, text, isDynamic: true, in: &self)
                }
            } else if node["$recursiveAnchor"]?.bool == true,
                draft.resources[resource].root.span == node.span
            {
                draft.resources[resource].hasRecursiveAnchor = true
            }
        }
    }
}

extension SchemaRegistry {
    /// Reads `$schema` at the root of a resource.
    private mutating func decideDialect(of resource: Int, in draft: inout DocumentDraft) {
        guard let schema = draft.resources[resource].root["$schema"] else { return }
        let place = draft.source.location(of: schema.span.lowerBound)
        guard let text = schema.string else {
            diagnostics.append(
                Diagnostic(
                    .error,
                    "schema-dialect",
                    path: draft.source.path,
                    at: place,
                    "$schema must be a string such as \"\(Dialect.draft2020.metaschema)\""
                )
            )
            return
        }
        do {
            let decided = try dialect(ofMetaschema: text)
            draft.resources[resource].dialect = decided.dialect
            draft.resources[resource].vocabularies = decided.vocabularies
        } catch {
            diagnostics.append(
                Diagnostic(.error, "schema-dialect", path: draft.source.path, at: place, error.message)
            )
        }
    }

    /// The dialect of a metaschema: one of the drafts', or one that builds on them with a `$vocabulary` of its own.
    private mutating func dialect(
        ofMetaschema text: String
    ) throws(UnresolvedReference) -> (dialect: Dialect, vocabularies: Vocabularies) {
        if let known = Dialect(metaschema: text) { return (known, known.vocabularies) }
        let uri = URIReference(text).withoutFragment.description
        let known = Dialect.allCases.reversed().map(\.metaschema).joined(separator: ", ")
        let advice = "use one of \(known), or add the metaschema to the schemas"
        guard metaschemasInProgress.insert(uri).inserted else {
            throw UnresolvedReference(message: "the metaschema \(text) is described by itself: \(advice)")
        }
        defer { metaschemasInProgress.remove(uri) }
        let metaschema: SchemaPosition?
        do {
            metaschema = try resource(uri)
        } catch {
            throw UnresolvedReference(message: "the metaschema \(text) is not JSON: \(error)")
        }
        guard let metaschema else { throw UnresolvedReference(message: "unknown dialect \(text): \(advice)") }
        guard let listed = metaschema.node["$vocabulary"]?.members else {
            return (metaschema.dialect, metaschema.dialect.vocabularies)
        }
        var vocabularies: Vocabularies = .core
        for member in listed {
            let isRequired = member.value.bool ?? false
            if let vocabulary = Vocabularies(uri: member.key, required: isRequired) {
                vocabularies.insert(vocabulary)
            } else if isRequired {
                throw UnresolvedReference(message: "\(text) requires the vocabulary \(member.key), which is not known")
            }
        }
        return (metaschema.dialect, vocabularies)
    }
}
