public import SchemaProgram

/// Where a line stands in its log.
public struct LinePlace: Sendable, Hashable {
    /// Counted from 1, empty lines included.
    public var number: Int
    /// Byte offset of the line's first byte.
    public var offset: Int
    /// How many bytes, line end not counted.
    public var length: Int

    public init(number: Int, offset: Int, length: Int) {
        self.number = number
        self.offset = offset
        self.length = length
    }
}

/// What a line of a log turned out to be.
public enum LogLine<Record: Sendable>: Sendable {
    /// A record in the newest shape, whichever version was written.
    case record(Record, RecordOrigin)
    /// A JSON object with the guaranteed fields that its schema refuses. It is not corruption; nothing of it is lost.
    case nonconforming(NonconformingLine)
    /// A variant or a version that this build does not know, kept as it is.
    case unrecognised(UnrecognisedLine)
    /// Not JSON, not an object, or without the guaranteed fields.
    case corrupt(CorruptLine)
    /// The last line, cut by a crash: expected, and not counted as corruption.
    case tornTail(CorruptLine)
}

extension LogLine {
    /// Where it stands, whatever it is.
    public var place: LinePlace {
        switch self {
        case .record(_, let origin): origin.place
        case .nonconforming(let line): line.place
        case .unrecognised(let line): line.place
        case .corrupt(let line), .tornTail(let line): line.place
        }
    }

    /// The whole line, where it is an object with the guaranteed fields that gave no record.
    public var unreadText: String? {
        switch self {
        case .nonconforming(let line): line.text
        case .unrecognised(let line): line.text
        case .record, .corrupt, .tornTail: nil
        }
    }
}

public struct RecordOrigin: Sendable, Hashable {
    /// The version that the line was written in.
    public var version: Int
    public var place: LinePlace

    public init(version: Int, place: LinePlace) {
        self.version = version
        self.place = place
    }
}

public struct NonconformingLine: Sendable, Hashable {
    public var place: LinePlace
    /// The version whose schema it fails.
    public var version: Int
    /// The whole line, so that it can be written again as it was.
    public var text: String
    /// What is wrong with it, at most `ReadingOptions.violationLimit` of them; never empty.
    public var violations: [Violation]

    public init(place: LinePlace, version: Int, text: String, violations: [Violation]) {
        self.place = place
        self.version = version
        self.text = text
        self.violations = violations
    }
}

public struct UnrecognisedLine: Sendable, Hashable {
    public enum Reason: Sendable, Hashable {
        /// The tag is none that this build knows.
        case variant(String)
        /// The version is newer than this build, or none at all.
        case version(String)
    }

    public var place: LinePlace
    public var reason: Reason
    /// The whole line.
    public var text: String
    /// The guaranteed fields as far as they are strings, in the family's order.
    public var guaranteed: [String: String]

    public init(place: LinePlace, reason: Reason, text: String, guaranteed: [String: String]) {
        self.place = place
        self.reason = reason
        self.text = text
        self.guaranteed = guaranteed
    }
}

public struct CorruptLine: Sendable, Hashable {
    public enum Reason: Sendable, Hashable {
        /// Not JSON; the offset counts from the line's start.
        case notJSON(offset: Int, message: String)
        case notAnObject
        case missing(field: String)
        /// Nested deeper than `ReadingOptions.maximumDepth`; whether the rest is JSON is not looked at. The offset counts
        /// from the line's start.
        case tooDeep(offset: Int)
        /// Longer than `ReadingOptions.maximumLineLength`; stepped over without being held in memory.
        case tooLong
    }

    public var place: LinePlace
    public var reason: Reason
    /// At most the first 200 characters; what is not UTF-8 is shown as U+FFFD.
    public var preview: String

    public init(place: LinePlace, reason: Reason, preview: String) {
        self.place = place
        self.reason = reason
        self.preview = preview
    }
}
