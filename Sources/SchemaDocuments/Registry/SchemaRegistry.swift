public import JSONCore

/// All documents of a run, by URI, and what references between them lead to.
///
/// Nothing is ever fetched from a network: documents are added, come from the caller's `retrieve`, or are one of the
/// published metaschemas. References are positions, so a schema that refers to itself, or ten times to one that does
/// so too, costs no more than its text.
public struct SchemaRegistry: Sendable {
    public let defaultDialect: Dialect
    /// Called with an absolute URI without fragment, once for each that is not known.
    private let retrieve: (@Sendable (String) -> JSONSource?)?
    /// In the order in which they came.
    public private(set) var documents: [SchemaDocument] = []
    /// What was wrong with the documents that are there: dialects, identifiers, anchors.
    public internal(set) var diagnostics: [Diagnostic] = []
    private var resources: [String: SchemaPosition] = [:]
    private var missing: [String: Diagnostic?] = [:]
    private var memberIndexes: [SchemaPosition: [ByteKey: Int]] = [:]
    /// Metaschemas whose own dialect is being found out; one of them again is a cycle.
    var metaschemasInProgress: Set<String> = []

    public init(
        defaultDialect: Dialect = .draft2020,
        retrieve: (@Sendable (String) -> JSONSource?)? = nil
    ) {
        self.defaultDialect = defaultDialect
        self.retrieve = retrieve
    }

    /// Reads a text as a schema and makes its resources known, under `uri` and under their identifiers.
    ///
    /// - Throws: `schema-json-invalid` when the text is not JSON. Lesser findings go to `diagnostics`.
    @discardableResult
    public mutating func add(_ source: JSONSource, as uri: String) throws(Diagnostic) -> SchemaDocument {
        let root: JSONNode
        do {
            root = try source.parse()
        } catch {
            throw Diagnostic(
                .error,
                "schema-json-invalid",
                path: source.path,
                at: source.location(of: error.offset),
                error.kind.message
            )
        }
        return add(root, of: source, as: uri)
    }

    /// Makes a schema known that has been read already and may be a part of its text.
    @discardableResult
    public mutating func add(_ root: JSONNode, of source: JSONSource, as uri: String) -> SchemaDocument {
        let uri = URIReference(uri).withoutFragment.description
        let document = scan(root, of: source, uri: uri)
        documents.append(document)
        register(document.rootPosition, as: uri, mayExist: false)
        for resource in document.resources {
            register(document.position(of: resource), as: resource.uri, mayExist: false)
        }
        return document
    }

    private mutating func register(_ position: SchemaPosition, as uri: String, mayExist: Bool) {
        missing[uri] = nil
        guard let first = resources[uri] else {
            resources[uri] = position
            return
        }
        if mayExist || first == position { return }
        diagnostics.append(
            Diagnostic(
                .error,
                "schema-identity",
                path: position.path,
                at: position.location,
                "the identifier \(uri) is taken: give each schema an $id of its own",
                notes: [.init(path: first.path, location: first.location, message: "first used here")]
            )
        )
    }

    /// The root of the resource with this absolute URI (no fragment), loaded when it is not there yet.
    public mutating func resource(_ uri: String) throws(Diagnostic) -> SchemaPosition? {
        if let known = resources[uri] { return known }
        if let known = missing[uri] {
            if let fault = known { throw fault }
            return nil
        }
        let source =
            metaschemaText(uri).map { JSONSource(path: uri, bytes: Array($0.utf8)) } ?? retrieve?(uri)
        guard let source else {
            missing[uri] = .some(nil)
            return nil
        }
        do {
            let document = try add(source, as: uri)
            register(document.rootPosition, as: uri, mayExist: true)
            return document.rootPosition
        } catch {
            missing[uri] = error
            throw error
        }
    }

    /// The member of an object, by an index when the object is large: `$defs` with thousands of entries are searched
    /// once for each reference.
    mutating func member(_ key: String, of position: SchemaPosition) -> JSONNode? {
        guard let members = position.node.members else { return nil }
        if members.count <= 16 { return position.node[key] }
        if memberIndexes[position] == nil {
            var index: [ByteKey: Int] = [:]
            index.reserveCapacity(members.count)
            for (place, member) in members.enumerated() { index[ByteKey(member.key)] = place }
            memberIndexes[position] = index
        }
        return memberIndexes[position]?[ByteKey(key)].map { members[$0].value }
    }
}
