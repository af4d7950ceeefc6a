import CommandLineTool
import Compatibility
import Digest
import JSONCore
import SchemaCompiler
import SchemaDocuments
import SchemaModel
import SchemaProgram

/// The fixtures of a `Schemas` folder against the schemas and the baseline.
struct CheckedFixtures {
    let fixtures: [(path: String, bytes: [UInt8])]
    let shownFolder: String
    private(set) var findings: [CheckFinding] = []

    init(_ fixtures: [(path: String, bytes: [UInt8])], shownFolder: String) {
        self.fixtures = fixtures
        self.shownFolder = shownFolder
    }

    /// Each version has a valid fixture for each of its variants.
    mutating func check(_ models: [FamilyModel], _ catalogue: SchemaCatalogue) {
        var registry = catalogue.registry
        for model in models {
            guard let family = catalogue.families.first(where: { $0.folder.name == model.name }) else { continue }
            for (version, root) in zip(model.versions, family.roots) {
                let prefix = "\(model.name)/fixtures/v\(version.number)/"
                let own = fixtures.filter { $0.path.hasPrefix(prefix) }
                let options = CompileOptions(assertsFormats: true, keepsAnnotations: false)
                guard let program = try? compileProgram(root, in: &registry, options) else { continue }
                check(own, program, model, version)
            }
        }
    }

    private mutating func check(
        _ own: [(path: String, bytes: [UInt8])],
        _ program: Program,
        _ model: FamilyModel,
        _ version: VersionModel
    ) {
        var covered: Set<ByteKey> = []
        // A change of a schema breaks all its fixtures in the same way: told once.
        var alike: [String: [String]] = [:]
        let variants = version.variants
        for (path, bytes) in own {
            guard let record = try? JSONValue(parsing: bytes) else {
                add("fixture-unreadable", path, "is not JSON, or has a name twice in one object")
                continue
            }
            let tag = model.tag.flatMap { record[$0]?.string }
            if let tag { covered.insert(ByteKey(tag)) }
            if let violation = violation(bytes, program) {
                if let tag, !variants.isEmpty, !variants.contains(where: { sameBytes($0, tag) }) {
                    add(
                        "fixture-lossy",
                        path,
                        "has the tag \"\(tag)\", which version \(version.number) does not know: it would be kept raw "
                            + "and not decoded"
                    )
                } else {
                    let place = violation.instanceLocation.isEmpty ? "" : " at \(violation.instanceLocation)"
                    let message = "does not conform to version \(version.number): \(violation.message)\(place)"
                    alike[message, default: []].append(path)
                }
            }
        }
        for (message, paths) in alike.sorted(by: { $0.value[0] < $1.value[0] }) {
            let others = paths.count > 1 ? " (and \(paths.count - 1) others)" : ""
            add("fixture-unreadable", paths[0], message + others)
        }
        if variants.isEmpty, own.isEmpty {
            addMissing(model, version, "has no fixture")
        }
        for variant in variants where !covered.contains(ByteKey(variant)) {
            addMissing(model, version, "has no fixture for \"\(variant)\"")
        }
    }

    private func violation(_ bytes: [UInt8], _ program: Program) -> Violation? {
        bytes.withUnsafeBufferPointer { text in
            program.isValid(text) ? nil : program.violations(text, limit: 1).first
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
    mutating func check(against baseline: Baseline, knows family: (String) -> Bool) {
        let present = Dictionary(fixtures.map { ($0.path, $0.bytes) }) { first, _ in first }
        var released = baseline.fixtureDigests
        for (path, bytes) in baseline.files where isFixture(path) { released[path] = sha256(bytes).hex }
        for (path, digest) in released.sorted(by: { $0.key < $1.key }) {
            guard let name = path.split(separator: "/").first, family(String(name)) else { continue }
            guard let now = present[path] else {
                add("fixture-edited", path, "was released in \(baseline.name) and is gone: put it back")
                continue
            }
            if sha256(now).hex != digest {
                add(
                    "fixture-edited",
                    path,
                    "was released in \(baseline.name) and was edited: put it back, and add another one"
                )
            }
        }
    }

    private func isFixture(_ path: String) -> Bool {
        let parts = path.split(separator: "/")
        return parts.count == 4 && parts[1] == "fixtures"
    }

    private mutating func add(_ rule: String, _ path: String, _ what: String) {
        var finding = CheckFinding(
            Diagnostic(
                .error,
                rule,
                path: joined(shownFolder, path),
                at: SourceLocation(line: 1, column: 1),
                "the fixture \(what)"
            )
        )
        finding.fingerprint = CheckFinding.fingerprint([rule, path])
        findings.append(finding)
    }
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
