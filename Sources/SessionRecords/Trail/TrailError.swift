import JSONCore
public import RecordLog
public import SQLite

/// Why a trail refused a call. Nothing was written then, unless the case says otherwise.
public enum TrailError: Error, Sendable, Hashable {
    case emptyField(String)
    /// A line holds 64 MiB at most.
    case tooLong(length: Int)
    /// There is nothing to finalise. Its code is `ERR_NO_RECORDS`.
    case noRecords(session: String)
    /// No record can be bound to a session that is sealed.
    case sessionFinalized(String)
    case sessionExists(String)
    case notFinalized(session: String)
    case unknownRecord(id: String, session: String)
    /// There are not so many records.
    case noSuchSize(Int)
    /// A proof goes from one record or more to as many or more.
    case badRange(from: Int, to: Int)
    /// The trail has been changed; to write on or to seal it would hide that.
    case damaged([TrailFinding])
    case badCheckpoint(TrailProblem)
    case readOnly
    /// Another process writes the trail.
    case inUse(path: String)
    /// A log of lines was asked for where a database is, or by its name will be.
    case isDatabase(path: String)
    /// A log's seals lie beside the file itself, and not beside a symbolic link to it.
    case isLink(path: String)
    case file(LogError)
    /// An earlier write or sync failed, so that what is on the disk is not known. Records may have been lost; open the
    /// trail again and verify it.
    case durabilityLost(path: String)
    case database(SQLiteError)

    /// Stable, for programs.
    public var code: String {
        switch self {
        case .emptyField: "ERR_EMPTY_FIELD"
        case .tooLong: "ERR_TOO_LONG"
        case .noRecords: "ERR_NO_RECORDS"
        case .sessionFinalized: "ERR_SESSION_FINALIZED"
        case .sessionExists: "ERR_SESSION_EXISTS"
        case .notFinalized: "ERR_NOT_FINALIZED"
        case .unknownRecord: "ERR_UNKNOWN_RECORD"
        case .noSuchSize: "ERR_NO_SUCH_SIZE"
        case .badRange: "ERR_BAD_RANGE"
        case .damaged: "ERR_DAMAGED"
        case .badCheckpoint: "ERR_BAD_CHECKPOINT"
        case .readOnly: "ERR_READ_ONLY"
        case .inUse: "ERR_IN_USE"
        case .isDatabase: "ERR_IS_DATABASE"
        case .isLink: "ERR_IS_LINK"
        case .file: "ERR_FILE"
        case .durabilityLost: "ERR_DURABILITY_LOST"
        case .database: "ERR_DATABASE"
        }
    }
}

extension TrailError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .emptyField(let name): "\(name) must not be empty"
        case .tooLong(let length): "the line would have \(length) bytes, and \(longestLine) is the most"
        case .noRecords(let session): "no records are bound to the session \(safe(session))"
        case .sessionFinalized(let session): "the session \(safe(session)) is finalised"
        case .sessionExists(let session): "the session \(safe(session)) was started before"
        case .notFinalized(let session): "the session \(safe(session)) is not finalised"
        case .unknownRecord(let id, let session): "the session \(safe(session)) has no record \(safe(id))"
        case .noSuchSize(let size): "the trail never held \(size) records"
        case .badRange(let from, _) where from < 1: "a proof begins at 1 record or more, and not at \(from)"
        case .badRange(let from, let to): "a trail of \(to) records cannot begin with its first \(from)"
        case .damaged(let findings):
            "the trail has been changed; \(findings.first.map(String.init(describing:)) ?? "")"
                + (findings.count > 1 ? " (and \(findings.count - 1) more)" : "")
        case .badCheckpoint(let problem): "this is no checkpoint: \(problem)"
        case .readOnly: "the trail was opened for reading"
        case .inUse(let path): "another process writes \(safe(path))"
        case .isDatabase(let path):
            "\(safe(path)) is an SQLite database, or has the name of one: no log of lines is written there"
        case .isLink(let path):
            "\(safe(path)) is a symbolic link: name the file itself, because a trail's seals lie beside that one"
        case .file(let error): "\(error)"
        case .durabilityLost(let path): "an earlier write to \(safe(path)) failed; open the trail again and verify it"
        case .database(let error): "\(error)"
        }
    }
}

private func safe(_ text: String) -> String { terminalSafe(text, limit: 200) }
