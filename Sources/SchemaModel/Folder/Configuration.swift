public import JSONCore
import SchemaDocuments

/// What `Schemas/schemagen.json` says; without the file, the defaults.
public struct Configuration: Sendable, Hashable {
    public var access: AccessLevel = .public
    /// For families that do not say it themselves.
    public var reading: Reading = .tolerant
    /// Swift names for types: by the name of a definition, the tag of a variant or the name of a property.
    public var typeNames: [String: StatedName] = [:]
    /// Swift names for fields and enumeration values, by their name in JSON.
    public var names: [String: StatedName] = [:]

    public init() {}
}

/// A Swift name and where it is stated.
public struct StatedName: Sendable, Hashable {
    public var name: String
    public var path: String
    public var location: SourceLocation
}

func readConfiguration(_ root: JSONNode, of source: JSONSource, _ diagnostics: inout [Diagnostic]) -> Configuration {
    var configuration = Configuration()
    var reader = MemberReader(
        root,
        of: source,
        "schemagen.json",
        keys: ["$schema", "access", "names", "reading", "types"]
    )
    if let access = reader.choice("access", of: AccessLevel.self) { configuration.access = access }
    if let reading = reader.choice("reading", of: Reading.self) { configuration.reading = reading }
    configuration.typeNames = reader.swiftNames("types", unless: isReservedTypeName)
    configuration.names = reader.swiftNames("names", unless: isReservedMemberName)
    diagnostics += reader.diagnostics
    return configuration
}

extension MemberReader {
    /// A map from JSON names to Swift identifiers.
    fileprivate mutating func swiftNames(_ key: String, unless isReserved: (String) -> Bool) -> [String: StatedName] {
        guard let node = self[key] else { return [:] }
        guard let members = node.members else {
            refuse(node, "\"\(key)\" must be an object from JSON names to Swift names")
            return [:]
        }
        var names: [String: StatedName] = [:]
        for member in members {
            guard let name = member.value.string, isSwiftIdentifier(name), !isReserved(name) else {
                refuse(
                    member.value,
                    "\"\(member.key)\" must get a Swift name that is free: letters, digits and _, no digit first"
                )
                continue
            }
            let location = source.location(of: member.keySpan.lowerBound)
            names[member.key] = StatedName(name: name, path: source.path, location: location)
        }
        return names
    }
}
