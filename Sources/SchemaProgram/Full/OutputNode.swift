import JSONCore

/// A schema or a keyword that was put before a value, and what came of it. Nodes are kept in the order in which
/// evaluation met them, so a node stands before all that is below it.
struct OutputNode {
    /// What led from the value of the parent to this one's.
    enum InstanceStep {
        case same
        /// Index of the member's name.
        case name(Int)
        case element(Int)
    }

    let parent: Int
    /// What leads from the parent's keyword location to this one's: "/properties", "/foo", "".
    let step: String
    let schema: Int
    /// Empty for a schema.
    let keyword: String
    let instance: Int
    let instanceStep: InstanceStep
    var isValid = true
    /// Whether a failure here is no failure of the parent: `if`, the elements that `contains` passes by.
    var isDetached = false
    /// What went wrong, for people.
    var message: String?
    var annotation: JSONValue?
    /// For a failed union that a tag has decided, or one of which several branches hold.
    var isDecided = false
    /// For a union whose tag is a text that no branch has.
    var isUnknownVariant = false
}
