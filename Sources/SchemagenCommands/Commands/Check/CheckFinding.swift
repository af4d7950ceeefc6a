import CommandLineTool
import Compatibility
import Digest
import JSONCore
import SchemaDocuments

/// A finding of a check as it is reported: what a diagnostic says, and what comparing adds to it.
struct CheckFinding {
    struct Place: Hashable {
        var path: String
        var location: SourceLocation?
        var pointer: String?
    }

    var rule: String
    var severity: Diagnostic.Severity
    var place: Place
    var message: String
    var notes: [Diagnostic.Note] = []
    /// Where it stood before, and in what: `origin/main@1a2b3c4`.
    var baseline: Place?
    var baselineName = ""
    var direction: Finding.Direction?
    var witness: JSONValue?
    var refusal: Finding.Refusal?
    /// What to do about it.
    var fix: String?
    /// The same for the same finding in every run, whatever its message says; only findings about changes have one.
    var fingerprint: String?
    var isWaived = false

    init(_ diagnostic: Diagnostic) {
        rule = diagnostic.id
        severity = diagnostic.severity
        place = Place(path: diagnostic.path, location: diagnostic.location)
        message = diagnostic.message
        notes = diagnostic.notes
    }

    init(_ finding: Finding, of subject: ComparedSubject) {
        rule = finding.rule
        severity = finding.severity
        let new = finding.new.map { Place($0, subject.newPath) }
        let old = finding.old.map { Place($0, subject.oldPath) }
        place = new ?? Place(path: subject.newPath, location: SourceLocation(line: 1, column: 1))
        baseline = old
        baselineName = subject.baselineName
        message = finding.message
        direction = finding.direction
        witness = finding.witness
        refusal = finding.refusal
        fingerprint = Self.fingerprint([
            finding.rule, subject.name, finding.direction.rawValue, finding.subject, finding.old?.pointer ?? "",
            finding.new?.pointer ?? "",
        ])
        if let family = subject.family, finding.isBreak || finding.severity == .error {
            fix =
                "schemagen new version \(shellWord(family))\(schemasOption(subject.schemasFolder)), "
                + "then write the migration"
        }
    }

    static func fingerprint(_ facts: [String]) -> String {
        String(sha256(facts.joined(separator: "\u{0}")).hex.prefix(12))
    }
}

extension CheckFinding.Place {
    fileprivate init(_ place: Finding.Place, _ path: String) {
        // References may lead to other files; those keep their own names.
        self.init(path: place.path.isEmpty ? path : place.path, location: place.location, pointer: place.pointer)
    }
}

/// What a command that is printed needs in order to find the schemas: nothing where it would by itself.
func schemasOption(_ folder: String) -> String {
    if folder == "Schemas" { return "" }
    return " --schemas \(shellWord(folder.hasPrefix("-") ? "./" + folder : folder))"
}

/// What was compared with what.
struct ComparedSubject {
    /// `buffer-event v2`.
    var name: String
    /// Nil for schemas that belong to none.
    var family: String?
    var schemasFolder = "Schemas"
    var oldPath: String
    var newPath: String
    var baselineName = ""
}
