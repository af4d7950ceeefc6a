import FoundationEssentials
import Testing

@testable import SessionRecords

/// Whatever is done to the files of a finalised trail is found. What cannot be found (everything rewritten, hashes
/// included) is `CheckpointTests`' matter.
@Suite struct TamperedFileTests {
    private static let session = "S"

    /// Four records over two tasks, one bound to no session and one to another, then the seal.
    private func withFinalizedFiles(_ body: (String, [String: [UInt8]]) throws -> Void) throws {
        try withTemporaryFolder { folder in
            do {
                let store = try FileTrailStore(writingTo: folder + "/t.jsonl")
                let trail = ThoughtTrail(store, source: .counting())
                _ = try trail.startSession(intent: "see", id: Self.session)
                _ = try trail.record(type: "plan", task: "T", agent: "a", content: "é\n", session: Self.session)
                _ = try trail.record(type: "plan", task: "U", agent: "a", content: "2")
                _ = try trail.record(type: "plan", task: "T", agent: "a", content: "3", session: "other")
                _ = try trail.record(type: "plan", task: "T", agent: "a", content: "4", session: Self.session)
                _ = try trail.finalize(Self.session)
            }
            var files: [String: [UInt8]] = [:]
            for name in ["t.jsonl", "t.seals.jsonl"] {
                files[name] = Array(try Data(contentsOf: URL(filePath: folder + "/" + name)))
            }
            try body(folder, files)
        }
    }

    private func expectAllFound(
        _ folder: String,
        _ name: String,
        _ original: [UInt8],
        _ changes: [(String, [UInt8])]
    ) throws {
        let path = URL(filePath: folder + "/" + name)
        var missed: [String] = []
        for (what, bytes) in changes where bytes != original {
            try Data(bytes).write(to: path)
            if try isIntact(folder) { missed.append("\(name): \(what)") }
        }
        #expect(missed.isEmpty)
        try Data(original).write(to: path)
        #expect(try isIntact(folder))
    }

    private func isIntact(_ folder: String) throws -> Bool {
        let trail = ThoughtTrail(try FileTrailStore(readingFrom: folder + "/t.jsonl"))
        return try trail.verify(session: Self.session).isIntact
    }

    @Test func everyFlippedBitIsFound() throws {
        try withFinalizedFiles { folder, files in
            var flips = 0
            for (name, original) in files {
                let changes = original.indices.flatMap { place in
                    (0..<8).map { bit in
                        var bytes = original
                        bytes[place] ^= 1 << UInt8(bit)
                        return ("byte \(place) bit \(bit)", bytes)
                    }
                }
                flips += changes.count
                try expectAllFound(folder, name, original, changes)
            }
            #expect(flips > 15_000)
        }
    }

    @Test func everyCutTailIsFound() throws {
        try withFinalizedFiles { folder, files in
            for (name, original) in files {
                let cuts = original.indices.map { ("cut at \($0)", Array(original[..<$0])) }
                try expectAllFound(folder, name, original, cuts)
            }
        }
    }

    @Test func everyDeletedSwappedDoubledAndInsertedLineIsFound() throws {
        try withFinalizedFiles { folder, files in
            var others: [ArraySlice<UInt8>] = files.values.flatMap { $0.split(separator: 0x0A) }
            others += ["", "{}", "null", "garbage", "\u{0}\u{0}\u{0}", "{\"id\":\"x\"}"].map { ArraySlice($0.utf8) }
            for (name, original) in files {
                let lines = original.split(separator: 0x0A)
                var changes: [(String, [UInt8])] = []
                func add(_ what: String, _ lines: [ArraySlice<UInt8>]) {
                    changes.append((what, lines.flatMap { $0 + [0x0A] }))
                }
                for i in lines.indices {
                    var changed = lines
                    changed.remove(at: i)
                    add("line \(i) deleted", changed)
                    for j in lines.indices where j > i {
                        changed = lines
                        changed.swapAt(i, j)
                        add("lines \(i) and \(j) swapped", changed)
                        changed = lines
                        changed.insert(changed.remove(at: j), at: i)
                        add("line \(j) moved to \(i)", changed)
                    }
                }
                for i in 0...lines.count {
                    for (n, line) in others.enumerated() {
                        var changed = lines
                        changed.insert(line, at: i)
                        add("line of kind \(n) inserted at \(i)", changed)
                    }
                }
                try expectAllFound(folder, name, original, changes)
            }
        }
    }

    /// A record that was made by the rules and put in before the seal: every chain holds, the sealed tree does not.
    @Test func wellMadeForgeryBeforeTheSealIsFound() throws {
        try withFinalizedFiles { folder, files in
            let original = try #require(files["t.jsonl"])
            var forged = TrailRecord(
                id: "forged",
                type: "plan",
                taskID: "new task",
                agentID: "a",
                content: "c",
                timestamp: "2026-05-22T16:00:00.000Z",
                prevHash: TrailRecord.noPreviousHash,
                hash: "",
                createdAt: nil,
                sessionID: nil
            )
            forged.hash = forged.computedHash.hex
            let lines = original.split(separator: 0x0A)
            for i in 0..<lines.count {
                var changed = lines
                changed.insert(ArraySlice(forged.line), at: i)
                let bytes = changed.flatMap { $0 + [0x0A] }
                try expectAllFound(folder, "t.jsonl", original, [("forged at \(i)", bytes)])
            }
            // Bound to the sealed session and after it.
            forged.sessionID = Self.session
            try expectAllFound(folder, "t.jsonl", original, [("late", original + forged.line + [0x0A])])
        }
    }

    @Test func findingsSayWhereAndWhat() throws {
        try withFinalizedFiles { folder, files in
            let original = try #require(files["t.jsonl"])
            let text = String(decoding: original, as: UTF8.self)
            let changed = text.replacing("\"content\":\"3\"", with: "\"content\":\"x\"")
            try Data(changed.utf8).write(to: URL(filePath: folder + "/t.jsonl"))
            let trail = ThoughtTrail(try FileTrailStore(readingFrom: folder + "/t.jsonl"))
            let report = try trail.verify(session: Self.session)
            #expect(report.findings.count == 2)
            guard case .wrongHash = report.findings.first?.problem else { return #expect(Bool(false), "\(report)") }
            #expect(report.findings.first?.place == .record(2))
            #expect(report.findings.last == TrailFinding(.seal(1), .wrongLogRoot))
            #expect(try trail.verifyChain(task: "T").findings.count == 1)
            #expect(try trail.verifyChain(task: "U").isIntact)
            #expect(throws: TrailError.self) { try trail.checkpoint(of: Self.session) }
        }
    }

    @Test func cleanTrailsRaiseNoAlarm() throws {
        let seed: UInt64 = 0x5EED_0006
        var random = SplitMix64(seed: seed)
        try withTemporaryFolder { folder in
            for run in 0..<1_000 {
                let path = "\(folder)/\(run).jsonl"
                var finalized: [String] = []
                do {
                    let trail = ThoughtTrail(try FileTrailStore(writingTo: path))
                    for _ in 0..<Int.random(in: 1...8, using: &random) {
                        let session = ["A", "B", nil].randomElement(using: &random) ?? nil
                        if let session, finalized.contains(session) { continue }
                        let content = String(
                            (0..<Int.random(in: 1...20, using: &random)).map { _ in
                                ["a", "\"", "\\", "\n", "é", "e\u{301}", "😀", "\u{2028}", "\u{0}", "\u{7F}"]
                                    .randomElement(using: &random) ?? "b"
                            }.joined()
                        )
                        _ = try trail.record(
                            type: "plan",
                            task: ["T", "U", "é", "e\u{301}"].randomElement(using: &random) ?? "T",
                            agent: "a",
                            content: content,
                            session: session
                        )
                        if let session, Int.random(in: 0..<3, using: &random) == 0 {
                            _ = try trail.finalize(session)
                            finalized.append(session)
                        }
                    }
                }
                let trail = ThoughtTrail(try FileTrailStore(readingFrom: path))
                let report = try trail.verify()
                #expect(report.isIntact, "run \(run) of seed \(seed): \(report.findings)")
                for session in finalized { #expect(try trail.verify(session: session).isIntact) }
            }
        }
    }
}
