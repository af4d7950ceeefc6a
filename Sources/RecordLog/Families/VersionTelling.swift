/// How the version of a line is told, from the family's `family.json`.
public struct VersionTelling: Sendable {
    public enum Rule: Sendable {
        /// A record whose tag is `tag` states the version of itself and of the records after it.
        case header(tag: String, field: String)
        /// Each record carries a mark.
        case field(String, marks: [(version: Int, value: String)])
        /// By the names that are there; the first rule whose names are all present decides.
        case shape([(version: Int, has: [String])])
    }

    /// Tried in order.
    public let rules: [Rule]
    /// The version taken when no rule decides.
    public let assumed: Int
    /// The field that tells variants apart.
    public let tag: String?
    /// The tags that some version of this build knows; empty where there is no tag.
    public let knownTags: [String]
    /// Fields that a record of any version has; a line without them is corrupt.
    public let guaranteed: [String]

    public init(rules: [Rule], assumed: Int, tag: String?, knownTags: [String], guaranteed: [String]) {
        self.rules = rules
        self.assumed = assumed
        self.tag = tag
        self.knownTags = knownTags
        self.guaranteed = guaranteed
    }
}
