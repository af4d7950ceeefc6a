import FoundationEssentials
import RecordLog
import Testing

@testable import SessionRecords

@Suite struct FileTrailStoreTests {
    @Test func goesOnWhereItStopped() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/t.jsonl"
            var hash = TrailRecord.noPreviousHash
            for run in 0..<4 {
                let trail = ThoughtTrail(try FileTrailStore(writingTo: path))
                let record = try trail.record(type: "plan", task: "T", agent: "a", content: "c", session: "S\(run)")
                #expect(record.prevHash == hash)
                hash = record.hash
                if run % 2 == 1 { _ = try trail.finalize("S\(run)") }
                if run == 3 {
                    #expect(throws: TrailError.sessionFinalized("S1")) {
                        try trail.record(type: "plan", task: "T", agent: "a", content: "c", session: "S1")
                    }
                }
            }
            #expect(try ThoughtTrail(FileTrailStore(readingFrom: path)).verify().recordCount == 4)
        }
    }

    /// A crash in the middle of a write: the record's call never returned, so the line is cut off and the chain goes on.
    @Test func tornLastLineIsCutOffAtEveryByte() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/t.jsonl"
            do {
                let trail = ThoughtTrail(try FileTrailStore(writingTo: path), source: .counting())
                _ = try trail.record(type: "plan", task: "T", agent: "a", content: "1", session: "S")
                _ = try trail.finalize("S")
                _ = try trail.record(type: "plan", task: "T", agent: "a", content: "2")
            }
            let whole = Array(try Data(contentsOf: URL(filePath: path)))
            let firstEnd = try #require(whole.firstIndex(of: 0x0A)) + 1
            for cut in firstEnd..<whole.count {
                try Data(whole[..<cut]).write(to: URL(filePath: path))
                let trail = ThoughtTrail(try FileTrailStore(writingTo: path), source: .counting())
                #expect(try trail.verify(session: "S") == TrailReport(recordCount: 1, sealCount: 1, findings: []))
                _ = try trail.record(type: "plan", task: "T", agent: "a", content: "2")
                #expect(try trail.verifyChain(task: "T").isIntact)
            }
            // A cut into what is sealed is no crash.
            try Data(whole[..<(firstEnd - 1)]).write(to: URL(filePath: path))
            #expect(throws: TrailError.damaged([TrailFinding(.seal(0), .logTooShort(expected: 1, found: 0))])) {
                try FileTrailStore(writingTo: path)
            }
        }
    }

    @Test func damageIsNotWrittenOver() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/t.jsonl"
            try Data("not json\n".utf8).write(to: URL(filePath: path))
            #expect(throws: TrailError.self) { try FileTrailStore(writingTo: path) }
            #expect(try Data(contentsOf: URL(filePath: path)) == Data("not json\n".utf8))
        }
    }

    @Test func oneWriterAtATimeAndAnyNumberOfReaders() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/t.jsonl"
            let store = try FileTrailStore(writingTo: path)
            let trail = ThoughtTrail(store)
            _ = try trail.record(type: "plan", task: "T", agent: "a", content: "c", session: "S")
            #expect(throws: TrailError.inUse(path: path)) { try FileTrailStore(writingTo: path) }
            let reader = ThoughtTrail(try FileTrailStore(readingFrom: path))
            #expect(try reader.verify().recordCount == 1)
            #expect(throws: TrailError.readOnly) { try reader.record(type: "p", task: "T", agent: "a", content: "c") }
            #expect(throws: TrailError.readOnly) { try reader.finalize("S") }
            #expect(throws: TrailError.readOnly) { try reader.startSession(intent: "i") }
        }
    }

    @Test func filesAreTheOwnersAlone() throws {
        try withTemporaryFolder { folder in
            _ = try FileTrailStore(writingTo: folder + "/t.jsonl")
            for name in ["t.jsonl", "t.seals.jsonl"] {
                let file = try OpenFile.reading(folder + "/" + name)
                #expect(try file.status().permissions == 0o600)
            }
        }
    }

    @Test func linksAndFoldersAreRefused() throws {
        try withTemporaryFolder { folder in
            try FileManager.default.createSymbolicLink(atPath: folder + "/l.jsonl", withDestinationPath: "/dev/null")
            #expect(throws: TrailError.self) { try FileTrailStore(writingTo: folder + "/l.jsonl") }
            #expect(throws: TrailError.self) { try FileTrailStore(writingTo: folder) }
            #expect(throws: TrailError.self) { try FileTrailStore(writingTo: "/dev/null") }
            #expect(throws: TrailError.self) { try FileTrailStore(readingFrom: folder + "/none.jsonl") }
        }
    }
}
