import JSONCore
import SQLite
import Testing

@testable import SessionRecords

@Suite struct IngestFileTests {
    /// What a store holds that took all turns in one by one.
    private func expected() throws -> [String] {
        let (store, database) = try memoryStore()
        for value in mixedTurns() { _ = try store.ingest(try Turn(validating: value)) }
        return try dumpWithoutIDs(database)
    }

    @Test(arguments: [1, 2, 5, 256])
    func batchesGiveWhatSingleTurnsGive(_ batchSize: Int) throws {
        try withTemporaryFolder { folder in
            try write(lines(mixedTurns()), to: folder + "/turns.jsonl")
            let (store, database) = try memoryStore()
            var watched: [Int] = []
            let report = try ingestTurns(from: folder + "/turns.jsonl", into: store, batchSize: batchSize) {
                watched.append($0.lines)
            }
            #expect(report.turns == 12)
            #expect(report.lines == 12)
            #expect(report.refusedCount == 0)
            #expect(watched.count == (12 + batchSize - 1) / batchSize)
            #expect(watched.last == 12)
            #expect(try dumpWithoutIDs(database) == expected())
            // Nothing is left to do, and nothing is done.
            let before = try dump(database)
            let again = try ingestTurns(from: folder + "/turns.jsonl", into: store, batchSize: batchSize)
            #expect(again.firstLine == 12)
            #expect(again.lines == 0)
            let after = try dump(database)
            #expect(after == before)
        }
    }

    @Test func goesOnWhereItStoppedAtEveryCut() throws {
        let all = lines(mixedTurns())
        let expected = try expected()
        try withTemporaryFolder { folder in
            let path = folder + "/turns.jsonl"
            for cut in stride(from: 0, through: all.count, by: 97) {
                let (store, database) = try memoryStore()
                try write(Array(all[..<cut]), to: path)
                let first = try ingestTurns(from: path, into: store, batchSize: 2)
                #expect(first.hasTornTail == (cut > 0 && all[cut - 1] != 0x0A))
                try write(all, to: path)
                let second = try ingestTurns(from: path, into: store, batchSize: 2)
                #expect(second.firstLine == first.lines)
                #expect(first.lines + second.lines == 12)
                let rows = try dumpWithoutIDs(database)
                #expect(rows == expected, "cut at \(cut)")
            }
        }
    }

    @Test func replacedFileIsReadFromItsStart() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/turns.jsonl"
            let (store, _) = try memoryStore()
            try write(lines(Array(mixedTurns().prefix(3))), to: path)
            _ = try ingestTurns(from: path, into: store)
            try write(lines(Array(mixedTurns().reversed())), to: path)
            let report = try ingestTurns(from: path, into: store)
            #expect(report.firstLine == 0)
            #expect(report.lines == 12)
            // Shorter than it was.
            try write(lines(Array(mixedTurns().prefix(1))), to: path)
            #expect(try ingestTurns(from: path, into: store).firstLine == 0)
        }
    }

    @Test func refusedLinesAreReportedAndPassedOver() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/turns.jsonl"
            let (store, database) = try memoryStore()
            let good = lines(mixedTurns())
            try write(Array("\n{\"nodes\":[]}\n\u{0}\u{0}\n".utf8) + good, to: path)
            let report = try ingestTurns(from: path, into: store, batchSize: 3)
            #expect(report.refusedCount == 3)
            #expect(report.refusals.map(\.line) == [0, 1, 2])
            #expect(report.refusals[1].refusal.description == "/nodes: a turn has one node at least")
            #expect(report.turns == 12)
            #expect(report.lines == 15)
            #expect(try dumpWithoutIDs(database) == expected())
            #expect(throws: TurnFileError.self) { try ingestTurns(from: folder, into: store) }

            // They are not read again, and not forgotten either.
            let again = try ingestTurns(from: path, into: store)
            #expect(again.lines == 0 && again.refusedCount == 0 && again.refusedBefore == 3)
            try write(Array("\n{\"nodes\":[]}\n\u{0}\u{0}\n".utf8) + good + Array("[]\n".utf8), to: path)
            let more = try ingestTurns(from: path, into: store)
            #expect(more.refusedCount == 1 && more.refusedBefore == 3)
            #expect(try store.progress(ofSource: path)?.refused == 4)
            // Another file under the name starts from nothing.
            try write(good, to: path)
            #expect(try ingestTurns(from: path, into: store).refusedBefore == 0)
            #expect(try store.progress(ofSource: path)?.refused == 0)
        }
    }

    /// What a run that is killed between two transactions has told by then is what the store has passed over.
    @Test func refusalsAreToldWhenTheirBatchIsInTheStore() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/turns.jsonl"
            let (store, database) = try memoryStore()
            let bad = Array("[]\n".utf8)
            try write(bad + lines(Array(mixedTurns().prefix(1))) + bad + bad, to: path)
            // The third batch is one that the store refuses.
            try database.execute(
                """
                CREATE TRIGGER full BEFORE INSERT ON ingest_progress WHEN new.next_line > 2
                BEGIN SELECT raise(ABORT, 'full'); END
                """
            )
            var told: [TurnFileReport] = []
            #expect(throws: TurnFileError.self) {
                try ingestTurns(from: path, into: store, batchSize: 1) { told.append($0) }
            }
            #expect(told.map(\.refusedCount) == [1, 1])
            #expect(told.map { $0.refusals.map(\.line) } == [[0], [0]])
            #expect(try store.progress(ofSource: path)?.refused == 1)
            try database.execute("DROP TRIGGER full")
            let rest = try ingestTurns(from: path, into: store, batchSize: 1)
            #expect(rest.firstLine == 2 && rest.refusedBefore == 1)
            #expect(rest.refusals.map(\.line) == [2, 3])
        }
    }

    /// Numbers that no run has noted: the file is taken in again, which changes nothing, instead of never again.
    @Test(arguments: [
        "next_line = 9223372036854775807", "next_line = 0", "next_line = -1", "refused = 9223372036854775807",
        "refused = -9", "refused = 14", "last_line_offset = -3", "last_line_offset = 9223372036854775807",
        "last_line_offset = next_offset", "next_offset = -1", "next_offset = 9223372036854775807",
        "next_line = next_offset, last_line_offset = 0", "last_line_hash = ''",
    ])
    func `Progress that no run has noted is passed over`(_ change: String) throws {
        try withTemporaryFolder { folder in
            let path = folder + "/turns.jsonl"
            let (store, database) = try memoryStore()
            let text = lines(mixedTurns()) + Array("[]\n".utf8)
            try write(text, to: path)
            #expect(try ingestTurns(from: path, into: store).refusedCount == 1)
            let progress = try store.progress(ofSource: path)
            let rows = try dumpWithoutIDs(database)
            try database.execute("UPDATE ingest_progress SET \(change)")
            try write(text + Array("[]\n".utf8), to: path)
            let report = try ingestTurns(from: path, into: store)
            #expect(report.firstLine == 0 && report.lines == 14 && report.insertedNodes == 0)
            #expect(report.refusedBefore == 0 && report.refusedCount == 2)
            #expect(try dumpWithoutIDs(database) == rows)
            #expect(progress?.isPossible == true)
            #expect(try store.progress(ofSource: path)?.isPossible == true)
        }
    }
}
