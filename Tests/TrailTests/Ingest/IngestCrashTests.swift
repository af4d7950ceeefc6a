import FoundationEssentials
import SQLite
import Testing

@testable import SessionRecords

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

@Suite(.serialized, .enabled(if: Probe.path != nil, "skipped: TrailProbe was not built beside the tests"))
struct IngestCrashTests {
    /// The store's content after each number of turns: the only states that a crash may leave.
    private func states() throws -> [[String]] {
        let (store, database) = try memoryStore()
        return try [dumpWithoutIDs(database)]
            + mixedTurns().map { value in
                _ = try store.ingest(try Turn(validating: value))
                return try dumpWithoutIDs(database)
            }
    }

    @Test(arguments: [1, 5])
    func killedAtEveryStatement(_ batchSize: Int) throws {
        let states = try states()
        let final = try #require(states.last)
        try withTemporaryFolder { folder in
            let turns = folder + "/turns.jsonl"
            try write(lines(mixedTurns()), to: turns)
            var kills = 0
            while true {
                let path = "\(folder)/\(kills).db"
                let arguments = [path, turns, String(batchSize)]
                let ending = try Probe.run(arguments + [String(kills + 1)])
                if ending == .exited(0) { break }
                #expect(ending == .killed(by: SIGKILL))
                kills += 1
                do {
                    let database = try Database(path)
                    let store = try SQLiteSessionStore(database)
                    #expect(
                        try database.prepare("PRAGMA integrity_check").first { row throws(SQLiteError) in
                            try row.text(at: 0)
                        } == "ok"
                    )
                    let taken = try store.progress(ofSource: "turns")?.line ?? 0
                    let rows = try dumpWithoutIDs(database)
                    // Whole turns only, as many as the progress says.
                    #expect(rows == states[taken], "killed before statement \(kills)")
                    #expect(taken == 12 || taken.isMultiple(of: batchSize))
                }
                #expect(try Probe.run(arguments) == .exited(0))
                let database = try Database(path)
                #expect(try dumpWithoutIDs(database) == final, "taken up again after statement \(kills)")
                // From the start once more: identical rows.
                let before = try dump(database)
                let store = try SQLiteSessionStore(database)
                for value in mixedTurns() { _ = try store.ingest(try Turn(validating: value)) }
                let after = try dump(database)
                #expect(after == before)
                try FileManager.default.removeItem(atPath: path)
            }
            print("ingest with batches of \(batchSize): \(kills) kills")
            #expect(kills >= (batchSize == 1 ? 100 : 50))
        }
    }

    @Test func twoProcessesAtOnce() throws {
        let final = try #require(try states().last)
        try withTemporaryFolder { folder in
            let turns = folder + "/turns.jsonl"
            try write(lines(mixedTurns()), to: turns)
            for round in 0..<10 {
                let path = "\(folder)/\(round).db"
                let processes = try (0..<2).map { try Probe.start([path, turns, String($0 + round % 3 + 1)]) }
                for process in processes { #expect(Probe.wait(process) == .exited(0)) }
                #expect(try dumpWithoutIDs(Database(path)) == final, "round \(round)")
            }
        }
    }
}
