#if canImport(CryptoKit)
import CryptoKit
#endif

/// SHA-256 over bytes that come in pieces of any size.
///
/// The platform's own where it has one (CryptoKit); elsewhere the processor's SHA instructions, and plain code on
/// processors without them.
public struct SHA256: Sendable {
    #if canImport(CryptoKit)
    private var hasher = CryptoKit.SHA256()
    #else
    private var hasher = BlockSHA256()
    #endif

    public init() {}

    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        #if canImport(CryptoKit)
        hasher.update(bufferPointer: bytes)
        #else
        hasher.update(bytes)
        #endif
    }

    // Inlinable, so that it is specialised where it is called: generic code across modules is slower than the hash.
    /// Takes any contiguous bytes without a copy, any other sequence of bytes through one.
    @inlinable
    public mutating func update(_ bytes: some Sequence<UInt8>) {
        let done: Void? = bytes.withContiguousStorageIfAvailable { update(UnsafeRawBufferPointer($0)) }
        if done == nil { Array(bytes).withUnsafeBytes { update($0) } }
    }

    public mutating func update(_ digest: SHA256Digest) {
        digest.withUnsafeBytes { update($0) }
    }

    /// The digest of all that came so far; the hasher can go on.
    public func digest() -> SHA256Digest {
        #if canImport(CryptoKit)
        var storage = SIMD32<UInt8>()
        hasher.finalize().withUnsafeBytes { bytes in
            withUnsafeMutableBytes(of: &storage) { $0.copyMemory(from: bytes) }
        }
        return SHA256Digest(storage: storage)
        #else
        hasher.digest()
        #endif
    }
}

/// SHA-256 of bytes that are at hand.
@inlinable
public func sha256(_ bytes: some Sequence<UInt8>) -> SHA256Digest {
    var hasher = SHA256()
    hasher.update(bytes)
    return hasher.digest()
}

/// SHA-256 of the text's UTF-8.
public func sha256(_ text: String) -> SHA256Digest {
    sha256(text.utf8)
}
