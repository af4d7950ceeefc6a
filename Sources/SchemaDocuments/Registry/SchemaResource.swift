public import JSONCore

/// A schema that has a URI: the root of a document or a subschema with an `$id`.
public final class SchemaResource: Sendable {
    /// Absolute, without fragment; the base of the references in it.
    public let uri: String
    public let dialect: Dialect
    public let vocabularies: Vocabularies
    public let root: JSONNode
    /// Where the root stands, from the root of the document.
    public let pointer: JSONPointer
    /// Plain names (`$anchor`, `$dynamicAnchor`, draft-07's `"$id": "#name"`) of this resource, embedded ones left out.
    public let anchors: [String: Anchor]
    /// `"$recursiveAnchor": true` at the root (2019-09).
    public let hasRecursiveAnchor: Bool

    public struct Anchor: Sendable {
        public let node: JSONNode
        /// From the root of the document.
        public let pointer: JSONPointer
        public let isDynamic: Bool
    }

    init(_ draft: ResourceDraft) {
        uri = draft.uri
        dialect = draft.dialect
        vocabularies = draft.vocabularies
        root = draft.root
        pointer = draft.pointer
        anchors = draft.anchors
        hasRecursiveAnchor = draft.hasRecursiveAnchor
    }
}

/// A resource while its document is still being scanned.
struct ResourceDraft {
    var uri: String
    var dialect: Dialect
    var vocabularies: Vocabularies
    var root: JSONNode
    var pointer: JSONPointer
    var anchors: [String: SchemaResource.Anchor] = [:]
    var hasRecursiveAnchor = false
}
