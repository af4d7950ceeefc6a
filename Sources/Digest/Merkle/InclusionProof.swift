/// Shows that a leaf is the one at an index of a tree of a size and root that the verifier knows.
public struct InclusionProof: Sendable, Hashable {
    public var leafIndex: UInt64
    public var treeSize: UInt64
    /// The hashes beside the path from the leaf to the root, the leaf's neighbour first.
    public var hashes: [SHA256Digest]

    public init(leafIndex: UInt64, treeSize: UInt64, hashes: [SHA256Digest]) {
        self.leafIndex = leafIndex
        self.treeSize = treeSize
        self.hashes = hashes
    }

    /// Whether the proof holds for this leaf and root (RFC 9162, section 2.1.3.2).
    ///
    /// Index and size of the proof are part of the claim: take them from whom you trust, as you take the root.
    public func holds(leaf: SHA256Digest, root: SHA256Digest) -> Bool {
        guard leafIndex < treeSize else { return false }
        var index = leafIndex
        var last = treeSize - 1
        var hash = leaf
        for neighbour in hashes {
            if last == 0 { return false }
            if index & 1 == 1 || index == last {
                hash = merkleNodeHash(neighbour, hash)
                // The right edge may skip levels: a lone subtree has no neighbour there.
                while index & 1 == 0, index != 0 {
                    index >>= 1
                    last >>= 1
                }
            } else {
                hash = merkleNodeHash(hash, neighbour)
            }
            index >>= 1
            last >>= 1
        }
        return last == 0 && hash == root
    }
}
