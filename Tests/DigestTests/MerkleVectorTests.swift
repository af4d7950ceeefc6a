import FoundationEssentials
import Testing

@testable import Digest

/// The public vectors of transparency-dev/merkle, from the folder that SCHEMAGEN_TEST_DATA names (by default `shared`
/// beside the checkout).
@Suite struct MerkleVectorTests {
    static let folder: String? = {
        let data = ProcessInfo.processInfo.environment["SCHEMAGEN_TEST_DATA"] ?? besidePackage("shared")
        let folder = data + "/merkle-vectors/testdata"
        return FileManager.default.fileExists(atPath: folder) ? folder : nil
    }()

    struct Vector: Decodable {
        var leafIdx: UInt64?
        var treeSize: UInt64?
        var start: UInt64?
        var end: UInt64?
        var size: UInt64?
        var size1: UInt64?
        var size2: UInt64?
        var root: String?
        var leafHash: String?
        var root1: String?
        var root2: String?
        var proof: [String]?
        var desc: String
        var wantErr: Bool
    }

    @Test(.enabled(if: folder != nil, "skipped: no merkle-vectors; set SCHEMAGEN_TEST_DATA"))
    func inclusion() throws {
        try check("inclusion", count: 98) { vector in
            guard let leaf = realDigest(vector.leafHash), let root = realDigest(vector.root) else { return false }
            return InclusionProof(
                leafIndex: vector.leafIdx ?? 0,
                treeSize: vector.treeSize ?? 0,
                hashes: hashes(vector)
            ).holds(leaf: leaf, root: root)
        }
    }

    @Test(.enabled(if: folder != nil, "skipped: no merkle-vectors; set SCHEMAGEN_TEST_DATA"))
    func consistency() throws {
        try check("consistency", count: 98) { vector in
            ConsistencyProof(oldSize: vector.size1 ?? 0, newSize: vector.size2 ?? 0, hashes: hashes(vector))
                .holds(oldRoot: digest(vector.root1), newRoot: digest(vector.root2))
        }
    }

    @Test(.enabled(if: folder != nil, "skipped: no merkle-vectors; set SCHEMAGEN_TEST_DATA"))
    func subtreeInclusion() throws {
        try check("subtreeinclusion", count: 204) { vector in
            let start = vector.start ?? 0
            let end = vector.end ?? 0
            guard let index = vector.leafIdx, start < end, index >= start, isMerkleSubtree(start..<end),
                let leaf = realDigest(vector.leafHash), let root = realDigest(vector.root)
            else { return false }
            return InclusionProof(leafIndex: index - start, treeSize: end - start, hashes: hashes(vector))
                .holds(leaf: leaf, root: root)
        }
    }

    @Test(.enabled(if: folder != nil, "skipped: no merkle-vectors; set SCHEMAGEN_TEST_DATA"))
    func subtreeConsistency() throws {
        try check("subtreeconsistency", count: 118) { vector in
            let start = vector.start ?? 0
            let end = vector.end ?? 0
            guard start <= end else { return false }
            return SubtreeConsistencyProof(
                subtree: start..<end,
                treeSize: vector.size ?? 0,
                hashes: hashes(vector)
            ).holds(subtreeRoot: digest(vector.root1), treeRoot: digest(vector.root2))
        }
    }

    private func check(_ kind: String, count: Int, _ holds: (Vector) -> Bool) throws {
        let root = try #require(Self.folder) + "/" + kind
        let names = try FileManager.default.subpathsOfDirectory(atPath: root).filter { $0.hasSuffix(".json") }
        #expect(names.count == count)
        for name in names.sorted() {
            let data = try Data(contentsOf: URL(filePath: root + "/" + name))
            let vector = try JSONDecoder().decode(Vector.self, from: data)
            #expect(holds(vector) == !vector.wantErr, "\(kind)/\(name): \(vector.desc)")
        }
    }

    private func hashes(_ vector: Vector) -> [SHA256Digest] {
        (vector.proof ?? []).map(digest)
    }

    /// An empty text is no digest; our types cannot hold one, so asking for it is the rejection.
    private func realDigest(_ base64: String?) -> SHA256Digest? {
        SHA256Digest(Array(Data(base64Encoded: base64 ?? "") ?? Data()))
    }

    /// The roots of some consistency vectors are texts that are no digests and must only be equal or not; their
    /// hashes stand in, so that equal stays equal and different stays different.
    private func digest(_ base64: String?) -> SHA256Digest {
        let bytes = Array(Data(base64Encoded: base64 ?? "") ?? Data())
        return SHA256Digest(bytes) ?? sha256(bytes)
    }
}

private func besidePackage(_ name: String) -> String {
    #filePath.split(separator: "/").dropLast(4).reduce("") { $0 + "/" + $1 } + "/" + name
}
