import JSONCore

/// A place where a value breaks its schema.
public struct Violation: Sendable, Hashable {
    /// JSON pointer to the value.
    public var instanceLocation: String
    /// JSON pointer to the keyword, along the way that evaluation took, through references.
    public var keywordLocation: String
    /// URI of the keyword. Empty when the text was no JSON, which no keyword says.
    public var absoluteKeywordLocation: String
    public var keyword: String
    /// What was expected and what was found. It may quote the instance: make it safe before it goes to a terminal.
    public var message: String
    /// Byte offset of the value in the instance's text.
    public var offset: Int
    /// Whether the value is an object whose tag is a text that none of the alternatives has: a variant that this schema
    /// does not know, and a newer one may.
    public var isUnknownVariant: Bool
    /// Whether the value is a text where every alternative of a union lists the values that it takes, and none has this.
    public var isUnknownWord: Bool

    /// Whether a text is missing in a list that types know as an enumeration, so that a tolerant reader keeps it. Lists
    /// under a condition are none of theirs: what stands there is a rule like any other.
    public var isUnlistedWord: Bool {
        guard keyword == "enum" || isUnknownWord, let tokens = JSONPointer(keywordLocation)?.tokens else {
            return false
        }
        var rest = tokens[...]
        while let keyword = rest.popFirst() {
            switch keyword {
            case "properties", "patternProperties", "$defs", "definitions", "oneOf", "anyOf", "allOf", "prefixItems":
                // A name or an index, and not a keyword.
                _ = rest.popFirst()
            case "if", "then", "else", "not", "contains", "propertyNames", "unevaluatedItems", "unevaluatedProperties",
                "dependentSchemas", "dependencies":
                return false
            default: break
            }
        }
        return true
    }

    public init(
        instanceLocation: String,
        keywordLocation: String,
        absoluteKeywordLocation: String,
        keyword: String,
        message: String,
        offset: Int,
        isUnknownVariant: Bool = false,
        isUnknownWord: Bool = false
    ) {
        self.instanceLocation = instanceLocation
        self.keywordLocation = keywordLocation
        self.absoluteKeywordLocation = absoluteKeywordLocation
        self.keyword = keyword
        self.message = message
        self.offset = offset
        self.isUnknownVariant = isUnknownVariant
        self.isUnknownWord = isUnknownWord
    }
}
