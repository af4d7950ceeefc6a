import JSONCore

/// Why a reference leads nowhere, in words that say what to do.
public struct UnresolvedReference: Error, Sendable, Hashable {
    public var message: String
}

extension SchemaRegistry {
    /// The schema that a `$ref` (or `$dynamicRef`, before its dynamic step) at `position` leads to.
    ///
    /// A relative reference that leads to nothing from its base is tried from the document's own place: files of one
    /// folder refer to each other by path although each has an `$id` elsewhere.
    public mutating func resolve(
        _ reference: String,
        from position: SchemaPosition
    ) throws(UnresolvedReference) -> SchemaPosition {
        let parsed = URIReference(reference)
        guard let fragment = percentDecoded(parsed.fragment ?? "") else {
            throw UnresolvedReference(message: "the fragment of \(quoted(reference)) has a broken percent escape")
        }
        let target = try resource(parsed.withoutFragment, reference, from: position)
        if fragment.isEmpty { return target }
        if fragment.utf8.first == UInt8(ascii: "/") {
            return try walk(fragment, from: target, reference)
        }
        guard let anchor = target.resource.anchors[fragment] else {
            throw UnresolvedReference(
                message: "\(quoted(reference)) names the anchor \(quoted(fragment)), which \(target.baseURI) "
                    + "does not declare: add an $anchor, or refer by pointer as in \"#/$defs/…\""
            )
        }
        return SchemaPosition(
            document: target.document,
            resource: target.resource,
            node: anchor.node,
            pointer: anchor.pointer
        )
    }

    private mutating func resource(
        _ reference: URIReference,
        _ text: String,
        from position: SchemaPosition
    ) throws(UnresolvedReference) -> SchemaPosition {
        if reference.description.isEmpty { return position.document.position(of: position.resource) }
        let uri = reference.resolved(against: URIReference(position.baseURI)).withoutFragment.description
        do {
            if let found = try resource(uri) { return found }
            if reference.scheme == nil, position.document.uri != position.baseURI {
                let local = reference.resolved(against: URIReference(position.document.uri)).withoutFragment
                if let found = try resource(local.description) { return found }
            }
        } catch {
            throw UnresolvedReference(message: "\(quoted(text)) leads to a document that is not JSON: \(error)")
        }
        throw UnresolvedReference(
            message: "\(quoted(text)) leads to \(uri), which is not among the schemas: nothing is fetched from a "
                + "network, so add the document or correct the reference"
        )
    }

    private mutating func walk(
        _ fragment: String,
        from start: SchemaPosition,
        _ reference: String
    ) throws(UnresolvedReference) -> SchemaPosition {
        guard let pointer = JSONPointer(fragment) else {
            throw UnresolvedReference(message: "\(quoted(reference)) is no JSON pointer: ~ is written ~0 and / is ~1")
        }
        var place = start
        for token in pointer.tokens {
            guard let next = step(token, from: place) else {
                let parent = place.pointer.tokens.isEmpty ? "the root" : place.pointer.description
                throw UnresolvedReference(
                    message: "\(quoted(reference)) leads nowhere: \(parent) has no member \(quoted(token))"
                )
            }
            place = place.descending(to: next, by: token)
        }
        return place
    }

    private mutating func step(_ token: String, from place: SchemaPosition) -> JSONNode? {
        guard let elements = place.node.array else { return member(token, of: place) }
        // "01" and "-" are no indices (RFC 6901, 4).
        guard let index = Int(token), String(index) == token, elements.indices.contains(index) else { return nil }
        return elements[index]
    }
}

private func quoted(_ text: String) -> String {
    "\"\(text)\""
}
