public import JSONCore
import SchemaDocuments

/// What `family.json` says: everything about a family that its schemas cannot.
public struct FamilyFile: Sendable {
    public var source: JSONSource
    public var description: String
    /// Nil when the folder's name decides.
    public var swiftName: String?
    public var recordName: String
    public var tag: String?
    public var guaranteed: [String]
    public var rules: [PlacedRule]
    public var assumed: Int?
    /// Nil when schemagen.json decides.
    public var reading: Reading?
    public var keepsUnknownVariants: Bool?

    /// A version rule with the place of each of its parts, one for each mark or shape.
    public struct PlacedRule: Sendable {
        public var rule: VersionRule
        public var location: SourceLocation
        public var parts: [SourceLocation]
    }
}

private enum UnknownVariants: String, CaseIterable {
    case keep, refuse
}

private enum RuleKind: String, CaseIterable {
    case header, field, shape
}

func readFamilyFile(_ root: JSONNode, of source: JSONSource, _ diagnostics: inout [Diagnostic]) -> FamilyFile {
    var reader = MemberReader(
        root,
        of: source,
        "family.json",
        keys: [
            "$schema", "assumed", "description", "guaranteed", "reading", "recordName", "swiftName", "tag",
            "unknownVariants", "version",
        ]
    )
    let variants = reader.choice("unknownVariants", of: UnknownVariants.self)
    var file = FamilyFile(
        source: source,
        description: reader.string("description") ?? "",
        swiftName: reader.string("swiftName"),
        recordName: reader.string("recordName") ?? "Record",
        tag: reader.string("tag"),
        guaranteed: reader.strings("guaranteed"),
        rules: [],
        assumed: reader.integer("assumed"),
        reading: reader.choice("reading", of: Reading.self),
        keepsUnknownVariants: variants.map { $0 == .keep }
    )
    for key in ["swiftName", "recordName"] {
        if let node = reader[key], let name = node.string, !isSwiftIdentifier(name) || isReservedTypeName(name) {
            reader.refuse(node, "\"\(key)\" must be a Swift name that is free: letters, digits and _, no digit first")
        }
    }
    let list = reader["version"]
    if let list, list.array == nil { reader.refuse(list, "\"version\" must be a list of rules, tried in order") }
    diagnostics += reader.diagnostics
    for node in list?.array ?? [] {
        if let rule = readRule(node, of: source, &diagnostics) { file.rules.append(rule) }
    }
    return file
}

private func readRule(
    _ node: JSONNode,
    of source: JSONSource,
    _ diagnostics: inout [Diagnostic]
) -> FamilyFile.PlacedRule? {
    let location = source.location(of: node.span.lowerBound)
    let kind = node["by"]?.string.flatMap(RuleKind.init)
    let keys: [String] =
        switch kind {
        case .header: ["by", "tag", "field"]
        case .field: ["by", "field", "values"]
        case .shape: ["by", "rules"]
        case nil: ["by", "tag", "field", "values", "rules"]
        }
    var reader = MemberReader(node, of: source, "a version rule", keys: keys)
    defer { diagnostics += reader.diagnostics }
    guard let kind else {
        reader.refuse(node["by"] ?? node, "a version rule must say \"by\": \"header\", \"field\" or \"shape\"")
        return nil
    }
    switch kind {
    case .header:
        guard let tag = reader.string("tag"), let field = reader.string("field") else {
            reader.refuse(node, "a header rule needs \"tag\" (the header's tag) and \"field\" (where the version is)")
            return nil
        }
        return .init(rule: .header(tag: tag, field: field), location: location, parts: [])
    case .field:
        guard let field = reader.string("field"), let values = reader["values"]?.members else {
            reader.refuse(node, "a field rule needs \"field\" and \"values\", such as {\"1\": \"name.v1\"}")
            return nil
        }
        var marks: [VersionRule.Mark] = []
        for member in values {
            guard let number = Int(member.key), number > 0, let value = member.value.string else {
                reader.refuse(member.value, "\"values\" must give a version number a string")
                continue
            }
            marks.append(.init(version: number, value: value))
        }
        let parts = values.map { source.location(of: $0.value.span.lowerBound) }
        return .init(rule: .field(field, marks: marks), location: location, parts: parts)
    case .shape:
        guard let list = reader["rules"]?.array else {
            reader.refuse(node, "a shape rule needs \"rules\", such as [{\"version\": 2, \"has\": [\"name\"]}]")
            return nil
        }
        var rules: [VersionRule.ShapeRule] = []
        for element in list {
            var part = MemberReader(element, of: source, "a shape", keys: ["version", "has"])
            let version = part.integer("version")
            if version == nil, part.diagnostics.isEmpty { part.refuse(element, "a shape needs its \"version\"") }
            let has = part.strings("has")
            diagnostics += part.diagnostics
            if let version { rules.append(.init(version: version, has: has)) }
        }
        let parts = list.map { source.location(of: $0.span.lowerBound) }
        return .init(rule: .shape(rules), location: location, parts: parts)
    }
}
