import JSONCore
import SchemaDocuments

/// What family.json says about the fields of its records must be so in every version.
func checkFamilyFile(_ file: FamilyFile, against version: VersionModel, _ diagnostics: inout [Diagnostic]) {
    let objects = version.records
    for name in file.guaranteed
    where objects.contains(where: { !$0.object.fields.contains { sameBytes($0.jsonName, name) && $0.isRequired } }) {
        diagnostics.append(
            Diagnostic(
                .error,
                "schema-identity",
                path: version.place.path,
                at: version.place.location,
                "family.json guarantees \"\(name)\", and version \(version.number) does not require it: add it to "
                    + "\"required\" or take it off the list"
            )
        )
    }
    func report(_ location: SourceLocation, _ message: String) {
        diagnostics.append(Diagnostic(.error, "schema-identity", path: file.source.path, at: location, message))
    }
    for placed in file.rules {
        switch placed.rule {
        case .header(let tag, let field):
            guard let header = objects.first(where: { sameBytes($0.tag, tag) }) else {
                report(placed.location, "version \(version.number) has no variant \"\(tag)\" to be the header")
                continue
            }
            if !header.object.fields.contains(where: { sameBytes($0.jsonName, field) && $0.isRequired }) {
                report(
                    placed.location,
                    "the header \"\(tag)\" of version \(version.number) does not require \"\(field)\": a reader needs "
                        + "it to tell the version"
                )
            }
        case .field(let field, let marks):
            let mark = marks.first { $0.version == version.number }?.value
            if let mark, let free = objects.first(where: { !$0.object.fixes(field, to: mark) }) {
                let what = free.tag.isEmpty ? "" : ", in \"\(free.tag)\","
                report(
                    placed.location,
                    "version \(version.number) does not fix \"\(field)\"\(what) to \"\(mark)\": give it that const, "
                        + "or a record could say that it is of another version"
                )
            } else if objects.contains(where: {
                !$0.object.fields.contains { sameBytes($0.jsonName, field) && $0.isRequired }
            }
            ) {
                report(
                    placed.location,
                    "version \(version.number) does not require \"\(field)\": a reader needs it to tell the version"
                )
            }
        case .shape(let rules):
            for (index, rule) in rules.enumerated() where rule.version == version.number {
                for name in rule.has where !objects.contains(where: { version.declares(name, in: $0.object) }) {
                    let location = placed.parts.indices.contains(index) ? placed.parts[index] : placed.location
                    report(location, "version \(version.number) is told by \"\(name)\", which it does not declare")
                }
            }
        }
    }
}

extension ObjectModel {
    /// Whether each record has this string in the field; true where there is no such field, which is told elsewhere.
    fileprivate func fixes(_ field: String, to mark: String) -> Bool {
        guard let found = fields.first(where: { sameBytes($0.jsonName, field) }), found.isRequired else { return true }
        return found.fixedValue == .string(mark)
    }
}

extension VersionModel {
    /// The record's object types with their tags, the empty one where there are no variants.
    fileprivate var records: [(tag: String, object: ObjectModel)] {
        guard types.indices.contains(root) else { return [] }
        switch types[root].shape {
        case .object(let object): return [("", object)]
        case .union(let union):
            return union.cases.compactMap { item in object(of: item.value).map { (item.tagValue, $0) } }
        case .enumeration: return []
        }
    }

    /// A name, or a JSON pointer through declared fields.
    fileprivate func declares(_ name: String, in object: ObjectModel) -> Bool {
        var tokens = name.hasPrefix("/") ? JSONPointer(name)?.tokens ?? [name] : [name]
        let first = tokens.removeFirst()
        guard let field = object.fields.first(where: { sameBytes($0.jsonName, first) }) else {
            if case .values = object.others { return true }
            return false
        }
        if tokens.isEmpty { return true }
        return self.object(of: field.value).map { declares(JSONPointer(tokens).description, in: $0) } ?? false
    }

    private func object(of value: ValueModel) -> ObjectModel? {
        guard case .type(let index) = value.kind, types.indices.contains(index),
            case .object(let object) = types[index].shape
        else { return nil }
        return object
    }
}
