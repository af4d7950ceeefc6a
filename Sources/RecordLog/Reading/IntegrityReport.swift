/// How whole a log is: counts, severity, and the first bad lines.
///
/// Lines of white space are not counted. A nonconforming or unrecognised line is valid: it is JSON, an object, and
/// has the guaranteed fields; what its schema says of it is another matter, and is listed apart.
///
/// **The last line.** Two readings of "the last line is truncated" are about: any bad last line is a cut one, or only
/// a last line that is not JSON is. They disagree on a last line that is JSON without being an event. The second is
/// taken, because a record is an object and no proper prefix of an object is JSON: such a line was not cut by a crash,
/// somebody wrote it. A last line that is not JSON counts as cut whether or not a line end follows it, because the
/// writer that comes after a crash ends the torn line before it writes its own.
public struct IntegrityReport: Sendable, Hashable {
    public enum Severity: String, Sendable, Hashable, Codable {
        /// Only the last line is bad; expected after a crash.
        case truncatedTail = "truncated_tail"
        /// Bad lines stand between good ones.
        case corruptInterior = "corrupt_interior"
        /// Nothing could be read, or not to the end.
        case unreadable
    }

    /// One bad line.
    public struct Trouble: Sendable, Hashable {
        public enum Kind: Sendable, Hashable {
            case corrupt(CorruptLine.Reason)
            case tornTail(CorruptLine.Reason)
            /// How many rules of its version's schema it breaks.
            case nonconforming(version: Int, violations: Int)
        }

        public var place: LinePlace
        public var kind: Kind
        /// At most 200 characters, as they are in the log: make them safe before they reach a terminal.
        public var preview: String
    }

    /// The share of corrupt lines from which a log is not trusted for recovery.
    public static let corruptionLimit = 0.1
    /// How many bad lines are listed; all are counted.
    public static let troubleLimit = 100

    /// Lines that are not white space only.
    public var totalLines = 0
    public var validLines = 0
    /// Lines that could not be read; a torn tail is not among them.
    public var corruptLines = 0
    public var tailTruncated = false
    /// How many of the valid lines fail their schema.
    public var nonconformingLines = 0
    /// How many of the valid lines are of a variant or version that this build does not know.
    public var unrecognisedLines = 0
    /// The first bad lines, in file order.
    public var troubles: [Trouble] = []
    /// Why the reading ended before the log did.
    public var failure: LogError?

    public init() {}

    /// A log that could not even be opened.
    public init(failure: LogError) {
        self.failure = failure
    }

    /// Nil when nothing is wrong.
    public var severity: Severity? {
        if failure != nil || totalLines == 0 { return .unreadable }
        if corruptLines > 0 { return .corruptInterior }
        return tailTruncated ? .truncatedTail : nil
    }

    /// Corrupt lines as a share of all; 0 for an empty log.
    public var corruptionRatio: Double {
        totalLines == 0 ? 0 : Double(corruptLines) / Double(totalLines)
    }
}

extension IntegrityReport {
    /// Whether a log in this state may be used to skip work that it says was done, and how loudly to say so.
    public enum Trust: Sendable, Hashable {
        case whole
        /// Some lines are lost; use the others. The torn tail alone is expected, corrupt lines deserve a warning.
        case usable(corruptLines: Int, tailTruncated: Bool)
        case refused(Refusal)
    }

    public enum Refusal: Sendable, Hashable {
        case empty
        case unreadable
        /// More than `corruptionLimit` of the lines are corrupt.
        case tooCorrupt(ratio: Double)
    }

    public var trust: Trust {
        if failure != nil { return .refused(.unreadable) }
        if totalLines == 0 { return .refused(.empty) }
        // Compared as integers: 0.1 is no binary fraction, and exactly one line in ten is still trusted.
        if corruptLines * 10 > totalLines { return .refused(.tooCorrupt(ratio: corruptionRatio)) }
        if corruptLines == 0, !tailTruncated { return .whole }
        return .usable(corruptLines: corruptLines, tailTruncated: tailTruncated)
    }
}
