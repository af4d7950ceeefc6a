import CommandLineTool
import JSONCore
import SchemaDocuments

/// `Schemas/waivers.json`: findings that somebody has agreed to live with until a day.
struct Waivers {
    static let name = "waivers.json"

    struct Waiver: Hashable {
        var fingerprint: String
        var rule: String?
        var reason: String
        /// `2026-12-31`, the last day on which it holds.
        var until: String
    }

    var list: [Waiver] = []
    private(set) var locations: [SourceLocation] = []

    init() {}

    /// - Throws: a text that begins with the place, as in `Schemas/waivers.json:2:3: …`.
    init(_ bytes: [UInt8], path: String) throws(CommandFailure) {
        let source = JSONSource(path: path, bytes: bytes)
        func mistake(_ offset: Int, _ text: String) -> CommandFailure {
            let place = source.location(of: offset)
            return CommandFailure("\(terminalSafe(path)):\(place.line):\(place.column): \(text)")
        }
        let root: JSONNode
        do {
            root = try source.parse()
        } catch {
            throw mistake(error.offset, "the waivers are no JSON")
        }
        guard let entries = root.array else { throw mistake(root.span.lowerBound, "the waivers must be a list") }
        for entry in entries {
            guard let fingerprint = entry["fingerprint"]?.string, let reason = entry["reason"]?.string,
                let until = entry["until"]?.string, StringFormat.date.accepts(until)
            else {
                throw mistake(
                    entry.span.lowerBound,
                    "a waiver is an object with \"fingerprint\", \"reason\" and \"until\" (2026-12-31)"
                )
            }
            list.append(
                Waiver(fingerprint: fingerprint, rule: entry["rule"]?.string, reason: reason, until: until)
            )
            locations.append(source.location(of: entry.span.lowerBound))
        }
    }

    var bytes: [UInt8] {
        let entries = list.map { waiver in
            var members: [JSONObject.Member] = [.init(key: "fingerprint", value: .string(waiver.fingerprint))]
            if let rule = waiver.rule { members.append(.init(key: "rule", value: .string(rule))) }
            members.append(.init(key: "reason", value: .string(waiver.reason)))
            members.append(.init(key: "until", value: .string(waiver.until)))
            return JSONValue.object(JSONObject(distinct: members))
        }
        return Array((indentedJSON(.array(entries)) + "\n").utf8)
    }

    /// Marks what is waived; what is waived for nothing, or no longer, becomes a finding.
    func apply(to findings: inout [CheckFinding], today: String, path: String) {
        var added: [CheckFinding] = []
        for (waiver, location) in zip(list, locations) {
            let matching = findings.indices.filter { findings[$0].fingerprint == waiver.fingerprint }
            func add(_ message: String) {
                added.append(CheckFinding(Diagnostic(.warning, "waiver-unused", path: path, at: location, message)))
            }
            if matching.isEmpty {
                add("nothing is waived by \(waiver.fingerprint) any more: remove it")
                // Dates of this form are in the order of their texts.
            } else if waiver.until < today {
                add("the waiver \(waiver.fingerprint) ran out on \(waiver.until): what it waived is reported again")
            } else {
                for index in matching { findings[index].isWaived = true }
            }
        }
        findings += added
    }
}

extension Console {
    func waivers(in schemas: String) throws(CommandFailure) -> Waivers {
        let path = joined(schemas, Waivers.name)
        guard try status(of: path)?.kind == .file else { return Waivers() }
        return try Waivers(read(path, limit: SchemaTexts.largestFile), path: shown(path))
    }
}
