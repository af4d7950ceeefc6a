import FoundationEssentials
import Testing

@testable import SessionRecords

/// The Swift that docs/TRAIL.md shows, run as it stands there.
@Suite struct TrailExampleTests {
    @Test func theDocumentedCallsRun() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/trail.jsonl"
            // Begin of the example.
            let trail = ThoughtTrail(try FileTrailStore(writingTo: path))
            let session = try trail.startSession(intent: "choose a storage format").sessionID
            let record = try trail.record(
                type: "plan",
                task: "T-1",
                agent: "agent-7",
                content: "Compare the two formats.",
                session: session
            )
            let sealed = try trail.finalize(session)  // root, recordCount, finalizedAt
            let report = try trail.verify(session: session)
            // End of the example.
            #expect(record.sessionID == session)
            #expect(sealed.recordCount == 1)
            #expect(report.isIntact)
        }
        let page = try text("docs/TRAIL.md")
        let shown = try #require(between("```swift\n", "```", of: page))
        let run = try #require(
            between(
                "// Begin of the example.\n",
                "// End of the example.",
                of: try text("Tests/TrailTests/Trail/TrailExampleTests.swift")
            )
        )
        #expect(words(shown.replacing("\"trail.jsonl\"", with: "path")) == words(run))
    }

    private func text(_ path: String) throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return String(decoding: try Data(contentsOf: root.appending(path: path)), as: UTF8.self)
    }

    private func between(_ start: String, _ end: String, of text: String) -> Substring? {
        text.firstRange(of: start).flatMap { begin in
            text[begin.upperBound...].firstRange(of: end).map { text[begin.upperBound..<$0.lowerBound] }
        }
    }

    private func words(_ text: some StringProtocol) -> [String] {
        text.split(whereSeparator: \.isWhitespace).map { String($0) }
    }
}
