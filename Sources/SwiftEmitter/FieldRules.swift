import JSONCore
import SchemaModel

extension ObjectModel {
    /// Whether its fields are read by a table of rules, which holds so many. An object with more has code of its own
    /// for each field.
    var hasRules: Bool { fields.count <= 64 && !holdsNothing }

    /// The table of the fields' names, as the object's own code calls it.
    var namesTable: String { hasRules ? "Self.rules.names" : "Self.names" }

    /// What the table says of other members.
    var othersOfRules: String {
        switch others {
        case .keep: ""
        case .values: ", others: .typed"
        case .refuse: ", others: .refused"
        }
    }

    /// How many fields the room has that their values are kept in until the object was read: of the sizes that there
    /// are, the smallest.
    var roomSize: Int { [4, 8, 12, 16, 24, 32].first { $0 >= fields.count } ?? 64 }
}

extension VersionEmitter {
    /// The rule by which a field is read, as a call of `FieldRules`; `other` where no rule says all.
    func rule(_ field: FieldModel) -> (method: String, arguments: [String], isOther: Bool) {
        let name = SwiftText.literal(field.jsonName)
        let required = field.isRequired ? [] : ["required: false"]
        let flags = required + (field.value.isNullable ? ["nullable: true"] : [])
        func call(_ method: String, _ arguments: [String] = []) -> (String, [String], Bool) {
            (method, [name] + arguments + flags, false)
        }
        switch field.value.kind {
        case .constant(.string(let text)) where field.storage == .nothing:
            return ("constant", [name, SwiftText.literal(text)], false)
        case .bool: return call("bool")
        case .integer(let rules) where rules.allowed == nil && rules.multipleOf == nil:
            let min = rules.minimum.map { ["min: \($0)"] } ?? []
            let max = rules.maximum.map { ["max: \($0)"] } ?? []
            return call("integer", min + max)
        case .number(let rules):
            var none = Statics()
            if bounds(rules, "", &none) == nil { return call("number") }
        case .string(let rules):
            var none = Statics()
            let arguments = arguments(rules, "", &none)
            if arguments.isEmpty { return call("text") }
            if arguments.first?.hasPrefix("lowerHex") == true || rules.pattern == nil && rules.format == nil {
                return call("text", arguments)
            }
        case .typedString(.uuid): return call("uuid")
        case .typedString(.dateTime): return call("timestamp")
        default: break
        }
        return ("other", [name] + required, true)
    }

    /// The table of an object's fields.
    func printRules(_ object: ObjectModel, _ index: Int, to out: inout CodePrinter) {
        let type = SwiftText.literal(version.types[index].name)
        let opening = "fileprivate static let rules = ObjectRules(of: \(type)\(object.othersOfRules)) {"
        if object.fields.isEmpty { return out.line("\(opening) _ in }") }
        out.line("\(opening) fields in")
        out.indented { out in
            for field in object.fields {
                let rule = rule(field)
                out.list("fields.\(rule.method)(", rule.arguments, ")")
            }
        }
        out.line("}")
    }

    /// Whether values of this kind are kept by index, in two words, until the whole object was read.
    func isKeptByIndex(_ field: FieldModel, in object: ObjectModel) -> Bool {
        guard object.hasRules else { return false }
        return switch field.value.kind {
        case .bool, .integer, .number, .string, .typedString(.uuid), .typedString(.dateTime): true
        default: false
        }
    }

    /// Statements that read a value by code and keep it by index.
    func keepingStatement(_ field: FieldModel, _ index: Int, _ statics: inout Statics) -> String {
        let value: String
        switch field.value.kind {
        case .string(let rules):
            value = "try c.text(\(arguments(rules, field.swiftName, &statics).joined(separator: ", ")))"
        case .number: value = "at: c.offset, \(reading(field.value.kind, field.swiftName, &statics))"
        default: value = reading(field.value.kind, field.swiftName, &statics)
        }
        let statement = "values.s\(index) = FieldValue(\(value))"
        return field.value.isNullable ? "if !c.takeNull(\(index), &read) { \(statement) }" : statement
    }

    /// The field's value, of what was kept.
    func keptValue(_ field: FieldModel, _ index: Int) -> String {
        let kept = "values.s\(index)"
        // Of each kind, how a value is made that is there, and one that may be missing.
        let (value, optional) =
            switch field.value.kind {
            case .bool: ("\(kept).isTrue", "\(kept).optionalBool")
            case .integer: ("\(kept).integer", "\(kept).optionalInteger")
            case .typedString(.uuid): ("\(kept).uuid", "read.has(\(index)) ? \(kept).uuid : nil")
            case .typedString(.dateTime): ("c.timestamp(\(kept))", "c.optionalTimestamp(\(kept))")
            case .number: ("c.number(\(kept))", "c.optionalNumber(\(kept))")
            default: ("c.string(\(kept))", "c.optionalString(\(kept))")
            }
        return stored(value, optional: optional, field, index)
    }

    /// A value with its absence.
    func stored(_ value: String, optional: String, _ field: FieldModel, _ index: Int) -> String {
        switch field.storage {
        case .plain, .nothing: value
        case .optional: optional
        case .presence: "Presence(\(optional), orNull: read.isNull(\(index)))"
        }
    }
}
