import CommandLineTool
import Digest
import JSONCore

/// `Schemas/schemagen.lock`: the schemas as they were released, for checkouts that have no history.
///
/// It holds the texts themselves, because places in them are reported, and a digest over everything, because a lock
/// that somebody edits by hand proves nothing.
struct LockFile {
    static let name = "schemagen.lock"

    var generator: String
    var files: [String: [UInt8]]
    /// Digests of the fixtures by path.
    var fixtures: [String: String]
    /// Digests of what fixtures were recorded to become, by the fixture's path.
    var migrated: [String: String] = [:]
    /// What schemas were in the locks before this one, the newest first: names that are gone must not come back as
    /// something else, and a checkout without history knows them from nowhere else.
    var earlier: [String: [String]] = [:]
    /// Whether the digest is that of the rest.
    var isIntact = true

    var baseline: Baseline {
        Baseline(name: "the lock file", files: files, fixtureDigests: fixtures, migrationDigests: migrated) { path in
            (earlier[path] ?? []).map { Array($0.utf8) }
        }
    }

    init(
        of files: [String: [UInt8]],
        fixtures: [(path: String, bytes: [UInt8])],
        recorded: RecordedMigrations = RecordedMigrations([]),
        after before: LockFile? = nil
    ) {
        generator = toolVersion
        self.files = files
        self.fixtures = Dictionary(fixtures.map { ($0.path, fixtureDigest($0.bytes)) }) { first, _ in first }
        migrated = recorded.outcomes.mapValues(\.digest)
        guard let before else { return }
        earlier = before.earlier
        for (path, text) in before.files where files[path] != text && lastName(path) != "family.json" {
            let text = String(decoding: text, as: UTF8.self)
            earlier[path] = [text] + (earlier[path] ?? []).filter { $0 != text }
        }
    }

    /// Nil when it is no lock file at all.
    init?(_ bytes: [UInt8]) {
        guard let value = try? JSONValue(parsing: bytes), let generator = value["generator"]?.string,
            let files = value["files"]?.object, let fixtures = value["fixtures"]?.object
        else { return nil }
        self.generator = generator
        self.files = [:]
        self.fixtures = [:]
        for member in files.members { self.files[member.key] = member.value.string.map { Array($0.utf8) } }
        for member in fixtures.members { self.fixtures[member.key] = member.value.string }
        for member in value["migrated"]?.object?.members ?? [] { migrated[member.key] = member.value.string }
        for member in value["earlier"]?.object?.members ?? [] {
            earlier[member.key] = member.value.array?.compactMap(\.string)
        }
        isIntact = value["digest"]?.string == digest
    }

    var bytes: [UInt8] {
        Array((indentedJSON(content(digest: digest)) + "\n").utf8)
    }

    private var digest: String { sha256(content(digest: "").jsonText).hex }

    private func content(digest: String) -> JSONValue {
        func strings(_ members: [(String, String)]) -> JSONValue {
            let sorted = members.sorted { $0.0 < $1.0 }
            return .object(JSONObject(distinct: sorted.map { .init(key: $0.0, value: .string($0.1)) }))
        }
        var members: KeyValuePairs<String, JSONValue> {
            [
                "about": .string("Written by 'schemagen check --write-lock'. Do not edit: 'schemagen check' notices."),
                "generator": .string(generator),
                "digest": .string(digest),
                "files": strings(files.map { ($0.key, String(decoding: $0.value, as: UTF8.self)) }),
                "fixtures": strings(fixtures.map { ($0.key, $0.value) }),
            ]
        }
        guard case .object(var object) = jsonObject(members) else { return jsonObject(members) }
        if !migrated.isEmpty {
            object = JSONObject(
                distinct: object.members + [.init(key: "migrated", value: strings(migrated.map { ($0.key, $0.value) }))]
            )
        }
        if !earlier.isEmpty {
            let texts = earlier.sorted { $0.key < $1.key }.map { path, texts in
                JSONObject.Member(key: path, value: .array(texts.map(JSONValue.string)))
            }
            let member = JSONObject.Member(key: "earlier", value: .object(JSONObject(distinct: texts)))
            object = JSONObject(distinct: object.members + [member])
        }
        return .object(object)
    }
}

extension Console {
    /// The lock file of a `Schemas` folder, and what is wrong with it.
    func lockFile(in schemas: String) throws(CommandFailure) -> LockFile? {
        let path = joined(schemas, LockFile.name)
        guard try status(of: path)?.kind == .file else { return nil }
        guard let lock = LockFile(try read(path, limit: SchemaTexts.largestSum)) else {
            throw CommandFailure("\(safe(path)) is no lock file: 'schemagen check --write-lock' writes it anew")
        }
        return lock
    }
}
