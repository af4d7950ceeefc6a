import JSONCore
public import SchemaDocuments

/// A field that a version declares, and what it may be: as much of it as may never change within a family.
public struct DeclaredField: Sendable, Hashable {
    /// Tags and names from the record on, joined by dots.
    public var path: String
    /// `string`, `integer or null`, `uuid`.
    public var type: String
    public var place: Finding.Place
}

/// All fields of a record and of the objects in it, variants told apart by their tags.
///
/// - Throws: the first reference that leads nowhere.
public func declaredFields(of schema: ComparedSchema) throws(Diagnostic) -> [DeclaredField] {
    var graph = SchemaGraph()
    var schema = schema
    let root = try graph.read(schema.root, in: &schema.registry)
    var fields: [DeclaredField] = []
    for pair in alignedObjects(root, root, graph) {
        for field in pair.old.fields {
            guard let type = graph.typeName(of: field.node) else { continue }
            fields.append(
                DeclaredField(
                    path: pair.subject(field.name),
                    type: type,
                    place: graph.place(Spot(field.node))
                )
            )
        }
    }
    return fields
}

extension SchemaGraph {
    /// Nil where the schema does not say a type.
    fileprivate func typeName(of id: SchemaNode.ID) -> String? {
        firstAnswer(from: id) { node in
            if let format = node.format, typedFormats.contains(format) { return format }
            if let types = node.types { return types.description }
            return node.values?.reduce(into: JSONTypes()) { $0.formUnion(JSONTypes(of: $1)) }.description
        }
    }
}
