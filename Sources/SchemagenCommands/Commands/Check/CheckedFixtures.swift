import CommandLineTool
import Compatibility
import Digest
import JSONCore
import SchemaDocuments
import SchemaModel
import SchemaProgram

/// The fixtures of a `Schemas` folder against the schemas and the baseline.
struct CheckedFixtures {
    let fixtures: [(path: String, bytes: [UInt8])]
    let recorded: RecordedMigrations
    let shownFolder: String
    private(set) var findings: [CheckFinding] = []
    /// Fixtures on whose way to the newest version lies a step that a person writes, and those of them of which nothing
    /// is recorded that could be judged.
    private(set) var migratedByHand = 0
    private(set) var unproven = 0

    init(
        _ fixtures: [(path: String, bytes: [UInt8])],
        _ recorded: RecordedMigrations,
        shownFolder: String
    ) {
        self.fixtures = fixtures
        self.recorded = recorded
        self.shownFolder = shownFolder
    }

    /// Each version has a fixture for each of its variants, and each fixture is read, written and migrated as it should.
    ///
    /// - Parameter wantsRecords: whether a family's steps by hand stand where a test could record what they make.
    mutating func check(
        _ models: [FamilyModel],
        _ programs: [String: [Int: Program]],
        wantsRecords: (FamilyModel) -> Bool
    ) {
        for model in models {
            let own = fixtures.filter { $0.path.hasPrefix("\(model.name)/fixtures/v") }
            let replay =
                own.isEmpty
                ? nil : FixtureReplay(model, programs[model.name] ?? [:], recorded, wantsRecords: wantsRecords(model))
            for version in model.versions {
                let prefix = "\(model.name)/fixtures/v\(version.number)/"
                check(own.filter { $0.path.hasPrefix(prefix) }, replay, model, version, programs[model.name] ?? [:])
            }
        }
    }

    private mutating func check(
        _ own: [(path: String, bytes: [UInt8])],
        _ replay: FixtureReplay?,
        _ model: FamilyModel,
        _ version: VersionModel,
        _ programs: [Int: Program]
    ) {
        var covered: Set<ByteKey> = []
        // A change of a schema breaks all its fixtures in the same way: told once.
        var alike: [FixtureReplay.Fault: [String]] = [:]
        let variants = version.variants
        for (path, bytes) in own {
            guard let record = try? JSONValue(parsing: bytes) else {
                add("fixture-unreadable", path, "is not JSON, or has a name twice in one object")
                continue
            }
            if let tag = model.tag.flatMap({ record[$0]?.string }) { covered.insert(ByteKey(tag)) }
            if let told = misread(record, bytes, model, version, programs) {
                add("fixture-unreadable", path, told)
                continue
            }
            guard let replayed = replay?.replay(record, bytes, of: version, path: path) else { continue }
            if let fault = replayed.fault { alike[fault, default: []].append(path) }
            if replayed.isByHand {
                migratedByHand += 1
                if recorded.outcomes[path] == nil { unproven += 1 }
            }
        }
        for (fault, paths) in alike.sorted(by: { $0.value[0] < $1.value[0] }) {
            let others = paths.count > 1 ? " (and \(paths.count - 1) others)" : ""
            add(fault.rule, paths[0], fault.message + others, fault.severity)
        }
        if variants.isEmpty, own.isEmpty {
            addMissing(model, version, "has no fixture")
        }
        for variant in variants where !covered.contains(ByteKey(variant)) {
            addMissing(model, version, "has no fixture for \"\(variant)\"")
        }
    }

    /// Why a reader, who goes by the rules and not by the folder, would not get a fixture. A record that says too little
    /// may be taken for one of another version, as long as it is one of that as well.
    private func misread(
        _ record: JSONValue,
        _ bytes: [UInt8],
        _ model: FamilyModel,
        _ version: VersionModel,
        _ programs: [Int: Program]
    ) -> String? {
        let taken = "is one of version \(version.number), and the rules of family.json take it for one of "
        var header: Int?
        let other: Int
        switch model.toldVersion(of: record, after: &header) {
        case .stated(let number): other = number
        case .unknown(let mark): return taken + "a version that is not known here (\(mark))"
        case .assumed(let number):
            // Below a header it is of the header's version.
            if model.versionRules.contains(where: { if case .header = $0 { true } else { false } }) { return nil }
            other = number
        }
        if other == version.number { return nil }
        guard let program = programs[other] else { return taken + "version \(other), which is not known here" }
        return bytes.withUnsafeBufferPointer { text in
            guard !program.isValid(text), let violation = program.violations(text, limit: 1).first else { return nil }
            return taken + "version \(other): \(violation.message)"
        }
    }

    private mutating func addMissing(_ model: FamilyModel, _ version: VersionModel, _ what: String) {
        findings.append(
            CheckFinding(
                Diagnostic(
                    .error,
                    "fixture-missing",
                    path: joined(shownFolder, "\(model.name)/v\(version.number).json"),
                    at: SourceLocation(line: 1, column: 1),
                    "version \(version.number) of \"\(model.name)\" \(what): 'schemagen fixtures' writes one"
                )
            )
        )
    }

    /// Released fixtures stay as they are: they are what the field has written.
    ///
    /// - Parameter former: the names that families had then, by those that they have.
    mutating func check(against baseline: Baseline, former: [String: String], knows family: (String) -> Bool) {
        let present = Dictionary(fixtures.map { ($0.path, $0.bytes) }) { first, _ in first }
        var released = baseline.fixtureDigests
        for (path, bytes) in baseline.files where isFixture(path) { released[path] = fixtureDigest(bytes) }
        let names = Dictionary(former.map { ($0.value, $0.key) }) { first, _ in first }
        for (old, digest) in released.sorted(by: { $0.key < $1.key }) {
            guard let was = old.split(separator: "/").first.map(String.init) else { continue }
            let name = names[was] ?? was
            guard family(name) else { continue }
            let path = name + old.dropFirst(was.count)
            guard let now = present[path] else {
                add("fixture-edited", path, "was released in \(baseline.name) and is gone: put it back")
                continue
            }
            // Locks that older versions wrote hold digests of the bytes as they were.
            if fixtureDigest(now) != digest, sha256(now).hex != digest {
                add(
                    "fixture-edited",
                    path,
                    "was released in \(baseline.name) and was edited: put it back, and add another one",
                    becomes: now
                )
            }
        }
    }

    private func isFixture(_ path: String) -> Bool {
        let parts = path.split(separator: "/")
        return parts.count == 4 && parts[1] == "fixtures" && parts[2] != "migrated"
    }

    /// What is recorded of migrations tells of fixtures that are there, and of nothing twice.
    mutating func checkRecords(_ models: [FamilyModel]) {
        let present = Set(fixtures.map(\.path))
        let families = Set(models.map(\.name))
        func isOurs(_ path: String) -> Bool {
            path.split(separator: "/").first.map { families.contains(String($0)) } ?? false
        }
        for mistake in recorded.mistakes where isOurs(mistake.path) {
            addRecord(mistake.path, mistake.line, "the line does not tell what one fixture becomes")
        }
        for (fixture, outcome) in recorded.outcomes.sorted(by: { $0.key < $1.key })
        where isOurs(outcome.path) && !present.contains(fixture) {
            addRecord(outcome.path, outcome.line, "the line tells of \(lastName(fixture)), which is no fixture")
        }
    }

    private mutating func addRecord(_ path: String, _ line: Int, _ what: String) {
        let diagnostic = Diagnostic(
            .error,
            "migration-unproven",
            path: joined(shownFolder, path),
            at: SourceLocation(line: line, column: 1),
            "\(what): \(FixtureReplay.howToRecord)"
        )
        findings.append(CheckFinding(diagnostic))
    }

    /// What an old record becomes is what it became in the release: another meaning of old logs is a decision.
    ///
    /// - Parameter former: the names that families had then, by those that they have.
    mutating func check(
        _ models: [FamilyModel],
        _ programs: [String: [Int: Program]],
        recordedIn baseline: Baseline,
        former: [String: String]
    ) {
        let before = RecordedMigrations(
            baseline.files.filter { RecordedMigrations.tells($0.key) }.map { (path: $0.key, bytes: $0.value) }
        )
        for (fixture, now) in recorded.outcomes.sorted(by: { $0.key < $1.key }) {
            guard let model = models.first(where: { fixture.hasPrefix("\($0.name)/") }) else { continue }
            let released = (former[model.name] ?? model.name) + fixture.dropFirst(model.name.count)
            var change: String?
            if let was = before.outcomes[released] {
                let replay = FixtureReplay(model, programs[model.name] ?? [:], recorded, wantsRecords: false)
                // A step by hand lies between: what comes out of that one is new.
                guard let old = replay.advanced(was.record, from: was.version, to: now.version) else { continue }
                change = firstChange(from: old, to: now.record, sparesUUIDs: true)
            } else if let digest = baseline.migrationDigests[released], digest != now.digest {
                // Of another version only the digest is known, which tells nothing of this one.
                if digest.hasPrefix("\(now.version) ") { change = "its digest is another one" }
            }
            guard let change else { continue }
            var finding = CheckFinding(
                Diagnostic(
                    .error,
                    "migration-changed",
                    path: joined(shownFolder, now.path),
                    at: SourceLocation(line: now.line, column: 1),
                    "\(lastName(fixture)) of \(baseline.name) becomes another record: \(change)"
                )
            )
            finding.fingerprint = CheckFinding.fingerprint(["migration-changed", fixture, now.digest])
            findings.append(finding)
        }
    }

    private mutating func add(
        _ rule: String,
        _ path: String,
        _ what: String,
        _ severity: Diagnostic.Severity = .error,
        becomes bytes: [UInt8]? = nil
    ) {
        var finding = CheckFinding(
            Diagnostic(
                severity,
                rule,
                path: joined(shownFolder, path),
                at: SourceLocation(line: 1, column: 1),
                "the fixture \(what)"
            )
        )
        // What nothing fails for need not be waived.
        if severity > .note {
            finding.fingerprint = CheckFinding.fingerprint([rule, path] + (bytes.map { [sha256($0).hex] } ?? []))
        }
        findings.append(finding)
    }
}

/// The digest of a fixture, whose lines git may end in another way in another checkout. Outside of strings, which hold
/// neither, JSON takes both for white space.
func fixtureDigest(_ bytes: [UInt8]) -> String {
    guard bytes.contains(0x0D) else { return sha256(bytes).hex }
    var plain: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
        let endsLine = byte == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A
        if !endsLine { plain.append(byte) }
    }
    return sha256(plain).hex
}

extension VersionModel {
    /// The tags of its variants; none for a record of one shape.
    var variants: [String] {
        guard types.indices.contains(root), case .union(let union) = types[root].shape, case .tag = union.decision
        else {
            return []
        }
        return union.cases.map(\.tagValue)
    }
}
