public import JSONCore

/// A schema in its document: the node, the resource that it belongs to, and the way to it.
///
/// Two positions are equal when they are the same place of the same document, whichever way led there, so a table
/// keyed by positions ends every recursion.
public struct SchemaPosition: Sendable {
    public let document: SchemaDocument
    public let resource: SchemaResource
    public let node: JSONNode
    /// From the root of the document.
    public let pointer: JSONPointer
}

extension SchemaPosition: Hashable {
    public static func == (left: SchemaPosition, right: SchemaPosition) -> Bool {
        left.document === right.document && left.node.span.lowerBound == right.node.span.lowerBound
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(ObjectIdentifier(document))
        hasher.combine(node.span.lowerBound)
    }
}

extension SchemaPosition {
    public var dialect: Dialect { resource.dialect }
    public var vocabularies: Vocabularies { resource.vocabularies }
    public var baseURI: String { resource.uri }
    public var path: String { document.source.path }
    public var location: SourceLocation { document.source.location(of: node.span.lowerBound) }

    /// The resource's URI with the pointer from the resource's root as fragment.
    public var absoluteURI: String { resource.uri + "#" + fragment }

    /// The pointer from the resource's root, as a URI's fragment.
    public var fragment: String {
        let tokens = pointer.tokens.dropFirst(resource.pointer.tokens.count)
        func isPlain(_ token: String) -> Bool {
            token.utf8.allSatisfy { $0 != UInt8(ascii: "~") && $0 != UInt8(ascii: "/") }
        }
        if !tokens.allSatisfy(isPlain) { return fragmentEncoded(JSONPointer(Array(tokens)).description) }
        return fragmentEncoded(tokens.reduce(into: "") { $0 += "/" + $1 })
    }

    /// The value of a keyword that counts here: draft-07 ignores everything beside `$ref`.
    public subscript(keyword: String) -> JSONNode? {
        if dialect.refHidesSiblings, keyword != "$ref", node["$ref"] != nil { return nil }
        return node[keyword]
    }

    /// A node below this one, reached by these tokens. An `$id` there begins a resource only where the scan found a
    /// subschema, so one inside `enum`, `const` or an unknown keyword is a plain member.
    public func descending(to node: JSONNode, by tokens: String...) -> SchemaPosition {
        SchemaPosition(
            document: document,
            resource: document.resource(at: node) ?? resource,
            node: node,
            pointer: JSONPointer(pointer.tokens + tokens)
        )
    }

    /// The one subschema under a keyword such as `not`.
    public func child(_ keyword: String) -> SchemaPosition? {
        self[keyword].map { descending(to: $0, by: keyword) }
    }

    /// The subschemas of a list such as `allOf`; empty when the keyword is absent or no list.
    public func children(inList keyword: String) -> [SchemaPosition] {
        guard let elements = self[keyword]?.array else { return [] }
        return elements.enumerated().map { descending(to: $1, by: keyword, String($0)) }
    }

    /// The subschemas of a map such as `properties` under their names; empty when the keyword is absent or no map.
    public func children(inMap keyword: String) -> [(member: JSONNode.Member, position: SchemaPosition)] {
        guard let members = self[keyword]?.members else { return [] }
        return members.map { ($0, descending(to: $0.value, by: keyword, $0.key)) }
    }

    /// All direct subschemas, in the order of the text.
    public var subschemas: [SchemaPosition] {
        var found: [SchemaPosition] = []
        for member in node.members ?? [] {
            guard let applicator = dialect.applicator(member.key), self[member.key] != nil else { continue }
            switch applicator {
            case .schema:
                // A list is no schema here, and whoever checks keywords says so.
                if member.value.array == nil { found.append(descending(to: member.value, by: member.key)) }
            case .list: found += children(inList: member.key)
            case .schemaOrList:
                let list = children(inList: member.key)
                found += member.value.array == nil ? [descending(to: member.value, by: member.key)] : list
            case .map: found += children(inMap: member.key).map(\.position)
            case .mapOfSchemasOrNames:
                found += children(inMap: member.key).map(\.position).filter { $0.node.array == nil }
            }
        }
        return found
    }
}
