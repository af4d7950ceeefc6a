import Digest
import JSONCore

/// What happened to a session, in the chain of all sessions' events.
///
/// Seals lie beside the records, not among them, so that the records stay a plain log of one family. Each seal is
/// chained to the one before and says how many records there were.
public struct TrailSeal: Sendable, Hashable {
    public enum Event: Sendable, Hashable {
        case started(intent: String, at: String)
        case finalized(root: String, recordCount: Int, at: String, logRoot: String)
    }

    /// Counted from 0.
    public var number: Int
    public var sessionID: String
    public var event: Event
    /// The records in the log when this was written, of all sessions and of none.
    public var logSize: Int
    /// 64 lower-case hexadecimal digits; zeros in the first seal.
    public var prevHash: String
    /// SHA-256 over the canonical JSON of all other fields.
    public var hash: String

    init(number: Int, sessionID: String, event: Event, logSize: Int, prevHash: String) {
        self.number = number
        self.sessionID = sessionID
        self.event = event
        self.logSize = logSize
        self.prevHash = prevHash
        hash = ""
        hash = computedHash
    }

    var computedHash: String { sha256(text(withHash: false)).hex }

    /// The seal as one line of canonical JSON, without its newline.
    public var line: [UInt8] { text(withHash: true) }

    private func text(withHash: Bool) -> [UInt8] {
        var writer = JSONWriter(capacity: 512)
        writer.raw("{\"event\":")
        switch event {
        case .started(let intent, let at):
            writer.raw("\"started\"")
            if withHash { writeHash(to: &writer) }
            writer.raw(",\"intent\":")
            writer.string(intent)
            writer.raw(",\"log_size\":")
            writer.integer(Int64(logSize))
            writer.raw(",\"number\":")
            writer.integer(Int64(number))
            writer.raw(",\"prev_hash\":")
            writer.string(prevHash)
            writer.raw(",\"session_id\":")
            writer.string(sessionID)
            writer.raw(",\"started_at\":")
            writer.string(at)
        case .finalized(let root, let recordCount, let at, let logRoot):
            writer.raw("\"finalized\",\"finalized_at\":")
            writer.string(at)
            if withHash { writeHash(to: &writer) }
            writer.raw(",\"log_root\":")
            writer.string(logRoot)
            writer.raw(",\"log_size\":")
            writer.integer(Int64(logSize))
            writer.raw(",\"number\":")
            writer.integer(Int64(number))
            writer.raw(",\"prev_hash\":")
            writer.string(prevHash)
            writer.raw(",\"record_count\":")
            writer.integer(Int64(recordCount))
            writer.raw(",\"root\":")
            writer.string(root)
            writer.raw(",\"session_id\":")
            writer.string(sessionID)
        }
        writer.raw("}")
        return writer.bytes
    }

    private func writeHash(to writer: inout JSONWriter) {
        writer.raw(",\"hash\":")
        writer.string(hash)
    }
}

/// Reads a stored line as a seal.
func readTrailSeal(_ bytes: [UInt8]) throws(TrailProblem) -> TrailSeal {
    let object = try readCanonicalObject(bytes)
    let event: TrailSeal.Event
    switch try object.text("event") {
    case "started":
        event = .started(intent: try object.text("intent"), at: try object.text("started_at"))
    case "finalized":
        event = .finalized(
            root: try object.text("root"),
            recordCount: try object.count("record_count"),
            at: try object.text("finalized_at"),
            logRoot: try object.text("log_root")
        )
    default: throw .badField("event")
    }
    var seal = TrailSeal(
        number: try object.count("number"),
        sessionID: try object.text("session_id"),
        event: event,
        logSize: try object.count("log_size"),
        prevHash: try object.text("prev_hash")
    )
    // A field that is not of the seal is not covered by its hash, and the line is then not what the seal writes.
    seal.hash = try object.text("hash")
    guard seal.line == bytes else { throw .notCanonical }
    return seal
}
