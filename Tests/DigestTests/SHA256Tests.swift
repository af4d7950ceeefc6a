import Testing

@testable import Digest

@Suite struct SHA256Tests {
    // The expected digests come from another implementation: Scripts/make-sha256-vectors.py.

    @Test(arguments: SHA256Vectors.texts.indices)
    func examplesOfTheStandard(_ index: Int) {
        let (text, hex) = SHA256Vectors.texts[index]
        expect(Array(text.utf8), hex)
    }

    @Test func messagesOfEveryShortLengthAndLongOnes() {
        for (length, hex) in SHA256Vectors.short.enumerated() { expect(SHA256Vectors.message(length), hex) }
        for (length, hex) in SHA256Vectors.long { expect(SHA256Vectors.message(length), hex) }
        #expect(SHA256Vectors.short.count == 130 && SHA256Vectors.long.count > 60)
    }

    /// The Monte Carlo test of NIST's validation system: each digest is hashed into the next.
    @Test func monteCarlo() throws {
        for engine in engines() {
            var seed = try #require(SHA256Digest(hex: SHA256Vectors.seed))
            for (number, hex) in SHA256Vectors.checkpoints.enumerated() {
                var window = [seed, seed, seed]
                for _ in 0..<1_000 {
                    window.append(digest(of: window.flatMap(\.bytes), by: engine))
                    window.removeFirst()
                }
                seed = window[2]
                #expect(seed.hex == hex, "checkpoint \(number)")
            }
        }
        #expect(SHA256Vectors.checkpoints.count == 100)
    }

    @Test func enginesAgreeAtEveryLengthAndSplit() {
        var random = SplitMix64(seed: 0x5EED_0001)
        for length in 0...300 {
            let message = (0..<length).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            let whole = digest(of: message, by: .plain)
            for engine in engines() {
                #expect(digest(of: message, by: engine) == whole, "length \(length)")
                let cut = length == 0 ? 0 : Int(random.next() % UInt64(length + 1))
                let second = Int(random.next() % UInt64(length - cut + 1)) + cut
                var hasher = BlockSHA256(engine)
                for piece in [message[..<cut], message[cut..<second], message[second...]] {
                    Array(piece).withUnsafeBytes { hasher.update($0) }
                }
                #expect(hasher.digest() == whole, "length \(length) cut at \(cut) and \(second)")
            }
            #expect(sha256(message) == whole)
        }
    }

    @Test func digestDoesNotEndTheHasher() {
        var hasher = SHA256()
        hasher.update("ab".utf8)
        #expect(hasher.digest() == sha256("ab"))
        hasher.update("c".utf8)
        #expect(hasher.digest() == sha256("abc"))
    }

    @Test func takesSequencesThatAreNotContiguous() {
        #expect(sha256(["a", "b", "c"].lazy.map { (c: Character) in c.asciiValue ?? 0 }) == sha256("abc"))
    }

    @Test func hexHasOneSpelling() throws {
        let digest = sha256("abc")
        #expect(SHA256Digest(hex: digest.hex) == digest)
        #expect(SHA256Digest(digest.bytes) == digest)
        #expect(SHA256Digest(hex: digest.hex.uppercased()) == nil)
        #expect(SHA256Digest(hex: String(digest.hex.dropLast())) == nil)
        #expect(SHA256Digest(hex: digest.hex + "0") == nil)
        #expect(SHA256Digest(hex: "g" + digest.hex.dropFirst()) == nil)
        #expect(SHA256Digest(digest.bytes.dropLast()) == nil)
    }

    private func expect(_ message: [UInt8], _ hex: String) {
        #expect(sha256(message).hex == hex, "length \(message.count)")
        for engine in engines() {
            #expect(digest(of: message, by: engine).hex == hex, "length \(message.count)")
        }
    }

    private func engines() -> [BlockSHA256.Engine] {
        BlockSHA256.Engine.best == .plain ? [.plain] : [.plain, .instructions]
    }

    private func digest(of message: [UInt8], by engine: BlockSHA256.Engine) -> SHA256Digest {
        var hasher = BlockSHA256(engine)
        message.withUnsafeBytes { hasher.update($0) }
        return hasher.digest()
    }
}
