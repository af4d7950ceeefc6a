import Testing

@testable import Digest

@Suite struct MerkleTreeTests {
    /// The leaves of the certificate-transparency reference tests and the roots of their first 1…8.
    static let leaves: [[UInt8]] = [
        [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
        [0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
        [0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6A, 0x6B, 0x6C, 0x6D, 0x6E, 0x6F],
    ]
    static let roots = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    @Test func referenceRoots() {
        var tree = MerkleTree()
        #expect(tree.root == emptyMerkleRoot)
        for (leaf, root) in zip(Self.leaves, Self.roots) {
            tree.append(leaf)
            #expect(tree.root.hex == root)
        }
        for size in 1...8 { #expect(tree.root(ofSize: size)?.hex == Self.roots[size - 1]) }
        #expect(tree.root(ofSize: 0) == emptyMerkleRoot)
        #expect(tree.root(ofSize: 9) == nil)
        #expect(tree.root(ofSize: -1) == nil)
    }

    /// CVE-2012-2459: with the odd leaf doubled, these two lists would share a root.
    @Test func oddLeafIsNeverDoubled() {
        let odd = tree(of: 3)
        var doubled = odd
        doubled.append(leafHash: leafHash(2))
        #expect(odd.root != doubled.root)
    }

    @Test func innerNodeIsNoLeaf() {
        let left = leafHash(0)
        let right = leafHash(1)
        #expect(merkleLeafHash(left.bytes + right.bytes) != merkleNodeHash(left, right))
    }

    @Test func everyRootIsThatOfTheRecursiveDefinition() {
        let all = tree(of: 65)
        for size in 0...65 {
            #expect(all.root(ofSize: size) == definedRoot((0..<size).map(leafHash)))
        }
    }

    @Test func everyInclusionProofUpTo256Holds() {
        let all = tree(of: 256)
        var checked = 0
        for size in 1...256 {
            guard let root = all.root(ofSize: size) else { return #expect(Bool(false), "no root of \(size)") }
            var good = 0
            for index in 0..<size {
                guard let proof = all.inclusionProof(of: index, inTreeOf: size) else { continue }
                if proof.holds(leaf: leafHash(index), root: root) { good += 1 }
            }
            #expect(good == size)
            checked += good
        }
        #expect(checked == 256 * 257 / 2)
    }

    @Test func everyConsistencyProofUpTo256Holds() {
        let all = tree(of: 256)
        let roots = (0...256).map { all.root(ofSize: $0) ?? emptyMerkleRoot }
        var checked = 0
        for new in 1...256 {
            for old in 1...new {
                guard let proof = all.consistencyProof(from: old, to: new) else { continue }
                if proof.holds(oldRoot: roots[old], newRoot: roots[new]) { checked += 1 }
            }
        }
        #expect(checked == 256 * 257 / 2)
    }

    @Test func everySubtreeProofUpTo40Holds() {
        let all = tree(of: 40)
        var checked = 0
        for size in 1...40 {
            for end in 1...size {
                for start in 0..<end {
                    guard isMerkleSubtree(UInt64(start)..<UInt64(end)) else {
                        #expect(all.consistencyProof(ofSubtree: start..<end, to: size) == nil)
                        continue
                    }
                    guard let proof = all.consistencyProof(ofSubtree: start..<end, to: size),
                        let part = all.root(ofSubtree: start..<end), let whole = all.root(ofSize: size)
                    else { return #expect(Bool(false), "no proof of \(start)..<\(end) in \(size)") }
                    #expect(proof.holds(subtreeRoot: part, treeRoot: whole), "\(start)..<\(end) in \(size)")
                    checked += 1
                }
            }
        }
        #expect(checked > 1000)
    }

    @Test func everyMutatedInclusionProofIsRejected() {
        let all = tree(of: 256)
        var random = SplitMix64(seed: 0x5EED_0002)
        var rejected = 0
        for size in 1...256 {
            for index in Set([0, size / 2, size - 1, Int(random.next() % UInt64(size))]) {
                guard let proof = all.inclusionProof(of: index, inTreeOf: size), let root = all.root(ofSize: size)
                else { return #expect(Bool(false), "no proof of \(index) in \(size)") }
                for mutant in mutants(of: proof.hashes, with: &random) {
                    let changed = InclusionProof(
                        leafIndex: proof.leafIndex,
                        treeSize: proof.treeSize,
                        hashes: mutant
                    )
                    #expect(!changed.holds(leaf: leafHash(index), root: root), "\(index) in \(size)")
                    rejected += 1
                }
                for other in Set([0, index - 1, index + 1, index ^ 2, size]) where other != index && other >= 0 {
                    var moved = proof
                    moved.leafIndex = UInt64(other)
                    #expect(!moved.holds(leaf: leafHash(index), root: root), "\(index) as \(other) in \(size)")
                    #expect(!proof.holds(leaf: leafHash(other), root: root))
                    rejected += 2
                }
                #expect(!proof.holds(leaf: leafHash(index), root: flipped(root, bit: Int(random.next() % 256))))
            }
        }
        #expect(rejected > 10_000)
    }

    @Test func everyMutatedConsistencyProofIsRejected() {
        let all = tree(of: 256)
        var random = SplitMix64(seed: 0x5EED_0003)
        var rejected = 0
        for new in 2...256 {
            for old in Set([1, new / 2, new - 1, Int(random.next() % UInt64(new - 1)) + 1]) {
                guard let proof = all.consistencyProof(from: old, to: new), let oldRoot = all.root(ofSize: old),
                    let newRoot = all.root(ofSize: new)
                else { return #expect(Bool(false), "no proof of \(old) in \(new)") }
                for mutant in mutants(of: proof.hashes, with: &random) {
                    let changed = ConsistencyProof(oldSize: proof.oldSize, newSize: proof.newSize, hashes: mutant)
                    #expect(!changed.holds(oldRoot: oldRoot, newRoot: newRoot), "\(old) in \(new)")
                    rejected += 1
                }
                let bit = Int(random.next() % 256)
                #expect(!proof.holds(oldRoot: flipped(oldRoot, bit: bit), newRoot: newRoot))
                #expect(!proof.holds(oldRoot: oldRoot, newRoot: flipped(newRoot, bit: bit)))
                #expect(!proof.holds(oldRoot: newRoot, newRoot: oldRoot))
                rejected += 3
            }
        }
        #expect(rejected > 10_000)
    }

    @Test func proofsOfWhatIsNotThereAreNil() {
        let five = tree(of: 5)
        #expect(five.inclusionProof(of: 5) == nil)
        #expect(five.inclusionProof(of: -1) == nil)
        #expect(five.inclusionProof(of: 0, inTreeOf: 6) == nil)
        #expect(five.consistencyProof(from: 0) == nil)
        #expect(five.consistencyProof(from: 6) == nil)
        #expect(five.consistencyProof(from: 3, to: 2) == nil)
        #expect(MerkleTree().inclusionProof(of: 0) == nil)
        #expect(five.root(ofSubtree: 1..<3) == nil)
    }

    /// Sizes near the end of 64 bits neither trap nor hang.
    @Test func hugeSizesAreRejected() {
        let hashes = [SHA256Digest](repeating: leafHash(0), count: 80)
        for size: UInt64 in [.max, .max - 1, 1 << 63, (1 << 63) + 1] {
            let inclusion = InclusionProof(leafIndex: size - 1, treeSize: size, hashes: hashes)
            #expect(!inclusion.holds(leaf: leafHash(0), root: leafHash(1)))
            let consistency = ConsistencyProof(oldSize: size - 1, newSize: size, hashes: hashes)
            #expect(!consistency.holds(oldRoot: leafHash(0), newRoot: leafHash(1)))
            let part = SubtreeConsistencyProof(subtree: 0..<size, treeSize: size, hashes: hashes)
            #expect(!part.holds(subtreeRoot: leafHash(0), treeRoot: leafHash(1)))
        }
    }
}

private func leafHash(_ index: Int) -> SHA256Digest {
    merkleLeafHash("leaf \(index)".utf8)
}

private func tree(of size: Int) -> MerkleTree {
    MerkleTree(leafHashes: (0..<size).map(leafHash))
}

/// MTH of RFC 9162, section 2.1.1, word for word.
private func definedRoot(_ leaves: [SHA256Digest]) -> SHA256Digest {
    if leaves.isEmpty { return sha256("") }
    if leaves.count == 1 { return leaves[0] }
    var k = 1
    while 2 * k < leaves.count { k *= 2 }
    return merkleNodeHash(definedRoot(Array(leaves[..<k])), definedRoot(Array(leaves[k...])))
}

private func flipped(_ digest: SHA256Digest, bit: Int) -> SHA256Digest {
    var bytes = digest.bytes
    bytes[bit / 8] ^= 1 << UInt8(bit % 8)
    return SHA256Digest(bytes) ?? digest
}

/// Every hash with a bit flipped, dropped, doubled or swapped with the next, and hashes added at both ends.
private func mutants(of hashes: [SHA256Digest], with random: inout SplitMix64) -> [[SHA256Digest]] {
    var out = [hashes + [leafHash(1)], [leafHash(1)] + hashes]
    if !hashes.isEmpty { out.append([]) }
    for i in hashes.indices {
        var changed = hashes
        changed[i] = flipped(hashes[i], bit: Int(random.next() % 256))
        out.append(changed)
        changed = hashes
        changed.remove(at: i)
        out.append(changed)
        changed = hashes
        changed.insert(hashes[i], at: i)
        out.append(changed)
        if i + 1 < hashes.count {
            changed = hashes
            changed.swapAt(i, i + 1)
            out.append(changed)
        }
    }
    return out.filter { $0 != hashes }
}
