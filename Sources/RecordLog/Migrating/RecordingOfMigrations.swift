import JSONCore

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// What became of the fixtures of one old version, and the file that says so.
///
/// Each line is `{"fixture":"minimal.json","version":2,"becomes":{…}}`: the record, as the version that was the newest
/// when it was recorded writes it. Later versions read it as they read any record.
struct RecordingOfMigrations<Family: RecordFamily> {
    private struct Recorded {
        var version: Int
        var record: JSONValue
    }

    private let folder: String
    private let version: Int
    private(set) var problems: [MigrationFailure.Problem] = []

    init(folder: String, version: Int) {
        self.folder = folder
        self.version = version
    }

    private var path: String { "\(folder)/migrated/v\(version).jsonl" }

    mutating func run(recording: Bool) {
        do throws(LogError) {
            let names = try fixtures()
            let present = try OpenFile.readingIfThere(path)?.allBytes(limit: Self.largestFile) ?? []
            // What is about to be written anew may be in any state.
            var recorded = outcomes(in: present, forgives: recording)
            var lines: [String] = []
            for name in names {
                let fixture = "\(folder)/v\(version)/\(name)"
                let before = recorded.removeValue(forKey: name)
                guard let outcome = migrated(try bytes(of: fixture), version, fixture) else { continue }
                let isKnown = before.map { isSame($0, outcome) } ?? false
                if recording {
                    let isKept = isKnown && before?.version == Family.newestVersion
                    lines.append(line(name, isKept ? before?.record : nil, outcome))
                } else if !isKnown {
                    report(fixture, before == nil ? Self.isMissing : "\(outcome) comes out, and \(path) says otherwise")
                }
            }
            if recording {
                try write(lines, over: present)
            } else {
                for name in recorded.keys.sorted() { report(path, "it tells of \(name), which is no fixture") }
            }
        } catch {
            report(error.path, error.description)
        }
    }

    private static var isMissing: String {
        "nobody has recorded what becomes of it: run the test with SCHEMAGEN_RECORD=1, and look at what it writes"
    }

    private mutating func report(_ path: String, _ message: String) {
        problems.append(MigrationFailure.Problem(path: path, message: message))
    }

    /// The record of the newest version, as text.
    private mutating func migrated(_ bytes: [UInt8], _ version: Int, _ path: String) -> String? {
        var line = bytes
        // A fixture may be laid out over several lines, and white space at its end is none of the record's.
        while let last = line.last, last == 0x0A || last == 0x0D || last == 0x20 || last == 0x09 { line.removeLast() }
        var reader = LineReader<Family>()
        reader.statedVersion = version
        let padded = PaddedBytes(line)
        let read = padded.withPointer {
            reader.read($0, place: LinePlace(number: 1, offset: 0, length: line.count), isLast: false)
        }
        switch read {
        case .record(let record, _)?:
            var out = JSONWriter()
            do throws(RecordViolation) {
                try Family.write(record, to: &out)
                return String(decoding: out.bytes, as: UTF8.self)
            } catch {
                report(path, "what it becomes cannot be written: \(error)")
            }
        case .nonconforming(let line)?:
            let why = line.violations.first.map { "\($0.message) at '\($0.instanceLocation)'" } ?? "it does not conform"
            report(path, "it does not become a record: \(why)")
        case .unrecognised(let line)?: report(path, "it is not known: \(line.reason)")
        case .corrupt(let line)?, .tornTail(let line)?: report(path, "it is no record: \(line.reason)")
        case nil: report(path, "it is empty")
        }
        return nil
    }

    /// Whether a recorded outcome reads as what comes out now.
    private mutating func isSame(_ recorded: Recorded, _ outcome: String) -> Bool {
        let known = problems.count
        let text = migrated(Array(recorded.record.jsonText.utf8), recorded.version, path)
        problems.removeSubrange(known...)
        return text == outcome
    }

    private func line(_ name: String, _ kept: JSONValue?, _ outcome: String) -> String {
        let record = kept?.jsonText ?? outcome
        return
            "{\"fixture\":\(JSONValue.string(name).jsonText),\"version\":\(Family.newestVersion),\"becomes\":\(record)}\n"
    }
}

// MARK: Files

extension RecordingOfMigrations {
    /// `SCHEMAGEN_RECORD`, unless it is empty or 0.
    static var isAskedFor: Bool {
        guard let value = getenv("SCHEMAGEN_RECORD").map({ String(cString: $0) }) else { return false }
        return !value.isEmpty && value != "0"
    }

    /// Larger files are no fixtures.
    private static var largestFile: Int { 64 << 20 }

    private func fixtures() throws(LogError) -> [String] {
        let folder = try Folder.open("\(folder)/v\(version)")
        let names = try named(.read, folder.path) { () throws(SystemError) in
            try SystemCall.names(in: folder.descriptor)
        }
        return names.filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }.sorted()
    }

    private func bytes(of path: String) throws(LogError) -> [UInt8] {
        try OpenFile.reading(path).allBytes(limit: Self.largestFile)
    }

    private mutating func outcomes(in bytes: [UInt8], forgives: Bool) -> [String: Recorded] {
        var recorded: [String: Recorded] = [:]
        for (index, line) in bytes.split(separator: 0x0A).enumerated() {
            guard let value = try? JSONValue(parsing: Array(line)), let name = value["fixture"]?.string,
                case .number(let number)? = value["version"], let version = number.int64.flatMap({ Int(exactly: $0) }),
                let record = value["becomes"], recorded[name] == nil
            else {
                if !forgives { report(path, "line \(index + 1) does not tell what one fixture becomes") }
                continue
            }
            recorded[name] = Recorded(version: version, record: record)
        }
        return recorded
    }

    private func write(_ lines: [String], over present: [UInt8]) throws(LogError) {
        let bytes = Array(lines.joined().utf8)
        if bytes == present { return }
        let (place, name) = splitPath(path)
        let isNew = (try? Folder.open(place)) == nil
        let folder = try Folder.make(place)
        try replaceFile(name, in: folder, with: bytes)
        // Unlike logs, it is a source file of a project: others who share the checkout read it as well.
        let file = try OpenFile.reading(path)
        try named(.create, path) { () throws(SystemError) in
            try SystemCall.setPermissions(0o644, of: file.descriptor)
            if isNew { try SystemCall.setPermissions(0o755, of: folder.descriptor) }
        }
    }
}
