/// Shows that a tree begins with an older one, unchanged: nothing in it was altered, removed or put in between.
public struct ConsistencyProof: Sendable, Hashable {
    public var oldSize: UInt64
    public var newSize: UInt64
    public var hashes: [SHA256Digest]

    public init(oldSize: UInt64, newSize: UInt64, hashes: [SHA256Digest]) {
        self.oldSize = oldSize
        self.newSize = newSize
        self.hashes = hashes
    }

    /// Whether the proof holds for these two roots (RFC 9162, section 2.1.4.2).
    ///
    /// False for an empty old tree: every tree begins with it, so it says nothing. Both sizes are part of the claim:
    /// take them from whom you trust, as you take the roots.
    public func holds(oldRoot: SHA256Digest, newRoot: SHA256Digest) -> Bool {
        guard oldSize > 0 else { return false }
        return SubtreeConsistencyProof(subtree: 0..<oldSize, treeSize: newSize, hashes: hashes)
            .holds(subtreeRoot: oldRoot, treeRoot: newRoot)
    }
}
