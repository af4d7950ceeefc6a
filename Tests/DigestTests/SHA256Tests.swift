import Testing

@testable import Digest

@Suite struct SHA256Tests {
    /// From FIPS 180-4's examples and NIST's SHAVS byte vectors.
    static let vectors: [(message: [UInt8], hex: String)] = [
        ([], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ([0xBD], "68325720aabd7c82f30f554b313d0570c95accbb7dc4b5aae11204c08ffe732b"),
        ([0xD3], "28969cdfa74a12c82f3bad960b0b000aca2ac329deea5c2328ebc6f2ba9802c1"),
        ([0xC9, 0x8C, 0x8E, 0x55], "7abc22c0ae5af26ce93dbb94433a0e0b2e119d014f8e7f65bd56c61ccccd9504"),
        (Array("abc".utf8), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (
            Array(
                "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu"
                    .utf8
            ), "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
        ),
        ([UInt8](repeating: 0, count: 55), "02779466cdec163811d078815c633f21901413081449002f24aa3e80f0b88ef7"),
        ([UInt8](repeating: 0, count: 56), "d4817aa5497628e7c77e6b606107042bbba3130888c5f47a375e6179be789fbb"),
        ([UInt8](repeating: 0, count: 57), "65a16cb7861335d5ace3c60718b5052e44660726da4cd13bb745381b235a1785"),
        ([UInt8](repeating: 0, count: 64), "f5a5fd42d16a20302798ef6ed309979b43003d2320d9f0e8ea9831a92759fb4b"),
        ([UInt8](repeating: 0, count: 1000), "541b3e9daa09b20bf85fa273e5cbd3e80185aa4ec298e765db87742b70138a53"),
        ([UInt8](repeating: 0x41, count: 1000), "c2e686823489ced2017f6059b8b239318b6364f6dcd835d0a519105a1eadd6e4"),
        (
            [UInt8](repeating: 0x61, count: 1_000_000),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
        ),
    ]

    @Test(arguments: vectors.indices)
    func standardVectors(_ index: Int) {
        let (message, hex) = Self.vectors[index]
        #expect(sha256(message).hex == hex)
        for engine in engines() {
            #expect(digest(of: message, by: engine).hex == hex)
        }
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

    private func engines() -> [BlockSHA256.Engine] {
        BlockSHA256.Engine.best == .plain ? [.plain] : [.plain, .instructions]
    }

    private func digest(of message: [UInt8], by engine: BlockSHA256.Engine) -> SHA256Digest {
        var hasher = BlockSHA256(engine)
        message.withUnsafeBytes { hasher.update($0) }
        return hasher.digest()
    }
}
