/// Why a text is not the JSON, or not the value, that was asked for, and at which byte.
///
/// Small and trivial on purpose: the fused decoders throw it through typed throws, where it travels in registers.
public struct JSONFault: Error, Sendable, Hashable {
    public enum Kind: UInt8, Sendable, Hashable {
        case unexpectedByte
        case unexpectedEnd
        case trailingBytes
        case controlCharacter
        case badEscape
        case loneSurrogate
        case invalidUTF8
        case badNumber
        case tooDeep
        case duplicateKey
        /// The value is JSON, but of another type than the field's.
        case wrongType
        /// A required field is not there.
        case missingField
        /// The value has the right type and breaks a rule: a bound, a length, a pattern, a format, an enumeration.
        case violation
        /// The value is right by its schema and this build cannot hold it: an integer beyond 64 bits.
        case notRepresentable
        /// The tag names no variant that this build knows.
        case unknownVariant
        /// The text is longer than its reader takes.
        case tooLong
    }

    public var kind: Kind
    /// Byte offset from the start of the text.
    public var offset: Int

    @inlinable
    public init(_ kind: Kind, at offset: Int) {
        self.kind = kind
        self.offset = offset
    }
}

extension JSONFault.Kind {
    /// What a person is told.
    public var message: String {
        switch self {
        case .unexpectedByte: "this character cannot stand here"
        case .unexpectedEnd: "the text ends in the middle of a value"
        case .trailingBytes: "something follows the value"
        case .controlCharacter: "a control character must be written as an escape inside a string"
        case .badEscape: "this is not an escape that JSON knows"
        case .loneSurrogate: "half of a surrogate pair stands alone"
        case .invalidUTF8: "these bytes are not UTF-8"
        case .badNumber: "this is not a number by the grammar of JSON"
        case .tooDeep: "arrays and objects are nested too deeply"
        case .duplicateKey: "the same name stands twice in one object"
        case .wrongType: "the value has another type than the schema says"
        case .missingField: "a required field is missing"
        case .violation: "the value breaks a rule of its schema"
        case .notRepresentable: "the value does not fit 64 bits"
        case .unknownVariant: "the tag names no known variant"
        case .tooLong: "the text is longer than this reader takes"
        }
    }
}
