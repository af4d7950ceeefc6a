/// A JSON value that knows where it stands in its source; schemas are read as these, so that every message has a place.
public struct JSONNode: Sendable {
    public struct Member: Sendable {
        public let key: String
        /// The name with its quotes.
        public let keySpan: Range<Int>
        public let value: JSONNode

        public init(key: String, keySpan: Range<Int>, value: JSONNode) {
            self.key = key
            self.keySpan = keySpan
            self.value = value
        }
    }

    public enum Content: Sendable {
        case null
        case bool(Bool)
        case number(JSONNumber)
        case string(String)
        case array([JSONNode])
        case object([Member])
    }

    /// Byte offsets in the source.
    public let span: Range<Int>
    public let content: Content

    public init(_ content: Content, span: Range<Int>) {
        self.content = content
        self.span = span
    }
}

extension JSONNode {
    public var string: String? {
        if case .string(let text) = content { text } else { nil }
    }

    public var bool: Bool? {
        if case .bool(let flag) = content { flag } else { nil }
    }

    public var number: JSONNumber? {
        if case .number(let number) = content { number } else { nil }
    }

    public var array: [JSONNode]? {
        if case .array(let elements) = content { elements } else { nil }
    }

    public var members: [Member]? {
        if case .object(let members) = content { members } else { nil }
    }

    public func member(_ key: String) -> Member? {
        members?.first { sameBytes($0.key, key) }
    }

    public subscript(key: String) -> JSONNode? {
        member(key)?.value
    }

    /// The value without its places.
    public var value: JSONValue {
        switch content {
        case .null: .null
        case .bool(let flag): .bool(flag)
        case .number(let number): .number(number)
        case .string(let text): .string(text)
        case .array(let elements): .array(elements.map(\.value))
        case .object(let members):
            .object(JSONObject(distinct: members.map { JSONObject.Member(key: $0.key, value: $0.value.value) }))
        }
    }
}
