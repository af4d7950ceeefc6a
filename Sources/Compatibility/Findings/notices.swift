import JSONCore
import SchemaDocuments

/// What changes without any value being refused: fields that were renamed, defaults that differ.
func notices(
    _ old: SchemaNode.ID,
    _ new: SchemaNode.ID,
    _ graph: SchemaGraph,
    besides findings: [Finding]
) -> [Finding] {
    var found: [Finding] = []
    for pair in alignedObjects(old, new, graph) {
        for field in pair.old.fields {
            guard let other = pair.new.field(field.name) else { continue }
            found += defaultNotice(field, other, pair, graph)
        }
        found += renameNotices(pair, graph)
    }
    return found
}

private func defaultNotice(
    _ old: AlignedObject.Field,
    _ new: AlignedObject.Field,
    _ pair: AlignedPair,
    _ graph: SchemaGraph
) -> [Finding] {
    let (before, oldPlace) = graph.defaultValue(of: old.node)
    let (after, newPlace) = graph.defaultValue(of: new.node)
    guard before != after else { return [] }
    return [
        Finding(
            rule: "compat-default-changed",
            severity: .warning,
            direction: .backward,
            old: graph.place(Spot(oldPlace, "default")),
            new: graph.place(Spot(newPlace, "default")),
            message: "the default of \"\(pair.subject(old.name))\" changed "
                + "\(before?.compactText ?? "none") → \(after?.compactText ?? "none"): "
                + "old records without the field mean something else now",
            isBreak: false,
            subject: pair.subject(old.name)
        )
    ]
}

extension SchemaGraph {
    /// What a field means that is not there, as its schema says it or one that it refers to, and which one does.
    fileprivate func defaultValue(of id: SchemaNode.ID) -> (JSONValue?, SchemaNode.ID) {
        for place in inPlaceChain(of: id) {
            if let value = nodes[place].defaultValue { return (value, place) }
        }
        return (nil, id)
    }
}

private func renameNotices(_ pair: AlignedPair, _ graph: SchemaGraph) -> [Finding] {
    let gone = pair.old.fields.filter { pair.new.field($0.name) == nil }
    let added = pair.new.fields.filter { pair.old.field($0.name) == nil }
    var found: [Finding] = []
    for field in gone {
        let declared = added.first { graph[$0.node].renamedFrom.map { sameBytes($0, field.name) } ?? false }
        let isOptional = !pair.old.requires(field.name)
        let guessed = added.first {
            isOptional && !pair.new.requires($0.name) && areSimilar($0.name, field.name)
                && haveSameType($0.node, field.node, graph)
        }
        guard let other = declared ?? guessed else { continue }
        let isDeclared = declared != nil
        let how = isDeclared ? "is declared to be called" : "seems to be called"
        found.append(
            Finding(
                rule: "compat-field-renamed",
                severity: isDeclared ? .error : .warning,
                direction: .backward,
                old: graph.place(Spot(field.node)),
                new: graph.place(Spot(other.node)),
                message: "\"\(pair.subject(field.name))\" \(how) \"\(other.name)\" now: readers lose what was written "
                    + "under the old name",
                isBreak: false,
                subject: pair.subject(field.name)
            )
        )
    }
    return found
}

private func haveSameType(_ a: SchemaNode.ID, _ b: SchemaNode.ID, _ graph: SchemaGraph) -> Bool {
    graph.firstAnswer(from: a) { $0.types } == graph.firstAnswer(from: b) { $0.types }
}

/// Whether two names differ in spelling only, or by a letter or two: `jobID` and `job_id`, `colour` and `color`.
func areSimilar(_ a: String, _ b: String) -> Bool {
    func letters(_ name: String) -> [UInt8] {
        name.lowercased().utf8.filter { $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: "-") }
    }
    let left = letters(a)
    let right = letters(b)
    if left == right { return true }
    let shorter = min(left.count, right.count)
    if shorter < 4 { return false }
    return distance(left, right) <= shorter / 4
}

private func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    let a = a.prefix(64)
    let b = Array(b.prefix(64))
    var row = Array(0...b.count)
    for (i, left) in a.enumerated() {
        var diagonal = row[0]
        row[0] = i + 1
        for j in b.indices {
            let cost = min(row[j] + 1, row[j + 1] + 1, diagonal + (left == b[j] ? 0 : 1))
            diagonal = row[j + 1]
            row[j + 1] = cost
        }
    }
    return row[b.count]
}
