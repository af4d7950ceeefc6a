import Compatibility
import JSONCore
import SchemaDocuments
import SchemaModel

/// What family.json promises about records that are written already.
extension ComparedFamilies {
    mutating func compareFamilyFiles(_ before: LinkedFamily, _ after: LinkedFamily, _ old: SchemaCatalogue) {
        let (was, now) = (before.folder.file, after.folder.file)
        let released = Set(before.folder.versions.map(\.number))
        func report(_ what: String, _ severity: Diagnostic.Severity = .error) {
            var finding = CheckFinding(
                Diagnostic(
                    severity,
                    "compat-family-changed",
                    path: shown(now.source.path),
                    at: SourceLocation(line: 1, column: 1),
                    what
                )
            )
            finding.baseline = CheckFinding.Place(
                path: shown(was.source.path),
                location: SourceLocation(line: 1, column: 1)
            )
            finding.baselineName = baseline.name
            finding.fingerprint = CheckFinding.fingerprint(["compat-family-changed", before.folder.name, what])
            findings.append(finding)
        }

        let rules = now.rules.map(\.rule)
        for rule in was.rules.map(\.rule) where !rules.contains(where: { tells(released, as: rule, $0) }) {
            report("\(told(rule)) no longer tells the versions that were released as it did: put it back")
        }
        reportPrecedence(was.rules.map(\.rule), rules, released, declaredNames(before, old), report)
        let first = { (family: LinkedFamily) in family.folder.versions.first?.number ?? 1 }
        let (assumed, assumes) = (was.assumed ?? first(before), now.assumed ?? first(after))
        if assumed != assumes {
            report("records that tell no version were of version \(assumed), and would be read as version \(assumes)")
        }
        for name in now.guaranteed where !was.guaranteed.contains(name) {
            report("\"\(name)\" is guaranteed now: lines of unknown versions without it would be corrupt")
        }
        for name in was.guaranteed where !now.guaranteed.contains(name) {
            report("\"\(name)\" is not guaranteed any more: programs that rely on it stop compiling", .warning)
        }
        let (reading, reads) = (
            was.reading ?? old.configuration.reading, now.reading ?? new.configuration.reading
        )
        if reading == .tolerant, reads == .strict {
            report("reading becomes strict: records with unknown fields or words, which were kept, would be refused")
        }
        let kept = was.keepsUnknownVariants ?? (reading == .tolerant)
        let keeps = now.keepsUnknownVariants ?? (reads == .tolerant)
        if kept, !keeps { report("unknown variants, which were kept, would be refused") }
    }

    /// Rules are asked in their order, and the first that has an answer is right. So the old ones stay in theirs, and what
    /// comes before one of them may only know records by a field that no released version has.
    private func reportPrecedence(
        _ old: [VersionRule],
        _ new: [VersionRule],
        _ released: Set<Int>,
        _ declared: Set<String>,
        _ report: (String, Diagnostic.Severity) -> Void
    ) {
        // What is gone has been reported.
        var open = old.filter { rule in new.contains { tells(released, as: rule, $0) } }[...]
        for rule in new {
            if let next = open.first, tells(released, as: next, rule) {
                open.removeFirst()
                if case .shape(let shapes) = rule {
                    guard let last = shapes.lastIndex(where: { released.contains($0.version) }) else { continue }
                    for shape in shapes[..<last] where !released.contains(shape.version) {
                        if declared.isSuperset(of: shape.has) {
                            report(Self.outOfTurn("the shape of version \(shape.version)"), .error)
                        }
                    }
                }
                continue
            }
            // Behind the last of the old ones it has only what they had no answer for.
            if open.isEmpty { break }
            let known: Bool =
                switch rule {
                case .header(_, let field), .field(let field, _): declared.contains(field)
                case .shape(let shapes): shapes.contains { declared.isSuperset(of: $0.has) }
                }
            if known || old.contains(where: { tells(released, as: $0, rule) }) {
                report(Self.outOfTurn(told(rule)), .error)
            }
        }
    }

    private static func outOfTurn(_ what: String) -> String {
        "\(what) is asked before what told the versions that were released, and would take their records for others"
    }

    /// The fields that records of released versions may have on their own level.
    private func declaredNames(_ family: LinkedFamily, _ old: SchemaCatalogue) -> Set<String> {
        var names: Set<String> = []
        for root in family.roots {
            for field in (try? declaredFields(of: ComparedSchema(root, in: old.registry))) ?? [] {
                names.insert(field.path)
                // Those of a variant stand behind its tag.
                if let dot = field.path.firstIndex(of: ".") {
                    names.insert(String(field.path[field.path.index(after: dot)...]))
                }
            }
        }
        return names
    }

    /// Whether a rule tells every released version as the old one did; it may know more versions.
    private func tells(_ released: Set<Int>, as old: VersionRule, _ new: VersionRule) -> Bool {
        switch (old, new) {
        case (.header, .header): old == new
        case (.field(let name, let marks), .field(let other, let others)):
            name == other && marks.allSatisfy { others.contains($0) }
        case (.shape(let shapes), .shape(let others)): shapes == others.filter { released.contains($0.version) }
        case (.header, _), (.field, _), (.shape, _): false
        }
    }

    private func told(_ rule: VersionRule) -> String {
        switch rule {
        case .header(_, let field): "the header's field \"\(field)\""
        case .field(let field, _): "the field \"\(field)\""
        case .shape: "the shape of records"
        }
    }
}
