import FoundationEssentials
import Testing

@testable import SessionRecords

/// Random trails, all of them sealed at their end, and random changes of their files: each is found.
@Suite struct RandomTamperingTests {
    private static let seed: UInt64 = 0x5EED_0007

    private enum Change: CaseIterable {
        case flippedBit, deletedLine, swappedLines, doubledLine, insertedLine, cutTail
    }

    @Test func everyChangeIsFound() throws {
        var random = SplitMix64(seed: Self.seed)
        var counts: [Change: Int] = [:]
        try withTemporaryFolder { folder in
            for run in 0..<60 {
                let path = "\(folder)/\(run).jsonl"
                let last = try writeTrail(path, &random)
                let names = [path, "\(folder)/\(run).seals.jsonl"]
                let files = try names.map { try read($0) }
                for _ in 0..<60 {
                    let file = Int.random(in: 0..<2, using: &random)
                    let change = Change.allCases[Int.random(in: 0..<Change.allCases.count, using: &random)]
                    let bytes = changed(files[file], change, other: files[1 - file], &random)
                    guard bytes != files[file] else { continue }
                    try write(bytes, to: names[file])
                    let report = try ThoughtTrail(FileTrailStore(readingFrom: path)).verify(session: last)
                    #expect(!report.isIntact, "seed \(Self.seed), run \(run): \(change) of file \(file) was missed")
                    counts[change, default: 0] += 1
                    try write(files[file], to: names[file])
                }
                #expect(try ThoughtTrail(FileTrailStore(readingFrom: path)).verify(session: last).isIntact)
            }
        }
        print(
            "changes of sealed trails, all found:",
            counts.map { "\($0.key) \($0.value)" }.sorted().joined(separator: ", ")
        )
        #expect(counts.count == Change.allCases.count && counts.values.allSatisfy { $0 > 200 })
    }

    /// The session that was sealed last, after which nothing was written.
    private func writeTrail(_ path: String, _ random: inout SplitMix64) throws -> String {
        let trail = ThoughtTrail(try FileTrailStore(writingTo: path))
        var used: [String] = ["A"]
        for number in 0..<Int.random(in: 1...12, using: &random) {
            let session = number == 0 ? "A" : ["A", "B", "é", nil].randomElement(using: &random) ?? nil
            if let session, !used.contains(session) { used.append(session) }
            _ = try trail.record(
                type: ["plan", "decision"].randomElement(using: &random) ?? "plan",
                task: ["T", "U", "e\u{301}"].randomElement(using: &random) ?? "T",
                agent: "a",
                content: String(
                    repeating: ["é\u{1F9ED}", "\n\"", "\u{1}"].randomElement(using: &random) ?? "",
                    count: 9
                ),
                session: session
            )
        }
        for session in used { _ = try trail.finalize(session) }
        return used[used.count - 1]
    }

    private func changed(_ bytes: [UInt8], _ change: Change, other: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
        var lines = bytes.split(separator: 0x0A)
        func place() -> Int { Int.random(in: 0..<lines.count, using: &random) }
        switch change {
        case .flippedBit:
            var flipped = bytes
            flipped[Int.random(in: 0..<bytes.count, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            return flipped
        case .cutTail: return Array(bytes.prefix(Int.random(in: 0..<bytes.count, using: &random)))
        case .deletedLine: lines.remove(at: place())
        case .swappedLines: lines.swapAt(place(), place())
        case .doubledLine: lines.insert(lines[place()], at: place())
        case .insertedLine:
            lines.insert(other.split(separator: 0x0A).randomElement(using: &random) ?? [], at: place())
        }
        return lines.flatMap { $0 + [0x0A] }
    }
}
