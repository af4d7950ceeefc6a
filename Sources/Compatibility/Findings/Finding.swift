public import JSONCore
public import SchemaDocuments

/// One incompatible change, or one that could not be decided.
public struct Finding: Sendable {
    /// Which reader fails.
    public enum Direction: String, Sendable, CaseIterable {
        /// The new reader on what the old version wrote.
        case backward
        /// The old reader on what the new version writes.
        case forward
    }

    /// A place in a schema.
    public struct Place: Sendable, Hashable {
        public var path: String
        public var location: SourceLocation
        public var pointer: String
    }

    /// Why the reader refuses the witness: its first violation that has to do with the change.
    public struct Refusal: Sendable, Hashable {
        public var instanceLocation: String
        public var keyword: String
        public var message: String
    }

    /// The rule's id.
    public var rule: String
    public var severity: Diagnostic.Severity
    public var direction: Direction
    public var old: Place?
    public var new: Place?
    public var message: String
    /// Valid for the one side and refused by the other, which both sides' programs have confirmed; nil where nothing is
    /// refused or nothing could be found.
    public var witness: JSONValue?
    public var refusal: Refusal?
    /// Whether values are refused; else the change loses something or asks for attention.
    public var isBreak: Bool
    /// Where the value stands that changed: field names joined by dots, `[]` for elements.
    public var subject: String

    public init(
        rule: String,
        severity: Diagnostic.Severity,
        direction: Direction,
        old: Place?,
        new: Place?,
        message: String,
        witness: JSONValue? = nil,
        refusal: Refusal? = nil,
        isBreak: Bool,
        subject: String = ""
    ) {
        self.rule = rule
        self.severity = severity
        self.direction = direction
        self.old = old
        self.new = new
        self.message = message
        self.witness = witness
        self.refusal = refusal
        self.isBreak = isBreak
        self.subject = subject
    }
}

/// What comparing two schemas came to.
public struct Comparison: Sendable {
    /// Whether the new side takes everything of the old one; nil when that could not be decided.
    public var backward: Bool?
    /// Whether the old side takes everything of the new one; nil when that could not be decided.
    public var forward: Bool?
    /// By place on the new side.
    public var findings: [Finding]

    public init(backward: Bool?, forward: Bool?, findings: [Finding]) {
        self.backward = backward
        self.forward = forward
        self.findings = findings
    }
}
