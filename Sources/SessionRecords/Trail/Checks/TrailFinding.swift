public import JSONCore

/// Something in a trail that its writer did not leave there.
public struct TrailFinding: Sendable, Hashable {
    public enum Place: Sendable, Hashable {
        /// By its place among the records, counted from 0.
        case record(Int)
        /// By its place among the seals, counted from 0.
        case seal(Int)
        case session(String)
        case trail
    }

    public var place: Place
    public var problem: TrailProblem

    public init(_ place: Place, _ problem: TrailProblem) {
        self.place = place
        self.problem = problem
    }
}

/// What is wrong.
public enum TrailProblem: Error, Sendable, Hashable {
    // With one line.
    case notJSON(JSONFault)
    case notAnObject
    /// The value may be the same, the bytes are not those that were written.
    case notCanonical
    case badField(String)
    case lineTooLong
    /// The last line has no end, and what is there is no beginning of a line either.
    case unterminated
    /// The last line was cut while it was written, before its call returned. No finding by itself: what a crash leaves.
    case torn
    /// The database holds something else than text here.
    case notText(column: String)

    // Between lines.
    /// The record's content does not give its hash.
    case wrongHash(computed: String)
    /// It does not follow the task's record before it.
    case brokenLink(expected: String)
    case duplicateID(String)
    /// Bound to a session that was finalised before.
    case afterFinalization(session: String)
    case wrongNumber(expected: Int)

    // Between records and seals.
    case logTooShort(expected: Int, found: Int)
    /// The seal says that there were fewer records than at the seal before it.
    case logShrank(from: Int, to: Int)
    /// No session is finalised without records.
    case sealOfNothing
    case wrongLogRoot
    case wrongRoot
    case wrongRecordCount(expected: Int, found: Int)
    case startedTwice
    case finalizedTwice
    case notFinalized
    case differsFromCheckpoint
}

extension TrailFinding: CustomStringConvertible {
    public var description: String {
        let place =
            switch place {
            case .record(let position): "record \(position)"
            case .seal(let number): "seal \(number)"
            case .session(let id): "session \(terminalSafe(id, limit: 200))"
            case .trail: "trail"
            }
        return "\(place): \(problem)"
    }
}

extension TrailProblem: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notJSON(let fault): "byte \(fault.offset): \(fault.kind.message)"
        case .notAnObject: "the line is JSON, but no object"
        case .notCanonical: "the line was changed: its bytes are not the canonical JSON that was written"
        case .badField(let name): "the field \(name) is missing, empty or of the wrong type"
        case .lineTooLong: "the line is longer than any that a trail writes"
        case .unterminated: "the last line has no end and is nothing that a trail was writing"
        case .torn: "the last line was cut while it was written"
        case .notText(let column): "the database holds no text in \(column)"
        case .wrongHash(let computed): "the content was changed: it gives the hash \(computed)"
        case .brokenLink(let expected): "the chain is broken: prev_hash should be \(terminalSafe(expected, limit: 64))"
        case .duplicateID(let id): "the id \(terminalSafe(id, limit: 200)) stands twice"
        case .afterFinalization(let session):
            "bound to the session \(terminalSafe(session, limit: 200)), which was finalised before"
        case .wrongNumber(let expected): "its number should be \(expected)"
        case .logTooShort(let expected, let found): "there were \(expected) records and \(found) are left"
        case .logShrank(let from, let to): "it counts \(to) records, and the seal before it counts \(from)"
        case .sealOfNothing: "it seals a session without records, which no trail does"
        case .wrongLogRoot: "the records before it are not those that were sealed"
        case .wrongRoot: "the session's records are not those that were sealed"
        case .wrongRecordCount(let expected, let found): "\(expected) records were sealed and \(found) are there"
        case .startedTwice: "started twice"
        case .finalizedTwice: "finalised twice"
        case .notFinalized: "not finalised"
        case .differsFromCheckpoint: "the trail is not the one that the checkpoint was taken of"
        }
    }
}
