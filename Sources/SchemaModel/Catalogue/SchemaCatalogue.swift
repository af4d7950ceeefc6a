public import SchemaDocuments

/// All schemas of a folder with their references resolved.
public struct SchemaCatalogue: Sendable {
    public var configuration: Configuration
    public var families: [LinkedFamily] = []
    /// Holds every document, for the validation program.
    public var registry: SchemaRegistry
    /// Where each `$ref` leads, by the schema that holds it.
    public var targets: [SchemaPosition: SchemaPosition] = [:]
}

public struct LinkedFamily: Sendable {
    public var folder: FamilyFolder
    /// One for each version, ascending.
    public var roots: [SchemaPosition]
}
