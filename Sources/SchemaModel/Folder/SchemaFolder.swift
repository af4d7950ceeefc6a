public import JSONCore
import SchemaDocuments

/// A `Schemas` folder as it was read: configuration, families with their versions, and documents that they share.
public struct SchemaFolder: Sendable {
    /// How messages call the folder.
    public var path: String
    public var configuration = Configuration()
    /// By name.
    public var families: [FamilyFolder] = []
    /// Documents that belong to no family and are there for references.
    public var shared: [SchemaFile] = []

    public init(path: String) {
        self.path = path
    }
}

public struct FamilyFolder: Sendable {
    /// The folder's name.
    public var name: String
    public var file: FamilyFile
    /// Ascending from 1 without gaps.
    public var versions: [VersionFile]
}

public struct VersionFile: Sendable {
    public var number: Int
    public var schema: SchemaFile
}

/// A schema text that has been read.
public struct SchemaFile: Sendable {
    /// From the `Schemas` folder, with slashes.
    public var relativePath: String
    public var source: JSONSource
    public var root: JSONNode

    /// What references between files of one folder are resolved against.
    public var uri: String { schemaFolderURI + pathEncoded(relativePath) }
}

/// Stands for the folder in URIs; nothing outside of this project has it.
let schemaFolderURI = "schemas:///"
