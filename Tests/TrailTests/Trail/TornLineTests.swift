import Testing

@testable import SessionRecords

@Suite struct TornLineTests {
    private let lines: [[UInt8]] = {
        let texts = ["plain", "\u{1}\u{1F} \"\\\n", "é\u{1F9ED}\u{FFFD}\u{7FF}", "null n \\u12"]
        let records = texts.map { text in
            TrailRecord(
                id: "id",
                type: "plan",
                taskID: text,
                agentID: text,
                content: text + text,
                timestamp: "2026-05-22T16:00:00.000Z",
                prevHash: TrailRecord.noPreviousHash,
                hash: TrailRecord.noPreviousHash,
                createdAt: nil,
                sessionID: text == "plain" ? nil : text
            ).line
        }
        let seals = texts.map { text in
            TrailSeal(
                number: 12,
                sessionID: text,
                event: .finalized(root: text, recordCount: 345, at: text, logRoot: text),
                logSize: 678,
                prevHash: text
            ).line
        }
        return records + seals
    }()

    @Test func everyBeginningOfALineIsTorn() {
        var cuts = 0
        for line in lines {
            for end in 0...line.count {
                let cut = Array(line[..<end])
                #expect(isTornLine(cut), "\(String(decoding: cut, as: UTF8.self))")
                #expect(isTornLine(cut + [0, 0, 0]), "\(String(decoding: cut, as: UTF8.self)) and zeros")
                cuts += 1
            }
        }
        #expect(cuts > 1_500)
    }

    @Test func whatNoWriterWasWritingIsNot() {
        for text in [
            "x", "[", "\"a", "{x", "{\"a\":1}}", "{\"a\":1} ", "{\"a\":nx", "{\"a\":\"\\x", "{\"a\":\"\\u12G", " {",
        ] {
            #expect(!isTornLine(Array(text.utf8)), "\(text)")
        }
        for bytes in [[0x7B, 0x22, 0xFF], [0x7B, 0x22, 0xC0], [0x7B, 0x22, 0xE2, 0x28]] as [[UInt8]] {
            #expect(!isTornLine(bytes))
        }
        // A changed newline makes a last line that has no end and is no beginning.
        for line in lines {
            for bit in 0..<8 {
                let end = UInt8(0x0A) ^ (1 << UInt8(bit))
                #expect(!isTornLine(line + [end]), "\(end)")
            }
        }
    }

    /// The end of the unsealed part is what a crash may tear; a reader says so and finds nothing, a writer cuts it off.
    @Test func tornTailIsToldFromTampering() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/t.jsonl"
            do {
                let trail = ThoughtTrail(try FileTrailStore(writingTo: path), source: .counting())
                _ = try trail.record(type: "plan", task: "T", agent: "a", content: "1", session: "S")
                _ = try trail.finalize("S")
            }
            let sealed = try read(path)
            func report(_ tail: String) throws -> TrailReport {
                try write(sealed + Array(tail.utf8), to: path)
                return try ThoughtTrail(FileTrailStore(readingFrom: path)).verify(session: "S")
            }
            let torn = try report("{\"agent_id\":\"a\",\"con")
            #expect(torn.isIntact && torn.hasTornTail && torn.recordCount == 1)
            _ = try FileTrailStore(writingTo: path)
            #expect(try read(path) == sealed)

            let foreign = try report("anything")
            #expect(!foreign.isIntact && !foreign.hasTornTail)
            #expect(throws: TrailError.damaged([TrailFinding(.record(1), .unterminated)])) {
                try FileTrailStore(writingTo: path)
            }
            // What is refused stays as it was found, for whoever looks into it.
            #expect(try read(path) == sealed + Array("anything".utf8))

            try write(Array(sealed.dropLast(3)), to: path)
            let cut = try ThoughtTrail(FileTrailStore(readingFrom: path)).verify()
            #expect(cut.hasTornTail && !cut.isIntact)
            #expect(throws: TrailError.self) { try FileTrailStore(writingTo: path) }
            #expect(try read(path) == Array(sealed.dropLast(3)))
        }
    }
}
