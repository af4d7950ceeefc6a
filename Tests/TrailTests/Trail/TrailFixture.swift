import SQLite
import Testing

@testable import SessionRecords

/// A trail in one of the two stores, with ids and times that are the same in every run.
enum TrailFixture: String, CaseIterable, CustomTestStringConvertible {
    case sqlite
    case file

    var testDescription: String { rawValue }

    func store(in folder: String) throws -> any TrailStore {
        switch self {
        case .sqlite: try SQLiteTrailStore(path: folder + "/trail.db")
        case .file: try FileTrailStore(writingTo: folder + "/trail.jsonl")
        }
    }

    /// Runs `body` with a new trail and its store.
    func withTrail<Result>(_ body: (ThoughtTrail, any TrailStore) throws -> Result) throws -> Result {
        try withTemporaryFolder { folder in
            let store = try store(in: folder)
            return try body(ThoughtTrail(store, source: .counting()), store)
        }
    }
}

extension ThoughtTrail.Source {
    /// Ids `id-1`, `id-2`, … and a second for each look at the clock.
    static func counting() -> ThoughtTrail.Source {
        let ids = Counter()
        let seconds = Counter()
        return ThoughtTrail.Source(
            newID: { "id-\(ids.next())" },
            now: {
                let second = seconds.next()
                return "2026-05-22T16:\(twoDigits(second / 60 % 60)):\(twoDigits(second % 60)).000Z"
            }
        )
    }
}

/// Used by one test at a time.
private final class Counter: @unchecked Sendable {
    private var value = 0

    func next() -> Int {
        value += 1
        return value
    }
}

private func twoDigits(_ value: Int) -> String {
    value < 10 ? "0\(value)" : "\(value)"
}

extension TrailStore {
    func records() throws -> [TrailRecord] {
        var records: [TrailRecord] = []
        try forEachRecord { (_, line) throws(TrailError) in
            do throws(TrailProblem) { records.append(try readTrailRecord(try line.get())) } catch {
                throw .badCheckpoint(error)
            }
        }
        return records
    }
}
