/// The drafts of JSON Schema that are read.
public enum Dialect: String, Sendable, Hashable, CaseIterable {
    case draft07, draft2019, draft2020

    /// The identifier of the draft's metaschema, without the empty fragment that draft-07 writes.
    public var metaschema: String {
        switch self {
        case .draft07: "http://json-schema.org/draft-07/schema"
        case .draft2019: "https://json-schema.org/draft/2019-09/schema"
        case .draft2020: "https://json-schema.org/draft/2020-12/schema"
        }
    }

    /// How people call it.
    public var name: String {
        switch self {
        case .draft07: "draft-07"
        case .draft2019: "draft 2019-09"
        case .draft2020: "draft 2020-12"
        }
    }

    /// The dialect whose own metaschema this is; an empty fragment does not matter.
    public init?(metaschema uri: String) {
        let uri = uri.hasSuffix("#") ? String(uri.dropLast()) : uri
        guard let match = Dialect.allCases.first(where: { $0.metaschema == uri }) else { return nil }
        self = match
    }

    /// Draft-07 ignores every keyword beside `$ref`.
    public var refHidesSiblings: Bool { self == .draft07 }

    /// The vocabularies of the draft's own metaschema; draft-07, which has none, is described in the same words.
    public var vocabularies: Vocabularies {
        [.core, .applicator, .unevaluated, .validation, .metaData, .formatAnnotation, .content]
    }
}

/// The vocabularies of a resource, as its metaschema's `$vocabulary` lists them.
public struct Vocabularies: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    public static let core = Vocabularies(rawValue: 1)
    public static let applicator = Vocabularies(rawValue: 2)
    /// A vocabulary of its own since 2020-12; before, part of the applicators.
    public static let unevaluated = Vocabularies(rawValue: 4)
    public static let validation = Vocabularies(rawValue: 8)
    public static let metaData = Vocabularies(rawValue: 16)
    public static let formatAnnotation = Vocabularies(rawValue: 32)
    public static let formatAssertion = Vocabularies(rawValue: 64)
    public static let content = Vocabularies(rawValue: 128)

    /// The vocabulary with this identifier; nil when it is none that we know.
    public init?(uri: String, required: Bool) {
        switch uri {
        case "https://json-schema.org/draft/2020-12/vocab/core", "https://json-schema.org/draft/2019-09/vocab/core":
            self = .core
        case "https://json-schema.org/draft/2020-12/vocab/applicator": self = .applicator
        case "https://json-schema.org/draft/2019-09/vocab/applicator": self = [.applicator, .unevaluated]
        case "https://json-schema.org/draft/2020-12/vocab/unevaluated": self = .unevaluated
        case "https://json-schema.org/draft/2020-12/vocab/validation",
            "https://json-schema.org/draft/2019-09/vocab/validation":
            self = .validation
        case "https://json-schema.org/draft/2020-12/vocab/meta-data",
            "https://json-schema.org/draft/2019-09/vocab/meta-data":
            self = .metaData
        case "https://json-schema.org/draft/2020-12/vocab/format-annotation": self = .formatAnnotation
        case "https://json-schema.org/draft/2020-12/vocab/format-assertion": self = .formatAssertion
        // In 2019-09 the flag itself says whether formats are asserted.
        case "https://json-schema.org/draft/2019-09/vocab/format":
            self = required ? .formatAssertion : .formatAnnotation
        case "https://json-schema.org/draft/2020-12/vocab/content",
            "https://json-schema.org/draft/2019-09/vocab/content":
            self = .content
        default: return nil
        }
    }
}
