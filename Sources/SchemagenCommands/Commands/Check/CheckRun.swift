import CommandLineTool
import Compatibility
import JSONCore
import SchemaDocuments
import SchemaModel

/// One run of all rules: what has been read, what has been found.
struct CheckRun {
    let schemas: String
    let console: Console
    private let texts: SchemaTexts
    private let modelled: ModelledFolder
    private let fixtures: [(path: String, bytes: [UInt8])]
    private let recorded: RecordedMigrations
    private let swift: GeneratedSwift
    private(set) var findings: [CheckFinding] = []
    private var comparedVersions = 0
    private var checkedRecords = 0
    private var unknownVersions = 0
    private var migratedByHand = 0
    private var unproven = 0
    /// Families a step of which nobody has written yet.
    private var unfinished: Set<String> = []
    private var hasSources = false

    init(_ schemas: String, _ console: Console) throws(CommandFailure) {
        self.schemas = schemas
        self.console = console
        texts = try SchemaTexts(folder: schemas, console: console)
        fixtures = try fixtureFiles(schemas, console)
        recorded = RecordedMigrations(try recordedMigrationFiles(schemas, console))
        swift = generateFiles(texts)
        modelled = swift.modelled
        if texts.files.isEmpty {
            throw CommandFailure("\(texts.shownFolder) holds no schema: 'schemagen new family NAME' starts one")
        }
    }

    private var hasModel: Bool { !modelled.hasErrors && modelled.catalogue != nil }

    /// Well-formed and lint.
    mutating func checkSchemas() throws(CommandFailure) {
        var found = swift.diagnostics
        found += try metaschemaFindings(texts, modelled.catalogue, besides: found, console)
        findings += found.map { CheckFinding($0) }
        if let catalogue = modelled.catalogue, hasModel {
            findings += lintFindings(catalogue, besides: swift.diagnostics).map {
                CheckFinding($0.inFolder(texts.shownFolder))
            }
            let migrations = try MigrationFindings(modelled.families, schemas: schemas, console)
            findings += migrations.missing.map { CheckFinding($0.inFolder(texts.shownFolder)) }
            unfinished = migrations.unfinished
            hasSources = migrations.hasSources
        }
    }

    /// The mirror of what is generated, where one is kept.
    mutating func checkMirror(_ named: String?) throws(CommandFailure) {
        let folder = named ?? "Generated"
        guard try console.status(of: folder)?.kind == .folder else {
            if let named { throw CommandFailure("\(console.safe(named)), which --output names, is no folder") }
            return
        }
        if swift.files.isEmpty { return }
        for difference in try Mirror(of: swift.files, in: folder, console: console).differences {
            let (rule, name, what) =
                switch difference {
                case .missing(let name): ("drift-stale", name, "is missing")
                case .differing(let name): ("drift-stale", name, "is not what the schemas give")
                case .orphaned(let name): ("drift-orphan", name, "was generated from a schema that is gone")
                }
            add(.error, rule, joined(folder, name), "\(what): run 'schemagen generate'")
        }
    }

    /// The lock file, if it can be believed.
    mutating func checkLock() throws(CommandFailure) -> LockFile? {
        guard let lock = try console.lockFile(in: schemas) else { return nil }
        let path = joined(schemas, LockFile.name)
        guard lock.isIntact else {
            add(
                .error,
                "drift-baseline",
                path,
                "the lock file was edited by hand: restore it, or write it anew with 'schemagen check --write-lock'"
            )
            return nil
        }
        if lock.generator != toolVersion {
            add(
                .error,
                "drift-generator-version",
                path,
                "the lock file was written by schemagen \(lock.generator), and this is \(toolVersion): use the same "
                    + "version, or run 'schemagen generate' and 'schemagen check --write-lock'"
            )
        }
        for model in modelled.families {
            for version in model.versions.dropLast() {
                let name = "\(model.name)/v\(version.number).json"
                if lock.files[name] == nil {
                    add(
                        .error,
                        "drift-baseline",
                        path,
                        "the lock file lacks \(name), which is frozen: run 'schemagen check --write-lock'"
                    )
                }
            }
        }
        return lock
    }

    mutating func compare(with baseline: Baseline) throws(CommandFailure) {
        guard hasModel, let catalogue = modelled.catalogue else { return }
        var comparing = ComparedFamilies(
            baseline,
            catalogue,
            modelled.families,
            swift.programs,
            shownFolder: texts.shownFolder
        )
        comparing.fixtures = fixtures
        comparing.run(texts.files)
        comparedVersions = comparing.comparedVersions
        findings += comparing.findings
        var checked = CheckedFixtures(fixtures, recorded, shownFolder: texts.shownFolder)
        checked.check(modelled.families, swift.programs) { hasSources && !unfinished.contains($0.name) }
        checked.checkRecords(modelled.families)
        let names = Set(modelled.families.map(\.name))
        checked.check(against: baseline, former: comparing.former) { names.contains($0) }
        checked.check(modelled.families, swift.programs, recordedIn: baseline, former: comparing.former)
        migratedByHand = checked.migratedByHand
        unproven = checked.unproven
        findings += checked.findings
    }

    /// Besides with the one that counts, with an older one: on the default branch the last commit is but one step back.
    mutating func compareAlso(with lock: LockFile) throws(CommandFailure) {
        guard hasModel, let catalogue = modelled.catalogue else { return }
        var known = Set(findings.map { [$0.rule, $0.fingerprint ?? $0.message] })
        var comparing = ComparedFamilies(
            lock.baseline,
            catalogue,
            modelled.families,
            swift.programs,
            shownFolder: texts.shownFolder
        )
        comparing.fixtures = fixtures
        comparing.run(texts.files)
        var checked = CheckedFixtures(fixtures, recorded, shownFolder: texts.shownFolder)
        let names = Set(modelled.families.map(\.name))
        checked.check(against: lock.baseline, former: comparing.former) { names.contains($0) }
        checked.check(modelled.families, swift.programs, recordedIn: lock.baseline, former: comparing.former)
        findings += (comparing.findings + checked.findings).filter {
            known.insert([$0.rule, $0.fingerprint ?? $0.message]).inserted
        }
    }

    mutating func checkData(_ path: String) throws(CommandFailure) {
        guard hasModel else { return }
        let checked = try checkLog(path, modelled.families, swift.programs, console)
        checkedRecords += checked.records
        unknownVersions += checked.unknownVersions
        findings += checked.findings.map { CheckFinding($0) }
    }

    mutating func applyWaivers() throws(CommandFailure) {
        let waivers = try console.waivers(in: schemas)
        waivers.apply(to: &findings, today: today(), path: console.shown(joined(schemas, Waivers.name)))
    }

    /// Breaks whose value the old version wrote are worth keeping: as a fixture, it fails for ever after.
    func writeWitnesses(to folder: String) throws(CommandFailure) {
        for finding in findings {
            guard let witness = finding.witness, let fingerprint = finding.fingerprint else { continue }
            let path = joined(folder, "\(finding.rule)-\(fingerprint).json")
            try console.makeFolder(folder)
            try console.write(Array((witness.jsonText + "\n").utf8), to: path)
            console.note("wrote \(console.safe(path))")
        }
    }

    func writeLock() throws(CommandFailure) -> ExitStatus {
        let errors = findings.filter { $0.severity == .error }
        guard errors.isEmpty else {
            for finding in errors { console.show(finding, on: console.errors) }
            return .findings
        }
        let path = joined(schemas, LockFile.name)
        let files = texts.files.filter { lastName($0.key) != Waivers.name }
        let before = try console.status(of: path) == nil ? nil : console.lockFile(in: schemas)
        let lock = LockFile(of: files, fixtures: fixtures, recorded: recorded, after: before)
        try console.write(lock.bytes, to: path)
        console.print("wrote \(console.safe(path)): \(files.count) files, \(fixtures.count) fixtures")
        return .clean
    }

    /// What was compared with what, how much of it, and what came out.
    func summary(_ baseline: Baseline, _ shown: [CheckFinding]) -> String {
        let versions = modelled.families.reduce(0) { $0 + $1.versions.count }
        var text =
            "checked \(counted(modelled.families.count, "family", "families")), \(counted(versions, "version")), "
            + counted(fixtures.count, "fixture")
        if migratedByHand > 0 {
            text += " (\(counted(migratedByHand, "of them migrates", "of them migrate")) by hand"
            text += unproven > 0 ? ", \(unproven) without a record of what comes out)" : ", as a test has recorded)"
        }
        if checkedRecords > 0 { text += ", \(counted(checkedRecords, "record"))" }
        if unknownVersions > 0 { text += " (\(unknownVersions) of versions that are not known here)" }
        text +=
            hasModel
            ? "; compared \(counted(comparedVersions, "version")) with \(terminalSafe(baseline.name))"
                + (baseline.schemas.isEmpty ? ", which has no schemas here" : "")
            : "; nothing was compared, because the schemas have errors"
        let errors = shown.count { $0.severity == .error }
        let warnings = shown.count { $0.severity == .warning }
        let waived = findings.count { $0.isWaived }
        text += ": \(counted(errors, "error")), \(counted(warnings, "warning"))"
        if waived > 0 { text += ", \(waived) waived" }
        return text
    }

    /// The column of a place in UTF-16 units, which reports for other tools count; nil where the text is not at hand.
    func utf16Column(_ place: CheckFinding.Place) -> Int? {
        let prefix = joined(texts.shownFolder, "")
        guard let location = place.location, place.path.hasPrefix(prefix),
            let bytes = texts.files[String(place.path.dropFirst(prefix.count))]
        else { return nil }
        let lines = bytes.split(separator: 0x0A, maxSplits: location.line, omittingEmptySubsequences: false)
        guard lines.indices.contains(location.line - 1) else { return nil }
        return String(decoding: lines[location.line - 1].prefix(location.column - 1), as: UTF8.self).utf16.count + 1
    }

    private mutating func add(
        _ severity: Diagnostic.Severity,
        _ rule: String,
        _ path: String,
        _ message: String
    ) {
        findings.append(CheckFinding(Diagnostic(severity, rule, path: console.shown(path), at: nil, message)))
    }
}

/// `1 version`, `2 versions`.
private func counted(_ number: Int, _ one: String, _ many: String? = nil) -> String {
    "\(number) \(number == 1 ? one : many ?? one + "s")"
}

extension Diagnostic {
    /// The stages call the folder `Schemas`, and the user may call it otherwise.
    func inFolder(_ folder: String) -> Diagnostic {
        guard path.hasPrefix("Schemas/") else { return self }
        var diagnostic = self
        diagnostic.path = joined(folder, String(path.dropFirst(8)))
        return diagnostic
    }
}
