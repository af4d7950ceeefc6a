import JSONCore
public import SQLite

/// Where turns are kept: sessions by their natural key, messages by organisation and hash.
public protocol SessionStore: AnyObject {
    /// Takes in turns in one transaction, all or none, and optionally notes how far a source was read.
    ///
    /// For each turn: the session is found by its natural key or made, its parent found or made as a placeholder that
    /// the parent's first own turn fills in, and the nodes that are not there yet are inserted and bound to the
    /// session. Counters and details change only when a node was really inserted, or when a placeholder is filled in;
    /// so a turn that comes again changes nothing.
    func ingest(_ turns: [Turn], noting progress: IngestProgress?) throws(SessionStoreError) -> [IngestResult]

    /// How far a source was read; nil when it never was.
    func progress(ofSource source: String) throws(SessionStoreError) -> IngestProgress?
}

extension SessionStore {
    /// Takes in one turn in a transaction of its own.
    public func ingest(_ turn: Turn) throws(SessionStoreError) -> IngestResult {
        try ingest([turn], noting: nil)[0]
    }
}

/// What became of a turn.
public struct IngestResult: Sendable, Hashable {
    /// The store's own id of the session, a version 7 UUID.
    public var sessionID: String
    /// Nil when the session is no fork.
    public var parentSessionID: String?
    /// 0 for a turn that was there already.
    public var insertedNodes: Int
}

/// How far a file of turns was taken in.
public struct IngestProgress: Sendable, Hashable {
    public var source: String
    /// Where the next line begins, and its number counted from 0.
    public var offset: Int
    public var line: Int
    /// Where the last line began that was taken in, and its SHA-256: tells whether the file is still the same.
    public var lastLineOffset: Int
    public var lastLineHash: String
    /// How many of the lines were refused.
    public var refused = 0

    /// Whether a run can have come to this. Somebody may have written other numbers into the store, and a run that went
    /// on from them would never end well.
    var isPossible: Bool {
        // Each line has one byte at least, its newline.
        0 <= lastLineOffset && lastLineOffset < offset && 0 < line && line - 1 <= lastLineOffset && 0 <= refused
            && refused <= line
    }
}

/// Why a store did not take turns in. The transaction was rolled back.
public enum SessionStoreError: Error, Sendable, Hashable {
    case sqlite(SQLiteError)
    /// A PostgreSQL server's own answer; `state` is the SQLSTATE.
    case postgreSQL(state: String, message: String)
}

extension SessionStoreError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .sqlite(let error): "\(error)"
        case .postgreSQL(let state, let message):
            "PostgreSQL error \(terminalSafe(state, limit: 10)): \(terminalSafe(message, limit: 500))"
        }
    }
}
