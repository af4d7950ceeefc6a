/// The hash of a leaf: SHA-256 over 0x00 and the leaf's bytes (RFC 9162, section 2.1.1).
///
/// The prefix keeps a leaf from passing for an inner node: without it, whoever gives out a tree could present the
/// 64 bytes below a node as a record.
@inlinable
public func merkleLeafHash(_ bytes: some Sequence<UInt8>) -> SHA256Digest {
    var hasher = SHA256()
    hasher.update(CollectionOfOne(0x00 as UInt8))
    hasher.update(bytes)
    return hasher.digest()
}

/// The hash of an inner node: SHA-256 over 0x01 and the hashes of both sides.
public func merkleNodeHash(_ left: SHA256Digest, _ right: SHA256Digest) -> SHA256Digest {
    var hasher = SHA256()
    hasher.update(CollectionOfOne(0x01 as UInt8))
    hasher.update(left)
    hasher.update(right)
    return hasher.digest()
}

/// The root of the tree without leaves: SHA-256 of nothing.
public let emptyMerkleRoot = sha256([])
