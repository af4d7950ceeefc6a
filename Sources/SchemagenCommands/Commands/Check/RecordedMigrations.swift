import CommandLineTool
import Digest
import JSONCore

/// What a test of the user's has recorded of the fixtures of old versions: `family/fixtures/migrated/v1.jsonl` holds a
/// line `{"fixture":"minimal.json","version":2,"becomes":{…}}` for each.
///
/// A step that a person wrote cannot be run here. What came out of it can be judged all the same, and compared with what
/// came out of it before.
struct RecordedMigrations {
    struct Outcome {
        /// The version that was the newest then, which the record is one of.
        var version: Int
        var record: JSONValue
        var path: String
        var line: Int

        /// What is kept of it where only digests are.
        var digest: String { "\(version) \(sha256(record.jsonText).hex)" }
    }

    struct Mistake {
        var path: String
        var line: Int
    }

    /// By the path of the fixture, `order/fixtures/v1/minimal.json`.
    private(set) var outcomes: [String: Outcome] = [:]
    private(set) var mistakes: [Mistake] = []

    init(_ files: [(path: String, bytes: [UInt8])]) {
        for (path, bytes) in files {
            for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
            where !line.isEmpty {
                guard let value = try? JSONValue(parsing: Array(line)), let name = value["fixture"]?.string,
                    case .number(let number)? = value["version"],
                    let version = number.int64.flatMap({ Int(exactly: $0) }), let record = value["becomes"],
                    outcomes[Self.fixture(name, of: path)] == nil
                else {
                    mistakes.append(Mistake(path: path, line: index + 1))
                    continue
                }
                outcomes[Self.fixture(name, of: path)] = Outcome(
                    version: version,
                    record: record,
                    path: path,
                    line: index + 1
                )
            }
        }
    }

    /// `order/fixtures/migrated/v1.jsonl` tells of `order/fixtures/v1/minimal.json`.
    private static func fixture(_ name: String, of path: String) -> String {
        let parts = path.split(separator: "/")
        return "\(parts.dropLast(2).joined(separator: "/"))/\(lastName(path).dropLast(6))/\(name)"
    }

    static func tells(_ path: String) -> Bool {
        let parts = path.split(separator: "/")
        return parts.count == 4 && parts[1] == "fixtures" && parts[2] == "migrated" && parts[3].hasSuffix(".jsonl")
            && versionInName(String(parts[3].dropLast())) != nil
    }
}

/// The files of recorded migrations below a `Schemas` folder.
func recordedMigrationFiles(
    _ folder: String,
    _ console: Console
) throws(CommandFailure) -> [(path: String, bytes: [UInt8])] {
    var found: [(String, [UInt8])] = []
    for family in try console.names(in: folder) {
        let recorded = "\(family)/fixtures/migrated"
        guard try console.status(of: joined(folder, recorded))?.kind == .folder else { continue }
        for name in try console.names(in: joined(folder, recorded))
        where RecordedMigrations.tells("\(recorded)/\(name)") {
            let path = "\(recorded)/\(name)"
            found.append((path, try console.read(joined(folder, path), limit: SchemaTexts.largestSum)))
        }
    }
    return found
}
