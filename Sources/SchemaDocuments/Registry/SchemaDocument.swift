public import JSONCore

/// One JSON text that holds schemas: its root is a resource, and so is every subschema with an `$id` of its own.
///
/// Immutable once it is made, and a class so that the many positions in a document share it.
public final class SchemaDocument: Sendable {
    public let source: JSONSource
    /// The schema itself, which need not be the whole text: a test file holds many.
    public let root: JSONNode
    /// Where the document was found or what the caller called it: absolute, without fragment.
    public let uri: String
    /// In the order of the text; the first is the root's.
    public let resources: [SchemaResource]
    private let resourceAt: [Int: SchemaResource]

    init(source: JSONSource, root: JSONNode, uri: String, resources: [SchemaResource]) {
        self.source = source
        self.root = root
        self.uri = uri
        self.resources = resources
        resourceAt = Dictionary(resources.map { ($0.root.span.lowerBound, $0) }) { first, _ in first }
    }

    /// The resource whose root this node is; nil for every other node.
    func resource(at node: JSONNode) -> SchemaResource? {
        resourceAt[node.span.lowerBound]
    }

    /// The whole schema.
    public var rootPosition: SchemaPosition {
        position(of: resources[0])
    }

    public func position(of resource: SchemaResource) -> SchemaPosition {
        SchemaPosition(document: self, resource: resource, node: resource.root, pointer: resource.pointer)
    }
}
