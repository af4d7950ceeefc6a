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
            finding.new?.pointer ?? "", subject.said(finding.new),
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
    /// What stands at a place of the new schemas, by the document's path and a pointer.
    var newValue: (_ path: String, _ pointer: String) -> JSONValue? = { _, _ in nil }

    /// What a place says for itself, without the schemas below it: who agrees to one change of a field does not agree
    /// to the next, and what is not about the field is none of theirs.
    fileprivate func said(_ place: Finding.Place?) -> String {
        guard let place, let value = newValue(place.path.isEmpty ? newPath : place.path, place.pointer) else {
            return ""
        }
        return plain(value)?.jsonText ?? ""
    }

    /// A value with its own words and numbers; of an object the members that are such.
    private func plain(_ value: JSONValue) -> JSONValue? {
        switch value {
        case .object(let object):
            let members = object.members.filter {
                $0.key != "description" && $0.key != "title" && $0.value.object == nil
            }
            let kept = members.compactMap { member in
                plain(member.value).map { JSONObject.Member(key: member.key, value: $0) }
            }
            return .object(JSONObject(distinct: kept.sorted { $0.key < $1.key }))
        case .array(let elements): return elements.contains { $0.object != nil || $0.array != nil } ? nil : value
        case .null, .bool, .number, .string: return value
        }
    }
}
