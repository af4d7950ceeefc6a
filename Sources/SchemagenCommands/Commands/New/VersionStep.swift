import CommandLineTool
import JSONCore

/// The files that a next version begins with.
struct VersionStep {
    let folder: String
    let from: Int
    let to: Int
    let console: Console

    /// How versions are told apart, as far as a new one can be entered by rule.
    private enum Telling {
        /// A field of each record, with the rule's node of values.
        case field(String, values: JSONNode)
        case header(tag: String, tagField: String, field: String)
        case shape
    }

    /// What to write, by path, in this order: the schema comes last, because it makes the version, so that a run that
    /// fails before can be repeated. Nothing has been written when this fails.
    func files() throws(CommandFailure) -> [(path: String, bytes: [UInt8])] {
        let familyFile = try parsed("family.json")
        let schema = try parsed("v\(from).json")
        let tellings = tellings(familyFile.root)
        var files: [(path: String, bytes: [UInt8])] = []
        let fixtures = joined(folder, "fixtures/v\(from)")
        if try console.status(of: fixtures)?.kind == .folder {
            for name in try console.names(in: fixtures) where name.hasSuffix(".json") && !name.hasPrefix(".") {
                let fixture = try parsed("fixtures/v\(from)/\(name)")
                let path = joined(folder, "fixtures/v\(to)/\(name)")
                let bytes = bumpRecord(fixture, tellings)
                if try !isThere(path, bytes) { files.append((path, bytes)) }
            }
        }
        if let bytes = enterMarks(familyFile, tellings) { files.append((joined(folder, "family.json"), bytes)) }
        files.append((joined(folder, "v\(to).json"), bumpSchema(schema, tellings)))
        return files
    }

    /// What is left for the author.
    func advice() throws(CommandFailure) -> [String] {
        var lines: [String] = []
        let tellings = tellings(try parsed("family.json").root)
        if tellings.contains(where: { if case .shape = $0 { true } else { false } }) {
            lines.append(
                "Versions are told by shape: give version \(to) a rule in family.json, with the fields that only it has."
            )
        }
        lines.append("Change v\(to).json now: version \(from) is frozen once its records are in the field.")
        return lines
    }

    /// Whether the fixture need not be written; another one of its name is somebody's own.
    private func isThere(_ path: String, _ bytes: [UInt8]) throws(CommandFailure) -> Bool {
        guard let status = try console.status(of: path) else { return false }
        if status.kind == .file, try console.read(path, limit: SchemaTexts.largestFile) == bytes { return true }
        throw CommandFailure(
            "\(console.safe(path)) is there already, and version \(to) is not: move it away, or add v\(to).json by hand"
        )
    }

    private struct Parsed {
        let source: JSONSource
        let root: JSONNode
    }

    private func parsed(_ name: String) throws(CommandFailure) -> Parsed {
        let path = joined(folder, name)
        let source = JSONSource(
            path: console.shown(path),
            bytes: try console.read(path, limit: SchemaTexts.largestFile)
        )
        do {
            return Parsed(source: source, root: try source.parse())
        } catch {
            let place = source.location(of: error.offset)
            throw CommandFailure(
                "\(terminalSafe(source.path)):\(place.line):\(place.column): \(error.kind.message)"
            )
        }
    }

    private func tellings(_ familyFile: JSONNode) -> [Telling] {
        var tellings: [Telling] = []
        for rule in familyFile["version"]?.array ?? [] {
            switch rule["by"]?.string {
            case "field":
                if let field = rule["field"]?.string, let values = rule["values"], values.members != nil {
                    tellings.append(.field(field, values: values))
                }
            case "header":
                if let tag = rule["tag"]?.string, let field = rule["field"]?.string,
                    let tagField = familyFile["tag"]?.string
                {
                    tellings.append(.header(tag: tag, tagField: tagField, field: field))
                }
            default: tellings.append(.shape)
            }
        }
        return tellings
    }

    private func bumpSchema(_ schema: Parsed, _ tellings: [Telling]) -> [UInt8] {
        var edits = TextEdits()
        if let id = schema.root["$id"], let text = id.string {
            edits.replace(id.span, with: JSONValue.string(nextMark(text, from: from, to: to)).jsonText)
        }
        if let title = schema.root["title"], let text = title.string, text.hasSuffix("version \(from)") {
            let bumped = text.dropLast(String(from).utf8.count) + String(to)
            edits.replace(title.span, with: JSONValue.string(String(bumped)).jsonText)
        }
        // Several rules may go by one field.
        let fields = tellings.compactMap { telling in
            switch telling {
            case .field(let field, _), .header(_, _, let field): field
            case .shape: nil
            }
        }
        for field in Set(fields) { bumpConstants(of: field, in: schema.root, &edits) }
        return edits.applied(to: schema.source.bytes)
    }

    /// The mark stands as `const` or as the only value of `enum` under a property of this name, at any depth:
    /// variants restate it.
    private func bumpConstants(of field: String, in node: JSONNode, _ edits: inout TextEdits) {
        for element in node.array ?? [] { bumpConstants(of: field, in: element, &edits) }
        for member in node.members ?? [] {
            if member.key == "properties", let property = member.value[field] {
                let only = property["enum"]?.array.flatMap { $0.count == 1 ? $0.first : nil }
                if let constant = property["const"] ?? only { bump(constant, &edits) }
            }
            bumpConstants(of: field, in: member.value, &edits)
        }
    }

    private func bumpRecord(_ record: Parsed, _ tellings: [Telling]) -> [UInt8] {
        var edits = TextEdits()
        let fields = tellings.compactMap { telling in
            switch telling {
            case .field(let field, _): field
            case .header(let tag, let tagField, let field): record.root[tagField]?.string == tag ? field : nil
            case .shape: nil
            }
        }
        for field in Set(fields) {
            if let mark = record.root[field] { bump(mark, &edits) }
        }
        return edits.applied(to: record.source.bytes)
    }

    private func bump(_ mark: JSONNode, _ edits: inout TextEdits) {
        switch mark.content {
        case .string(let text):
            edits.replace(mark.span, with: JSONValue.string(nextMark(text, from: from, to: to)).jsonText)
        case .number(let number) where number.int64 == Int64(from): edits.replace(mark.span, with: String(to))
        case .number, .null, .bool, .array, .object: break
        }
    }

    /// Nil when the rules need no entry, or have it already.
    private func enterMarks(_ familyFile: Parsed, _ tellings: [Telling]) -> [UInt8]? {
        var edits = TextEdits()
        var changed = false
        for case .field(_, let values) in tellings where values[String(to)] == nil {
            guard let last = values.members?.last, let mark = values[String(from)]?.string else { continue }
            // What stands before the last entry is how its author likes entries set apart.
            let previous = values.members?.dropLast().last?.value.span.upperBound
            let start = previous ?? values.span.lowerBound + 1
            var gap = String(decoding: familyFile.source.bytes[start..<last.keySpan.lowerBound], as: UTF8.self)
            if previous == nil { gap = "," + (gap.isEmpty ? " " : gap) }
            let entry = JSONValue.string(nextMark(mark, from: from, to: to)).jsonText
            edits.insert("\(gap)\"\(to)\": \(entry)", at: last.value.span.upperBound)
            changed = true
        }
        return changed ? edits.applied(to: familyFile.source.bytes) : nil
    }
}
