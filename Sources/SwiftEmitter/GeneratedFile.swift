/// A file that was generated, by its name inside the output folder.
public struct GeneratedFile: Sendable, Hashable {
    public var name: String
    public var text: String

    public init(name: String, text: String) {
        self.name = name
        self.text = text
    }
}
