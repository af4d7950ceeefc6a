import Foundation
import JSONCore
import RecordLog
import SessionRecords
import Testing

/// What is recorded of migrations is written, held to, and left alone where it is true.
@Suite struct MigrationRecordTests {
    /// A copy of a family's fixtures that goes away with the test.
    private final class Copy {
        let folder: URL
        var recorded: URL { folder.appending(path: "migrated/v1.jsonl") }

        init() throws {
            folder = FileManager.default.temporaryDirectory.appending(path: "migration record \(UUID().uuidString)")
            try FileManager.default.copyItem(at: FixtureFolder(family: IngestTurn.familyName).url, to: folder)
            try FileManager.default.removeItem(at: folder.appending(path: "migrated"))
        }

        deinit { try? FileManager.default.removeItem(at: folder) }

        func problems(recording: Bool = false) -> [MigrationFailure.Problem] {
            do throws(MigrationFailure) {
                try IngestTurn.checkMigrations(ofFixturesIn: folder.path, recording: recording)
                return []
            } catch {
                return error.problems
            }
        }

        func lines() throws -> [String] {
            try String(contentsOf: recorded, encoding: .utf8).split(separator: "\n").map(String.init)
        }

        func write(_ lines: [String]) throws {
            try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: recorded)
        }
    }

    @Test func isWrittenOnceAndHeldTo() throws {
        let copy = try Copy()
        let fixtures = try FixtureFolder(family: IngestTurn.familyName).files("v1", ending: ".json")
        #expect(copy.problems().count == fixtures.count)
        #expect(copy.problems().allSatisfy { $0.message.contains("SCHEMAGEN_RECORD=1") })
        #expect(copy.problems(recording: true).isEmpty)
        #expect(try copy.lines().count == fixtures.count)
        #expect(copy.problems().isEmpty)
        let written = try FileManager.default.attributesOfItem(atPath: copy.recorded.path)
        #expect(copy.problems(recording: true).isEmpty)
        let again = try FileManager.default.attributesOfItem(atPath: copy.recorded.path)
        // Nothing new, so not even a new file.
        #expect(written[.systemFileNumber] as? Int == again[.systemFileNumber] as? Int)
        #expect(written[.posixPermissions] as? Int == 0o644)
    }

    @Test func isNotBelievedWhereItDiffers() throws {
        let copy = try Copy()
        #expect(copy.problems(recording: true).isEmpty)
        let lines = try copy.lines()
        let changed = lines[0].replacingOccurrences(of: #""role":"system""#, with: #""role":"user""#)
        #expect(changed != lines[0])
        try copy.write([changed] + lines.dropFirst())
        #expect(copy.problems().map(\.message).contains { $0.contains("says otherwise") })
        // In another layout it says the same.
        let spaced = lines[0].replacingOccurrences(of: #""version":2,"#, with: #" "version" : 2.0 , "#)
        try copy.write([spaced] + lines.dropFirst())
        #expect(copy.problems().isEmpty)
        try copy.write(Array(lines.dropFirst()))
        #expect(copy.problems().count == 1)
        try copy.write(lines + [lines[0].replacingOccurrences(of: #":"all-roles.json""#, with: #":"gone.json""#)])
        #expect(copy.problems().map(\.message) == ["it tells of gone.json, which is no fixture"])
        for broken in ["{", "[]", #"{"fixture":"a.json"}"#, lines[0]] {
            try copy.write(lines + [broken])
            #expect(
                copy.problems().map(\.message) == [
                    "line \(lines.count + 1) does not tell what one fixture becomes"
                ]
            )
        }
        #expect(copy.problems(recording: true).isEmpty)
        #expect(try copy.lines() == lines)
    }

    @Test func aFixtureThatDoesNotMigrateIsToldAlsoWhenRecording() throws {
        let copy = try Copy()
        let path = copy.folder.appending(path: "v1/bad.json")
        for bad in ["", "{", "7", #"{"org_id":7}"#] {
            try Data(bad.utf8).write(to: path)
            for recording in [true, false] {
                let problems = copy.problems(recording: recording).filter { $0.path == path.path }
                #expect(problems.count == 1, "\(bad)")
            }
        }
        try FileManager.default.removeItem(at: copy.folder.appending(path: "v1"))
        #expect(copy.problems().map(\.path) == [copy.folder.path + "/v1"])
    }

    /// A path that is not absolute begins at the file that calls, wherever the test's process stands.
    @Test func isSoughtFromTheCallingFile() throws {
        try IngestTurn.checkMigrations(ofFixturesIn: "../../Schemas/ingest-turn/fixtures", recording: false)
    }
}
