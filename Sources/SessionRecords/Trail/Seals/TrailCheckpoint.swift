import JSONCore

/// What has to be kept where the trail's writer cannot write: the anchor.
///
/// Chains and trees show that a file was changed by somebody who did not recompute them. Whoever can write the files
/// can rewrite all of them, hashes and roots included, and nothing inside will tell. A checkpoint that somebody else
/// has signed, stamped or simply kept does: `ThoughtTrail.verify(against:)` compares the trail with it.
public struct TrailCheckpoint: Sendable, Hashable {
    public var sessionID: String
    public var root: String
    public var recordCount: Int
    public var finalizedAt: String
    /// How many records the whole log held, and the root of the tree over them.
    public var logSize: Int
    public var logRoot: String
    public var sealHash: String

    /// The checkpoint as one line of canonical JSON, without a newline: the bytes to sign.
    public var line: String {
        var writer = JSONWriter(capacity: 512)
        writer.raw("{\"checkpoint\":1,\"finalized_at\":")
        writer.string(finalizedAt)
        writer.raw(",\"log_root\":")
        writer.string(logRoot)
        writer.raw(",\"log_size\":")
        writer.integer(Int64(logSize))
        writer.raw(",\"record_count\":")
        writer.integer(Int64(recordCount))
        writer.raw(",\"root\":")
        writer.string(root)
        writer.raw(",\"seal_hash\":")
        writer.string(sealHash)
        writer.raw(",\"session_id\":")
        writer.string(sessionID)
        writer.raw("}")
        return writer.withBytes { String(decoding: $0, as: UTF8.self) }
    }

    /// Reads a line that `line` wrote; a newline after it is allowed, nothing else is.
    public init(line: String) throws(TrailError) {
        var bytes = Array(line.utf8)
        if bytes.last == 0x0A { bytes.removeLast() }
        do throws(TrailProblem) {
            let object = try readCanonicalObject(bytes)
            guard try object.count("checkpoint") == 1 else { throw TrailProblem.badField("checkpoint") }
            sessionID = try object.text("session_id")
            root = try object.text("root")
            recordCount = try object.count("record_count")
            finalizedAt = try object.text("finalized_at")
            logSize = try object.count("log_size")
            logRoot = try object.text("log_root")
            sealHash = try object.text("seal_hash")
        } catch {
            throw .badCheckpoint(error)
        }
    }

    init?(_ seal: TrailSeal) {
        guard case .finalized(let root, let recordCount, let at, let logRoot) = seal.event else { return nil }
        sessionID = seal.sessionID
        self.root = root
        self.recordCount = recordCount
        finalizedAt = at
        logSize = seal.logSize
        self.logRoot = logRoot
        sealHash = seal.hash
    }
}
