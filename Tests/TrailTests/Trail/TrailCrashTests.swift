import FoundationEssentials
import Testing

@testable import SessionRecords

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A process that keeps a trail is stopped at any point. What it had acknowledged is there, whole, in its order; at most
/// the call that was under way came through beside; and the trail goes on to the same end.
@Suite(.serialized, .enabled(if: Probe.path != nil, "skipped: TrailProbe was not built beside the tests"))
struct TrailCrashTests {
    private static let records = 8

    private func arguments(_ path: String, _ perSession: Int, _ more: String...) -> [String] {
        ["trail", path, String(Self.records), String(perSession)] + more
    }

    private func open(_ path: String) throws -> any TrailStore {
        path.hasSuffix(".db") ? try SQLiteTrailStore(path: path) : try FileTrailStore(readingFrom: path)
    }

    /// Checks what a stopped process left, lets another one finish, and checks the end. Says whether a line was torn.
    private func expectNothingLost(
        _ path: String,
        _ perSession: Int,
        _ acknowledged: [String],
        _ when: String
    ) throws -> Bool {
        var wasTorn = false
        if FileManager.default.fileExists(atPath: path) {
            let store = try open(path)
            let report = try ThoughtTrail(store).verify()
            wasTorn = report.hasTornTail
            #expect(report.isIntact, "\(when): \(report.findings)")
            let kept = try facts(store)
            let records = acknowledged.filter { $0.hasPrefix("record") }
            #expect(kept.records.starts(with: records), "\(when): an acknowledged record is lost")
            #expect(kept.records.count <= records.count + 1, "\(when): more came through than was under way")
            for seal in acknowledged where seal.hasPrefix("sealed") {
                #expect(kept.seals.contains(seal), "\(when): an acknowledged seal is lost")
            }
        } else {
            #expect(acknowledged.isEmpty, "\(when)")
        }
        let (ending, _) = try Probe.lines(of: arguments(path, perSession))
        #expect(ending == .exited(0), "\(when)")
        let store = try open(path)
        let kept = try facts(store)
        #expect(kept.records.count == Self.records, "\(when)")
        #expect(kept.seals.count == Self.records / perSession, "\(when)")
        let report = try ThoughtTrail(store).verify()
        #expect(report.isIntact && !report.hasTornTail, "\(when): taken up again: \(report.findings)")
        return wasTorn
    }

    /// As the process acknowledges them.
    private func facts(_ store: any TrailStore) throws -> (records: [String], seals: Set<String>) {
        var seals: Set<String> = []
        try store.forEachSeal { (_, line) throws(TrailError) in
            guard case .success(let bytes) = line, let seal = try? readTrailSeal(bytes) else { return }
            if case .finalized(let root, _, _, _) = seal.event { seals.insert("sealed \(seal.sessionID) \(root)") }
        }
        var records: [String] = []
        try store.forEachRecord { (_, line) throws(TrailError) in
            guard case .success(let bytes) = line, let record = try? readTrailRecord(bytes) else { return }
            records.append("record \(record.id) \(record.hash)")
        }
        return (records, seals)
    }

    @Test(arguments: ["t.jsonl", "t.db"], [1, 4])
    func killedAfterEveryAnswer(_ name: String, _ perSession: Int) throws {
        var kills = 0
        for line in 1...(Self.records + Self.records / perSession) {
            for round in 0..<4 {
                try withTemporaryFolder { folder in
                    let path = folder + "/" + name
                    let (ending, lines) = try Probe.lines(of: arguments(path, perSession), killedAfter: line)
                    // It may have come to its end before the signal reached it.
                    #expect(ending == .killed(by: SIGKILL) || ending == .exited(0))
                    if ending != .exited(0) { kills += 1 }
                    _ = try expectNothingLost(path, perSession, lines, "killed after answer \(line), round \(round)")
                }
            }
        }
        print("\(name), sessions of \(perSession): \(kills) kills after an answer")
        #expect(kills > 15)
    }

    @Test(arguments: [1, 4])
    func killedAtEveryStatementOfTheDatabase(_ perSession: Int) throws {
        var kills = 0
        while true {
            let isOver = try withTemporaryFolder { folder in
                let path = folder + "/t.db"
                let (ending, lines) = try Probe.lines(
                    of: arguments(path, perSession, "statement", String(kills + 1))
                )
                if ending == .exited(0) { return true }
                #expect(ending == .killed(by: SIGKILL))
                kills += 1
                _ = try expectNothingLost(path, perSession, lines, "killed before statement \(kills)")
                return false
            }
            if isOver { break }
        }
        print("trail in SQLite, sessions of \(perSession): \(kills) kills")
        #expect(kills >= 50)
    }

    private static let tracer = ["/usr/bin/strace", "/bin/strace"].first { path in
        (try? Probe.lines(of: ["none"], by: [path, "-qq", "-o", "/dev/null", "-e", "trace=write"]).ending)
            == .exited(64)
    }

    /// Killed, or refused by the system, at each call that the files see.
    @Test(
        .enabled(if: tracer != nil, "skipped: strace is not there or may not trace"),
        arguments: [
            // Each kind of call by itself: strace counts them apart.
            ("signal=KILL", "write"), ("signal=KILL", "fsync,fdatasync"), ("error=ENOSPC", "write"),
            ("error=EIO", "fsync,fdatasync"),
        ],
        [1, 4]
    )
    func stoppedAtEverySystemCall(_ fault: (how: String, calls: String), _ perSession: Int) throws {
        let tracer = try #require(Self.tracer)
        var faults = 0
        while true {
            let isOver = try withTemporaryFolder { folder in
                let path = folder + "/t.jsonl"
                let (ending, lines) = try Probe.lines(
                    of: arguments(path, perSession),
                    by: [
                        tracer, "-qq", "-o", "/dev/null", "-P", path, "-P", folder + "/t.seals.jsonl", "-e",
                        "trace=" + fault.calls, "-e", "inject=\(fault.calls):\(fault.how):when=\(faults + 1)",
                    ]
                )
                if ending == .exited(0) { return true }
                #expect(ending == (fault.how.hasPrefix("signal") ? .killed(by: SIGKILL) : .exited(1)))
                faults += 1
                _ = try expectNothingLost(
                    path,
                    perSession,
                    lines.filter { !$0.hasPrefix("failed") },
                    "\(fault.how) at call \(faults)"
                )
                return false
            }
            if isOver { break }
        }
        print("trail in files, sessions of \(perSession): \(fault.how) at each of \(faults) \(fault.calls)")
        #expect(faults >= 8)
    }

    /// The system writes a line up to a byte and the process is killed there, wherever that byte is.
    @Test(arguments: [1, 4])
    func killedInTheMiddleOfAWrite(_ perSession: Int) throws {
        var kills = 0
        var torn = 0
        for limit in try limits(perSession) {
            try withTemporaryFolder { folder in
                let path = folder + "/t.jsonl"
                let (ending, lines) = try Probe.lines(of: arguments(path, perSession, "torn", String(limit)))
                #expect(ending == .killed(by: SIGKILL))
                kills += 1
                if try expectNothingLost(path, perSession, lines, "no file beyond \(limit) bytes") { torn += 1 }
            }
        }
        print("trail in files, sessions of \(perSession): \(kills) kills in a write, \(torn) torn lines")
        #expect(kills >= 100 && torn >= 80)
    }

    /// A limit on the size of files is an error that leaves whole lines, and not the death of the process.
    @Test(arguments: [1, 4])
    func aLimitOnTheSizeOfFilesIsAnError(_ perSession: Int) throws {
        for limit in try limits(perSession) {
            try withTemporaryFolder { folder in
                let path = folder + "/t.jsonl"
                let (ending, lines) = try Probe.lines(of: arguments(path, perSession, "limit", String(limit)))
                #expect(ending == .exited(1), "\(limit)")
                #expect(lines.last?.hasPrefix("failed") == true, "\(limit)")
                let store = try FileTrailStore(readingFrom: path)
                let report = try ThoughtTrail(store).verify()
                #expect(report.isIntact && !report.hasTornTail, "\(limit): \(report.findings)")
                #expect(try facts(store).records == lines.filter { $0.hasPrefix("record") }, "\(limit)")
            }
        }
    }

    /// The same as on a full disk that has room again: the call is refused, nothing of it is left, and
    /// the same process goes on when there is room again.
    @Test(arguments: [1, 4])
    func aFullDiskRefusesOneCallAndDamagesNothing(_ perSession: Int) throws {
        var refusals = 0
        for limit in try limits(perSession) {
            try withTemporaryFolder { folder in
                let path = folder + "/t.jsonl"
                let (ending, lines) = try Probe.lines(of: arguments(path, perSession, "survive", String(limit)))
                #expect(ending == .exited(0))
                refusals += lines.count { $0 == "refused" }
                let store = try FileTrailStore(readingFrom: path)
                let report = try ThoughtTrail(store).verify()
                #expect(report.isIntact && !report.hasTornTail, "\(limit): \(report.findings)")
                let kept = try facts(store)
                #expect(kept.records == lines.filter { $0.hasPrefix("record") }, "\(limit)")
                #expect(kept.seals == Set(lines.filter { $0.hasPrefix("sealed") }), "\(limit)")
                #expect(kept.records.count == Self.records)
            }
        }
        print("trail in files, sessions of \(perSession): \(refusals) refused writes")
        #expect(refusals >= 100)
    }

    /// About 120 sizes at which files of this trail cannot grow, from nothing to one byte less than they need.
    private func limits(_ perSession: Int) throws -> [Int] {
        try withTemporaryFolder { folder in
            let path = folder + "/t.jsonl"
            #expect(try Probe.run(arguments(path, perSession)) == .exited(0))
            let sizes = try ["t.jsonl", "t.seals.jsonl"].map { name in
                try Data(contentsOf: URL(filePath: folder + "/" + name)).count
            }
            let largest = try #require(sizes.max())
            return Array(stride(from: 0, to: largest, by: largest / 120)) + [largest - 1]
        }
    }
}
