import JSONCore
import SchemaDocuments

/// Every version needs a mark on the wire that no other version has.
func checkMarks(of family: LinkedFamily, _ diagnostics: inout [Diagnostic]) {
    let file = family.folder.file
    let known = family.folder.versions.map(\.number)
    func report(_ id: String, _ location: SourceLocation, _ message: String) {
        diagnostics.append(Diagnostic(.error, id, path: file.source.path, at: location, message))
    }
    let start = SourceLocation(line: 1, column: 1)
    if file.rules.isEmpty, known.count > 1 {
        report(
            "schema-mark-duplicate",
            start,
            "nothing tells versions 1 to \(known.count) apart: add \"version\" with a header, field or shape rule"
        )
    }
    if let assumed = file.assumed, !known.contains(assumed) {
        report("schema-identity", start, "\"assumed\" names version \(assumed), which has no file")
    }
    for placed in file.rules {
        func place(_ index: Int) -> SourceLocation {
            placed.parts.indices.contains(index) ? placed.parts[index] : placed.location
        }
        switch placed.rule {
        case .header(_, let field):
            checkConstants(of: field, in: family, &diagnostics)
        case .field(let field, let marks):
            var first: [String: Int] = [:]
            for (index, mark) in marks.enumerated() {
                if let other = first[mark.value] {
                    report(
                        "schema-mark-duplicate",
                        place(index),
                        "versions \(other) and \(mark.version) have the same mark \"\(mark.value)\": a reader could not "
                            + "tell them apart, so give each its own"
                    )
                } else {
                    first[mark.value] = mark.version
                }
                if !known.contains(mark.version) {
                    report("schema-identity", place(index), "version \(mark.version) has a mark and no file")
                }
            }
            for number in known where !marks.contains(where: { $0.version == number }) {
                report("schema-identity", placed.location, "version \(number) has no mark under \"values\": add one")
            }
            checkConstants(of: field, in: family, &diagnostics)
            checkAgreement(of: field, marks, in: family, &diagnostics)
        case .shape(let rules):
            var first: [[String]: Int] = [:]
            for (index, rule) in rules.enumerated() {
                let names = rule.has.sorted()
                if let other = first[names] {
                    report(
                        "schema-mark-duplicate",
                        place(index),
                        "versions \(other) and \(rule.version) are told by the same fields: the later rule never decides"
                    )
                } else {
                    first[names] = rule.version
                    // The first rule whose fields are all there decides.
                    let earlier = rules[..<index].first {
                        $0.version != rule.version && Set($0.has).isSubset(of: names)
                    }
                    if let earlier {
                        report(
                            "schema-mark-duplicate",
                            place(index),
                            "what tells version \(rule.version) tells version \(earlier.version) before: put the rule "
                                + "with more fields first"
                        )
                    }
                }
                if !known.contains(rule.version) {
                    report("schema-identity", place(index), "version \(rule.version) has a shape and no file")
                }
            }
            // With other rules beside it, one of those may tell the version.
            for number in known where file.rules.count == 1 && !rules.contains(where: { $0.version == number }) {
                report("schema-identity", placed.location, "version \(number) has no shape under \"rules\": add one")
            }
        }
    }
}

/// The schemas of two versions that both fix the field to the same value.
private func checkConstants(of field: String, in family: LinkedFamily, _ diagnostics: inout [Diagnostic]) {
    var first: [JSONValue: Spot] = [:]
    for root in family.roots {
        for spot in constants(of: field, in: root) {
            guard let other = first[spot.node.value] else {
                first[spot.node.value] = spot
                continue
            }
            if other.position.document === spot.position.document { continue }
            diagnostics.append(
                spot.diagnostic(
                    .error,
                    "schema-mark-duplicate",
                    "this version has the same mark in \"\(field)\" as another: give each version its own",
                    notes: [other.note("the other is here")]
                )
            )
        }
    }
}

private func checkAgreement(
    of field: String,
    _ marks: [VersionRule.Mark],
    in family: LinkedFamily,
    _ diagnostics: inout [Diagnostic]
) {
    for (version, root) in zip(family.folder.versions, family.roots) {
        guard let mark = marks.first(where: { $0.version == version.number }) else { continue }
        for spot in constants(of: field, in: root) where spot.node.value != .string(mark.value) {
            diagnostics.append(
                spot.diagnostic(
                    .error,
                    "schema-identity",
                    "family.json gives version \(version.number) the mark \"\(mark.value)\", and the schema says "
                        + "otherwise: make them agree"
                )
            )
        }
    }
}

/// `const` of a property at the root of a version or in one of its variants' own definitions.
private func constants(of field: String, in root: SchemaPosition) -> [Spot] {
    var holders = [root]
    for keyword in ["$defs", "definitions"] { holders += root.children(inMap: keyword).map(\.position) }
    for keyword in ["oneOf", "anyOf", "allOf"] { holders += root.children(inList: keyword) }
    return holders.compactMap { holder in
        guard let property = holder["properties"]?[field], let value = property["const"] else { return nil }
        return Spot(holder.descending(to: property, by: "properties", field), "const", value)
    }
}
