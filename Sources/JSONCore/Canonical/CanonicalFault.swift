/// Why a value has no canonical JSON.
public struct CanonicalFault: Error, Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        /// The number's value would change: canonical JSON knows what fits a Double and nothing else.
        case number(text: String)
        /// A name stands twice in one object, so that readers would disagree on what it says.
        case duplicateKey(String)
        case tooDeep
    }

    public var kind: Kind
    /// Where in the value.
    public var path: JSONPointer

    public init(_ kind: Kind, at path: JSONPointer) {
        self.kind = kind
        self.path = path
    }
}

extension CanonicalFault: CustomStringConvertible {
    public var description: String {
        let place = path.tokens.isEmpty ? "the value" : path.description
        return "\(place): \(kind.message)"
    }
}

extension CanonicalFault.Kind {
    /// What is wrong, without the place.
    public var message: String {
        switch self {
        case .number(let text):
            "canonical JSON has no spelling for the number \(text.prefix(80)), because it does not fit a Double"
        case .duplicateKey(let name): "the name \"\(name.prefix(80))\" stands twice"
        case .tooDeep: "arrays and objects are nested too deeply"
        }
    }
}
