import CSHA

/// Buffering and padding of SHA-256 around one of the compression functions of CSHA.
///
/// Compiled on every platform, so that the tests can hold it against the platform's own and both engines against
/// each other.
struct BlockSHA256: Sendable {
    enum Engine: Sendable {
        case instructions
        case plain

        /// Asked once: the answer cannot change while the process runs.
        static let best: Engine = csha_has_instructions() != 0 ? .instructions : .plain
    }

    private let engine: Engine
    private var state: SIMD8<UInt32> = [
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
    ]
    /// The bytes after the last whole block.
    private var pending = SIMD64<UInt8>()
    private var pendingCount = 0
    private var byteCount: UInt64 = 0

    init(_ engine: Engine = .best) {
        self.engine = engine
    }

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        byteCount &+= UInt64(bytes.count)
        var rest = bytes[...]
        if pendingCount > 0 {
            let taken = min(64 - pendingCount, rest.count)
            fillPending(rest.prefix(taken))
            rest = rest.dropFirst(taken)
            guard pendingCount == 64 else { return }
            compressPending()
        }
        let whole = rest.count & ~63
        compress(UnsafeRawBufferPointer(rebasing: rest.prefix(whole)))
        fillPending(rest.dropFirst(whole))
    }

    func digest() -> SHA256Digest {
        var last = self
        return last.finish()
    }

    private mutating func finish() -> SHA256Digest {
        let bitCount = byteCount &<< 3
        appendToPending(0x80)
        if pendingCount > 56 {
            clearPending(to: 64)
            compressPending()
        }
        clearPending(to: 56)
        withUnsafeMutableBytes(of: &pending) {
            $0.storeBytes(of: bitCount.bigEndian, toByteOffset: 56, as: UInt64.self)
        }
        compressPending()
        var out = SIMD32<UInt8>()
        let words = state
        withUnsafeMutableBytes(of: &out) { bytes in
            for i in 0..<8 { bytes.storeBytes(of: words[i].bigEndian, toByteOffset: 4 * i, as: UInt32.self) }
        }
        return SHA256Digest(storage: out)
    }

    // The vector is written as memory: set lane by lane, each store would copy all of it.
    private mutating func appendToPending(_ byte: UInt8) {
        withUnsafeMutableBytes(of: &pending) { $0[pendingCount] = byte }
        pendingCount += 1
    }

    private mutating func clearPending(to end: Int) {
        withUnsafeMutableBytes(of: &pending) { room in
            for i in pendingCount..<end { room[i] = 0 }
        }
    }

    private mutating func fillPending(_ bytes: Slice<UnsafeRawBufferPointer>) {
        guard !bytes.isEmpty else { return }
        withUnsafeMutableBytes(of: &pending) { room in
            UnsafeMutableRawBufferPointer(rebasing: room[pendingCount..<pendingCount + bytes.count])
                .copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes))
        }
        pendingCount += bytes.count
    }

    private mutating func compressPending() {
        let block = pending
        withUnsafeBytes(of: block) { compress($0) }
        pendingCount = 0
    }

    private mutating func compress(_ blocks: UnsafeRawBufferPointer) {
        guard let start = blocks.baseAddress?.assumingMemoryBound(to: UInt8.self), blocks.count >= 64 else { return }
        withUnsafeMutableBytes(of: &state) { words in
            guard let words = words.baseAddress?.assumingMemoryBound(to: UInt32.self) else { return }
            switch engine {
            case .instructions: csha_compress_fast(words, start, blocks.count / 64)
            case .plain: csha_compress_plain(words, start, blocks.count / 64)
            }
        }
    }
}
