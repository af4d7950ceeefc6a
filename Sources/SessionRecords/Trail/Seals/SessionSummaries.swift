/// A session that was started.
public struct TrailSession: Sendable, Hashable {
    public var sessionID: String
    public var intent: String
    public var startedAt: String
}

/// What `finalize` says of a session.
public struct TrailFinalization: Sendable, Hashable {
    public var sessionID: String
    /// The root of the RFC 9162 tree over the session's records, each the line that the store keeps.
    public var root: String
    public var recordCount: Int
    public var finalizedAt: String
}
