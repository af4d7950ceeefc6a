import JSONCore

/// One turn of a conversation that passed validation: what a store takes in.
///
/// Made by `Turn(validating:)` only, so a store need not check anything again.
public struct Turn: Sendable {
    public let session: SessionKey
    public let details: SessionDetails
    /// The session that this one was forked from.
    public let parent: SessionKey?
    /// From the conversation's root to its newest message; never empty.
    public let nodes: [TurnNode]
}

/// The natural key of a session.
public struct SessionKey: Sendable {
    /// The nil UUID where the organisation is not known.
    public let orgID: String
    /// `unknown` where the harness does not say what it is.
    public let harnessID: String
    /// The first 16 digits of the root node's hash where the harness has no id for its session.
    public let harnessSessionID: String

    public static let noOrganisation = "00000000-0000-0000-0000-000000000000"
    public static let unknownHarness = "unknown"
}

extension SessionKey: Hashable {
    /// By bytes, as databases compare.
    public static func == (a: SessionKey, b: SessionKey) -> Bool {
        sameBytes(a.orgID, b.orgID) && sameBytes(a.harnessID, b.harnessID)
            && sameBytes(a.harnessSessionID, b.harnessSessionID)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(ByteKey(orgID))
        hasher.combine(ByteKey(harnessID))
        hasher.combine(ByteKey(harnessSessionID))
    }
}

/// What a harness says of a session besides its key. Nil where it says nothing, which overwrites nothing.
public struct SessionDetails: Sendable {
    public var authSubject: String?
    public var harnessVersion: String?
    public var workingFolder: String?
    public var name: String?
    /// Canonical JSON of an object.
    public var metadata: String?
}

/// One message of a conversation.
public struct TurnNode: Sendable {
    /// 64 lower-case hexadecimal digits: SHA-256 over the canonical JSON of the message and its parent's hash.
    public let hash: String
    public let parentHash: String?
    public let role: String
    /// Canonical JSON.
    public let content: String
    public let model: String?
    public let provider: String?
    public let tokens: TokenCounts
}

/// Nil until the provider has reported them.
public struct TokenCounts: Sendable, Hashable {
    public var input: Int64?
    public var output: Int64?
    public var cacheCreation: Int64?
    public var cacheRead: Int64?
}
