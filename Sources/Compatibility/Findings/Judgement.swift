import JSONCore
import SchemaDocuments

/// Turns the differences of one direction into findings.
struct Judgement {
    let direction: Finding.Direction
    let mode: ComparisonMode
    let leftTags: [String]
    let rightTags: [String]
    let graph: SchemaGraph
    /// Variants of the old side that seem to have another name on the new one.
    let renamed: [String: String]

    struct Ruling {
        var rule: String
        var severity: Diagnostic.Severity = .error
        var message: String
        /// Whether readers are made to live with it.
        var isTolerated = false
    }

    private var isStrict: Bool {
        switch mode {
        case .values: true
        case .records(let reading): reading.reader(direction).isStrict
        }
    }

    /// Whether fields that a closed object does not declare are refused for good, and not skipped.
    private var refusesUndeclared: Bool {
        switch mode {
        case .values: true
        case .records(let reading): reading.refusesUndeclared
        }
    }

    /// - Parameter isKept: whether readers keep the words that they do not list, where that is all that they meet.
    func ruling(on difference: Difference, witness: JSONValue?, isKept: Bool = true) -> Ruling {
        let subject = quotedSubject(difference.path, witness)
        switch difference.kind {
        case .type(let from, let to):
            let (old, new) = inOrder(from, to)
            return Ruling(
                rule: "compat-field-retyped",
                message: "\(subject) changed \(old.description) → \(new.description)"
            )
        case .listed:
            let what =
                direction == .backward ? "was free and is now one of a list" : "was one of a list and is now free"
            return Ruling(rule: "compat-field-retyped", message: "\(subject) \(what)")
        case .values(let values, let listed):
            return ruling(onMissing: values, besides: listed, difference, subject, isKept)
        case .variant(let tag, let value):
            if direction == .backward, let name = renamed[value] {
                return Ruling(
                    rule: "compat-event-renamed",
                    message: "the variant \"\(value)\" (\(tag)) seems to be called \"\(name)\" now: old records of it "
                        + "would no longer be known"
                )
            }
            if direction == .backward {
                return Ruling(
                    rule: "compat-event-removed",
                    message: "the variant \"\(value)\" (\(tag)) is gone: records of it would no longer be known"
                )
            }
            return Ruling(
                rule: "compat-event-added",
                message: "the variant \"\(value)\" (\(tag)) is new, and readers of the old version refuse it"
            )
        case .branch:
            return Ruling(
                rule: "compat-field-retyped",
                message: "\(subject) may have a shape for which the \(reader) has no branch"
            )
        case .tag(let from, let to):
            let (old, new) = inOrder(from, to)
            return Ruling(
                rule: "compat-tag-changed",
                message: "variants were told apart by \"\(old)\", and now by \"\(new)\""
            )
        case .required(let name): return ruling(onRequired: name, difference, witness)
        case .refused(let name):
            let owner = self.owner(difference.path.dropLast(), witness)
            let message = "\"\(name)\"\(owner) may be written, and the \(reader) refuses it"
            if refusesUndeclared { return Ruling(rule: "compat-constraint-tightened", message: message) }
            return constraint(message)
        case .format(let from, let to):
            let (old, new) = inOrder(from ?? "none", to)
            let message = "the format of \(subject) changed \(old) → \(new)"
            if [from, to].contains(where: { $0.map(typedFormats.contains) ?? false }) {
                return Ruling(rule: "compat-field-retyped", message: message)
            }
            return constraint(message)
        case .rule(let keyword):
            return constraint("\(keyword) of \(subject): the \(reader) refuses values that may be written")
        case .forbidden:
            if isOfOneOf(difference.right) {
                return Ruling(
                    rule: "compat-field-retyped",
                    message: "\(subject) may fit two branches of oneOf, which the \(reader) refuses"
                )
            }
            return constraint("\(subject) may have values that the \(reader) forbids")
        case .undecided(let reason):
            return Ruling(rule: "compat-undecided", severity: .warning, message: "\(subject): \(reason)")
        }
    }

    /// Whether the difference is one that readers may live with, if they keep what they do not know.
    func mayBeKept(_ difference: Difference) -> Bool { ruling(on: difference, witness: nil).isTolerated }

    private func ruling(
        onMissing values: [JSONValue],
        besides listed: [JSONValue],
        _ difference: Difference,
        _ subject: String,
        _ isKept: Bool
    ) -> Ruling {
        let shown = values.prefix(4).map { shortText($0) }.joined(separator: ", ") + (values.count > 4 ? ", …" : "")
        let left = keyword(difference.left)
        let right = keyword(difference.right)
        // A constant that is one of several branches is listed there, as another one is by `enum`.
        let isAlwaysSame = right == "const" && !isBranch(difference.right)
        if isAlwaysSame, left != "enum" || direction == .forward {
            return Ruling(rule: "compat-field-retyped", message: "\(subject) was always the same, and not \(shown)")
        }
        if direction == .backward {
            return Ruling(rule: "compat-enum-removed", message: "\(subject) may be \(shown), which is no longer listed")
        }
        if !values.allSatisfy({ $0.string != nil }) {
            return Ruling(rule: "compat-field-retyped", message: "\(subject) may be \(shown) now")
        }
        // Only a list of texts, with or without null, is an enumeration that has room for others.
        let isEnumeration = listed.allSatisfy { $0.string != nil || $0 == .null }
        if isStrict || !isKept || !isEnumeration {
            return Ruling(
                rule: "compat-enum-added",
                message: "\(subject) may be \(shown) now, which readers of the old version refuse"
            )
        }
        return Ruling(
            rule: "compat-enum-added",
            severity: .warning,
            message: "\(subject) may be \(shown) now, which readers of the old version keep as an unrecognised value",
            isTolerated: true
        )
    }

    private func ruling(onRequired name: String, _ difference: Difference, _ witness: JSONValue?) -> Ruling {
        let isTag = rightTags.contains { sameBytes($0, name) } && !leftTags.contains { sameBytes($0, name) }
        if isTag, let other = leftTags.first {
            let (old, new) = inOrder(other, name)
            return Ruling(
                rule: "compat-tag-changed",
                message: "variants were told apart by \"\(old)\", and now by \"\(new)\""
            )
        }
        let owner = self.owner(difference.path[...], difference.isOfSeveralVariants ? nil : witness)
        if direction == .backward {
            return Ruling(
                rule: "compat-required-added",
                message: "\"\(name)\"\(owner) is required now, and old records may lack it"
            )
        }
        return Ruling(
            rule: "compat-required-removed",
            message: "\"\(name)\"\(owner) is no longer required, and readers of the old version fail without it"
        )
    }

    private func constraint(_ message: String) -> Ruling {
        Ruling(rule: "compat-constraint-tightened", severity: isStrict ? .error : .warning, message: message)
    }

    private var reader: String { direction == .backward ? "new version" : "old version" }

    private func inOrder<Value>(_ left: Value, _ right: Value) -> (old: Value, new: Value) {
        direction == .backward ? (left, right) : (right, left)
    }

    private func keyword(_ spot: Spot?) -> String? {
        guard let spot else { return nil }
        let origin = graph[spot.node].origin
        return origin["const"] != nil ? "const" : origin["enum"] != nil ? "enum" : spot.keyword
    }

    /// Whether a schema is one of the branches of a union, itself or by reference.
    private func isBranch(_ spot: Spot?) -> Bool {
        guard let spot else { return false }
        return graph.nodes.contains { node in
            (node.oneOf + node.anyOf).contains { branch in
                graph.firstAnswer(from: branch) { $0.origin == graph[spot.node].origin ? true : nil } ?? false
            }
        }
    }

    private func isOfOneOf(_ spot: Spot?) -> Bool {
        guard let spot else { return false }
        let tokens = graph[spot.node].origin.pointer.tokens
        return tokens.dropLast().last == "oneOf" || graph.isBranch(spot.node)
    }

    private func quotedSubject(_ path: [Difference.Step], _ witness: JSONValue?) -> String {
        if path.isEmpty { return "the value" }
        return "\"\(shownPath(path))\"" + owner([], witness)
    }

    /// ` of "TOOL_RESULT"`, by the tag of the witness, or ` of "usage"`, by where the object stands.
    private func owner(_ path: ArraySlice<Difference.Step>, _ witness: JSONValue?) -> String {
        var text = path.isEmpty ? "" : " of \"\(shownPath(Array(path)))\""
        for tag in leftTags {
            if let name = witness?[tag]?.string {
                text += " of \"\(name)\""
                break
            }
        }
        return text
    }
}

/// Formats that give a field a Swift type of its own.
let typedFormats: Set<String> = ["uuid", "date-time", "date", "time", "duration"]

/// `items[].price`.
func shownPath(_ path: [Difference.Step]) -> String {
    var text = ""
    for step in path {
        switch step {
        case .field(let name): text += text.isEmpty ? name : ".\(name)"
        case .item: text += "[]"
        }
    }
    return text
}

private func shortText(_ value: JSONValue) -> String {
    let text = value.compactText
    return text.unicodeScalars.count <= 40 ? text : String(text.unicodeScalars.prefix(39)) + "…"
}

extension SchemaGraph {
    /// Whether some `oneOf` lists this schema.
    func isBranch(_ id: SchemaNode.ID) -> Bool {
        nodes.contains { $0.oneOf.contains(id) }
    }
}
