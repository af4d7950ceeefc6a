/// Shows that a tree contains a part whose root somebody has kept, unchanged and at its place.
///
/// The part is any that was a node of the tree at some size, which widens consistency from beginnings to the middle.
public struct SubtreeConsistencyProof: Sendable, Hashable {
    /// The leaves of the part.
    public var subtree: Range<UInt64>
    public var treeSize: UInt64
    public var hashes: [SHA256Digest]

    public init(subtree: Range<UInt64>, treeSize: UInt64, hashes: [SHA256Digest]) {
        self.subtree = subtree
        self.treeSize = treeSize
        self.hashes = hashes
    }

    /// Whether the proof holds for these two roots. An empty part has the empty root and needs no proof.
    public func holds(subtreeRoot: SHA256Digest, treeRoot: SHA256Digest) -> Bool {
        guard subtree.upperBound <= treeSize else { return false }
        if subtree.isEmpty { return hashes.isEmpty && subtreeRoot == emptyMerkleRoot }
        guard isMerkleSubtree(subtree) else { return false }
        var place = Place(first: subtree.lowerBound, last: subtree.upperBound - 1, edge: treeSize - 1)
        place.climbToKnownNode()
        var rest = hashes[...]
        var part = subtreeRoot
        if place.first != place.last {
            guard let start = rest.popFirst() else { return false }
            part = start
        }
        var whole = part
        for hash in rest {
            if place.edge == 0 { return false }
            if place.last & 1 == 1 || place.last == place.edge {
                if place.first < place.last { part = merkleNodeHash(hash, part) }
                whole = merkleNodeHash(hash, whole)
                // The right edge may skip levels: a lone subtree has no neighbour there.
                while place.last & 1 == 0, place.last != 0 { place.climb() }
            } else {
                whole = merkleNodeHash(whole, hash)
            }
            place.climb()
        }
        return place.edge == 0 && part == subtreeRoot && whole == treeRoot
    }
}

/// Whether `range` lies below one node of some size of a tree: it begins at a multiple of the smallest power of two
/// that is not below its count.
public func isMerkleSubtree(_ range: Range<UInt64>) -> Bool {
    guard !range.isEmpty else { return false }
    let count = range.upperBound - range.lowerBound
    let log = UInt64.bitWidth - (count - 1).leadingZeroBitCount
    return log < UInt64.bitWidth ? range.lowerBound & ((1 << log) - 1) == 0 : range.lowerBound == 0
}

/// Where a walk up a tree stands: the subtree's first and last node and the tree's last node of one level.
private struct Place {
    var first: UInt64
    var last: UInt64
    var edge: UInt64

    mutating func climb() {
        first >>= 1
        last >>= 1
        edge >>= 1
    }

    /// To the level of the node with which the proof starts.
    mutating func climbToKnownNode() {
        if last == edge {
            while first != last { climb() }
        } else {
            while first != last, last & 1 == 1 { climb() }
        }
    }
}
