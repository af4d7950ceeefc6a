/// A Merkle tree that grows at its right edge, as of RFC 6962 and RFC 9162.
///
/// An inner node splits its leaves at the largest power of two below their count. An odd leaf is never doubled, so no
/// two lists of leaves share a root (the flaw of CVE-2012-2459). Every size that the tree ever had keeps its root and
/// its proofs.
public struct MerkleTree: Sendable {
    /// `levels[k][i]` is the hash over the leaves from i·2ᵏ up to (i+1)·2ᵏ. Only complete ones are kept: with 5 leaves
    ///
    ///     levels[2]  |      0–3      |
    ///     levels[1]  |  0–1  |  2–3  |
    ///     levels[0]  | 0 | 1 | 2 | 3 | 4 |
    private var levels: [[SHA256Digest]] = [[]]

    public init() {}

    /// A tree over leaves that were hashed by `merkleLeafHash`.
    @inlinable
    public init(leafHashes: some Sequence<SHA256Digest>) {
        for hash in leafHashes { append(leafHash: hash) }
    }

    public var count: Int { levels[0].count }

    @inlinable
    public mutating func append(_ leaf: some Sequence<UInt8>) {
        append(leafHash: merkleLeafHash(leaf))
    }

    public mutating func append(leafHash: SHA256Digest) {
        levels[0].append(leafHash)
        var level = 0
        while levels[level].count.isMultiple(of: 2) {
            let pair = levels[level].suffix(2)
            guard let left = pair.first, let right = pair.last else { return }
            if level + 1 == levels.count { levels.append([]) }
            levels[level + 1].append(merkleNodeHash(left, right))
            level += 1
        }
    }

    public var root: SHA256Digest {
        count == 0 ? emptyMerkleRoot : hash(over: 0..<count)
    }

    /// The root that the tree had when it held `size` leaves; nil when it never held so many.
    public func root(ofSize size: Int) -> SHA256Digest? {
        guard (0...count).contains(size) else { return nil }
        return size == 0 ? emptyMerkleRoot : hash(over: 0..<size)
    }

    /// The root over a part of the leaves; nil unless `isMerkleSubtree`.
    public func root(ofSubtree subtree: Range<Int>) -> SHA256Digest? {
        guard subtree.lowerBound >= 0, subtree.upperBound <= count,
            isMerkleSubtree(UInt64(subtree.lowerBound)..<UInt64(subtree.upperBound))
        else { return nil }
        return hash(over: subtree)
    }

    /// Proof that a leaf is in the tree of `size` leaves (all of them when not given); nil when there is no such leaf.
    public func inclusionProof(of index: Int, inTreeOf size: Int? = nil) -> InclusionProof? {
        let size = size ?? count
        guard size <= count, index >= 0, index < size else { return nil }
        var hashes: [SHA256Digest] = []
        var range = 0..<size
        while range.count > 1 {
            let middle = split(range)
            if index < middle {
                hashes.append(hash(over: middle..<range.upperBound))
                range = range.lowerBound..<middle
            } else {
                hashes.append(hash(over: range.lowerBound..<middle))
                range = middle..<range.upperBound
            }
        }
        return InclusionProof(leafIndex: UInt64(index), treeSize: UInt64(size), hashes: hashes.reversed())
    }

    /// Proof that the tree of `newSize` leaves (all of them when not given) begins with the tree of `oldSize`; nil when
    /// there are no such trees, and for an empty old tree, with which everything begins.
    public func consistencyProof(from oldSize: Int, to newSize: Int? = nil) -> ConsistencyProof? {
        guard oldSize > 0, let proof = consistencyProof(ofSubtree: 0..<oldSize, to: newSize) else { return nil }
        return ConsistencyProof(oldSize: UInt64(oldSize), newSize: proof.treeSize, hashes: proof.hashes)
    }

    /// The same for a part in the middle; nil unless `isMerkleSubtree`.
    public func consistencyProof(ofSubtree subtree: Range<Int>, to newSize: Int? = nil) -> SubtreeConsistencyProof? {
        let size = newSize ?? count
        guard size <= count, subtree.lowerBound >= 0, subtree.upperBound <= size else { return nil }
        let wide = UInt64(subtree.lowerBound)..<UInt64(subtree.upperBound)
        guard isMerkleSubtree(wide) else { return nil }
        var hashes: [SHA256Digest] = []
        var range = 0..<size
        var wanted = subtree
        // Whether the verifier knows the hash over `wanted` without being told: true until the subtree is cut.
        var isKnown = true
        while range != wanted {
            let middle = split(range)
            if wanted.upperBound <= middle {
                hashes.append(hash(over: middle..<range.upperBound))
                range = range.lowerBound..<middle
            } else {
                hashes.append(hash(over: range.lowerBound..<middle))
                range = middle..<range.upperBound
                if wanted.lowerBound < middle {
                    wanted = middle..<wanted.upperBound
                    isKnown = false
                }
            }
        }
        if !isKnown { hashes.append(hash(over: wanted)) }
        return SubtreeConsistencyProof(subtree: wide, treeSize: UInt64(size), hashes: hashes.reversed())
    }

    /// The hash over leaves that one node of some size of this tree has below it.
    private func hash(over range: Range<Int>) -> SHA256Digest {
        let count = range.count
        if count.nonzeroBitCount == 1, range.lowerBound.isMultiple(of: count) {
            return levels[count.trailingZeroBitCount][range.lowerBound / count]
        }
        let middle = split(range)
        return merkleNodeHash(hash(over: range.lowerBound..<middle), hash(over: middle..<range.upperBound))
    }
}

/// Where a node over more than one leaf splits them: after the largest power of two that is below their count.
private func split(_ range: Range<Int>) -> Int {
    range.lowerBound + 1 << (Int.bitWidth - 1 - (range.count - 1).leadingZeroBitCount)
}
