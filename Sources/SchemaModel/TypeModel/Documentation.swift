public import JSONCore

/// What a schema tells people about a type or a field.
public struct Documentation: Sendable {
    public var title: String?
    public var description: String?
    public var isDeprecated = false
    public var isReadOnly = false
    public var isWriteOnly = false
    public var examples: [JSONValue] = []

    public init() {}
}

/// Where something stands in a schema.
public struct SchemaPlace: Sendable, Hashable {
    /// The file as the user named it.
    public var path: String
    public var location: SourceLocation
    /// The JSON pointer in that file.
    public var pointer: String

    public init(path: String, location: SourceLocation, pointer: String) {
        self.path = path
        self.location = location
        self.pointer = pointer
    }
}
