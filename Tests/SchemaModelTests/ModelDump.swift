import JSONCore
import SchemaModel

/// A type model as text that a person can compare with the schema line by line.
func dump(_ family: FamilyModel) -> String {
    var dump = ModelDump()
    dump.write(family)
    return dump.text
}

private struct ModelDump {
    var text = ""
    private var types: [TypeModel] = []

    private mutating func line(_ depth: Int, _ content: String) {
        text += String(repeating: "  ", count: depth) + content + "\n"
    }

    mutating func write(_ family: FamilyModel) {
        line(0, "family \(family.name): \(family.swiftName).\(family.recordName)")
        line(
            1,
            "\(family.access.rawValue) \(family.reading.rawValue)\(family.keepsUnknownVariants ? " keeps" : " refuses")"
        )
        if let tag = family.tag { line(1, "tag \(tag)") }
        if !family.guaranteed.isEmpty { line(1, "guaranteed \(family.guaranteed.joined(separator: ", "))") }
        for rule in family.versionRules { line(1, "told by \(rule)") }
        if family.assumedVersion != 1 { line(1, "assumed \(family.assumedVersion)") }
        for version in family.versions { write(version) }
        for migration in family.migrations { write(migration, family) }
    }

    private mutating func write(_ version: VersionModel) {
        types = version.types
        line(0, "version \(version.number) \(version.types[version.root].name)\(notes(version.documentation))")
        for type in version.types {
            switch type.shape {
            case .object(let object): write(object, type)
            case .union(let union): write(union, type)
            case .enumeration(let enumeration):
                line(1, "enum \(type.name)\(notes(type.documentation))")
                for item in enumeration.cases { line(2, "\(item.swiftName) = \(quoted(item.value))") }
            }
        }
        for residual in version.residual { line(1, "program: \(residual.keyword) at \(residual.place.pointer)") }
    }

    private mutating func write(_ object: ObjectModel, _ type: TypeModel) {
        var head = "object \(type.name)"
        switch object.others {
        case .keep: break
        case .refuse: head += " closed"
        case .values(let value, let pattern):
            head += " others \(describe(value))\(pattern.map { " named /\($0.source)/" } ?? "")"
        }
        line(1, head + bounds("properties", object.minProperties, object.maxProperties) + notes(type.documentation))
        for field in object.fields {
            var content = "\(field.swiftName) \(quoted(field.jsonName))\(field.isRequired ? "" : "?")"
            content += ": \(describe(field.value))"
            if let value = field.defaultValue { content += " default \(describe(value))" }
            if let name = field.renamedFrom { content += " was \(quoted(name))" }
            line(2, content + notes(field.documentation))
        }
    }

    private mutating func write(_ union: UnionModel, _ type: TypeModel) {
        let decision =
            switch union.decision {
            case .tag(let name): "tag \(quoted(name))"
            case .jsonType: "JSON type"
            case .inOrder: "in order"
            }
        line(1, "union \(type.name) by \(decision)\(union.keepsUnknown ? " keeps" : "")\(notes(type.documentation))")
        for item in union.cases {
            let tag = item.tagValue.isEmpty ? "" : " \(quoted(item.tagValue))"
            line(2, "\(item.swiftName)\(tag): \(describe(item.value))\(notes(item.documentation))")
        }
    }

    private mutating func write(_ migration: MigrationModel, _ family: FamilyModel) {
        line(0, "migration \(migration.from) to \(migration.to)")
        let old = family.versions[migration.from - 1].types
        let new = family.versions[migration.to - 1].types
        for step in migration.steps {
            let head = "\(old[step.old].name) to \(new[step.new].name)"
            switch step.plan {
            case .byRule(let fields):
                let steps = fields.map { field in
                    switch field {
                    case .same(let index): "\(index)"
                    case .absent: "absent"
                    case .value(let value): describe(value)
                    }
                }
                line(1, "\(head) by rule [\(steps.joined(separator: " "))]")
            case .cases(let cases):
                line(1, "\(head) case by case [\(cases.map(String.init).joined(separator: " "))]")
            case .byHand(let reasons):
                line(1, "\(head) by hand")
                for reason in reasons { line(2, reason) }
            }
        }
    }

    private func describe(_ value: ValueModel) -> String {
        describe(value.kind) + (value.isNullable ? " or null" : "")
    }

    private func describe(_ kind: ValueModel.Kind) -> String {
        switch kind {
        case .any: return "any"
        case .never: return "never"
        case .null: return "null"
        case .bool: return "bool"
        case .integer(let rules):
            var text = "integer" + bounds("", rules.minimum.map(String.init), rules.maximum.map(String.init))
            if let step = rules.multipleOf { text += " step \(step)" }
            if let allowed = rules.allowed { text += " of \(allowed)" }
            return text
        case .number(let rules):
            var text = "number" + bounds("", rules.minimum?.text, rules.maximum?.text)
            if let low = rules.exclusiveMinimum { text += " above \(low.text)" }
            if let high = rules.exclusiveMaximum { text += " below \(high.text)" }
            if let step = rules.multipleOf { text += " step \(step.text)" }
            return text
        case .string(let rules):
            var text = "string" + bounds("", rules.minLength, rules.maxLength)
            if let pattern = rules.pattern { text += " /\(pattern.source)/" }
            if let format = rules.format { text += " \(format)" }
            return text
        case .typedString(let format): return format.rawValue
        case .array(let array):
            var parts = array.prefix.map { describe($0) }
            if let element = array.element { parts.append("\(describe(element))…") }
            let unique = array.uniqueItems ? " unique" : ""
            return "[\(parts.joined(separator: ", "))]" + bounds("", array.minItems, array.maxItems) + unique
        case .dictionary(let dictionary):
            let names = dictionary.namePattern.map { " /\($0.source)/" } ?? ""
            return "[String\(names): \(describe(dictionary.value))]"
                + bounds("", dictionary.minProperties, dictionary.maxProperties)
        case .type(let index): return types[index].name
        case .constant(let value): return "constant \(describe(value))"
        case .oneOf(let values): return "one of \(values.map(describe).joined(separator: " | "))"
        }
    }

    private func describe(_ value: JSONValue) -> String {
        switch value {
        case .null: return "null"
        case .bool(let flag): return "\(flag)"
        case .number(let number): return number.text
        case .string(let text): return quoted(text)
        case .array(let elements): return "[\(elements.map(describe).joined(separator: ", "))]"
        case .object(let object):
            return "{\(object.members.map { "\(quoted($0.key)): \(describe($0.value))" }.joined(separator: ", "))}"
        }
    }

    private func notes(_ documentation: Documentation) -> String {
        var notes: [String] = []
        if let title = documentation.title { notes.append(quoted(title)) }
        if let description = documentation.description { notes.append(quoted(description)) }
        if documentation.isDeprecated { notes.append("deprecated") }
        if documentation.isReadOnly { notes.append("read-only") }
        if documentation.isWriteOnly { notes.append("write-only") }
        if !documentation.examples.isEmpty {
            notes.append("such as \(documentation.examples.map(describe).joined(separator: ", "))")
        }
        return notes.isEmpty ? "" : "  -- " + notes.joined(separator: " ")
    }

    private func quoted(_ text: String) -> String { "\"\(terminalSafe(text))\"" }

    private func bounds<Bound: CustomStringConvertible>(_ what: String, _ low: Bound?, _ high: Bound?) -> String {
        if low == nil, high == nil { return "" }
        return " \(what)\(low?.description ?? "")...\(high?.description ?? "")"
    }
}
