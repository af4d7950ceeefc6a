public import JSONCore
public import SchemaProgram

/// A value that generated code reads from and writes to JSON text.
public protocol JSONRecord: Sendable, Hashable, Codable {
    /// Reads the value that starts at the cursor and stops after it.
    init(reading cursor: inout JSONCursor) throws(JSONFault)

    /// Appends the value as JSON; nothing useful is in `out` when this throws.
    ///
    /// - Throws: when a field breaks a rule of its schema, so that a record that does not conform is never written.
    func write(to out: inout JSONWriter) throws(RecordViolation)
}

/// One kind of record with a history. Generated; conform nothing to it by hand.
public protocol RecordFamily: Sendable {
    /// The newest version's record.
    associatedtype Record: JSONRecord

    static var familyName: String { get }
    static var newestVersion: Int { get }
    /// How a line's version is told, and what every version guarantees.
    static var telling: VersionTelling { get }
    /// Whether unknown enumeration values and variants are violations.
    static var readsStrictly: Bool { get }

    /// Reads the object at the cursor as a record of `version` and takes it to the newest.
    ///
    /// - Returns: nil when this build does not know the version.
    static func read(_ cursor: inout JSONCursor, version: Int) throws(ReadFault) -> Record?

    /// The program that has the last word on records of `version`; nil when this build does not know the version.
    static func program(of version: Int) -> Program?

    /// What a record that is written has to satisfy beside its type; nil where the newest type says all of its schema.
    static var writingProgram: Program? { get }
}

extension RecordFamily {
    @inlinable public static var writingProgram: Program? { nil }

    /// Appends a record as JSON; nothing useful is behind what stood in `out` when this throws.
    ///
    /// - Throws: when the record breaks its schema, also in what its type cannot say.
    @inlinable
    public static func write(_ record: Record, to out: inout JSONWriter) throws(RecordViolation) {
        guard let program = writingProgram else { return try record.write(to: &out) }
        try writeRecord(record, to: &out, checkedBy: program)
    }
}

/// Why a line did not become a record.
public enum ReadFault: Error, Sendable {
    /// It cannot be read as its version's type.
    case json(JSONFault)
    /// It was read, and its migration failed or gave a value that the next version refuses.
    case migration(from: Int, String)
}

/// A field whose value its schema does not allow, found before a byte of the record is in any file.
public struct RecordViolation: Error, Sendable, Hashable, CustomStringConvertible {
    /// The record's type and the field, `ToolResult.tool_name`.
    public var field: String
    /// The rule that it breaks, as the schema spells it: `minLength 1`.
    public var rule: String

    public init(field: String, rule: String) {
        self.field = field
        self.rule = rule
    }

    public var description: String {
        "\(field) breaks \(rule)"
    }
}
