public import Digest

/// Shows somebody who knows a session's root that one record belongs to it, without the others.
public struct TrailInclusion: Sendable, Hashable {
    public var sessionID: String
    public var recordID: String
    /// The record's line; its hash as a leaf is what the proof is about.
    public var line: [UInt8]
    public var root: SHA256Digest
    public var proof: InclusionProof

    /// Whether the line is in the tree of that root and size. Root and size must come from whom the verifier trusts.
    public func holds(root: SHA256Digest, recordCount: Int) -> Bool {
        proof.treeSize == UInt64(max(0, recordCount)) && proof.holds(leaf: merkleLeafHash(line), root: root)
    }
}

/// Shows that a log begins with what it once was.
public struct TrailConsistency: Sendable, Hashable {
    public var oldRoot: SHA256Digest
    public var newRoot: SHA256Digest
    public var proof: ConsistencyProof

    public var holds: Bool { proof.holds(oldRoot: oldRoot, newRoot: newRoot) }
}
