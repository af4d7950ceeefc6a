import JSONCore
import SchemaModel

extension ObjectModel {
    /// Whether its fields are read by a table of rules, which holds so many. An object with more has code of its own
    /// for each field.
    var hasRules: Bool { fields.count <= 64 && !holdsNothing }

    /// The table of the fields' names, as the object's own code calls it.
    var namesTable: String { hasRules ? "Self.rules.names" : "Self.names" }

    /// How many fields the room has that their values are kept in until the object was read: of the sizes that there
    /// are, the smallest.
    var roomSize: Int { [8, 16, 32].first { $0 >= fields.count } ?? 64 }
}

extension VersionEmitter {
    /// The rule by which a field is read, as an argument of `ObjectRules`; `other` where no rule says all.
    func rule(_ field: FieldModel) -> (text: String, isOther: Bool) {
        let name = SwiftText.literal(field.jsonName)
        let required = field.isRequired ? "" : ", required: false"
        let flags = required + (field.value.isNullable ? ", nullable: true" : "")
        switch field.value.kind {
        case .constant(.string(let text)) where field.storage == .nothing:
            return (".constant(\(name), \(SwiftText.literal(text)))", false)
        case .bool: return (".bool(\(name)\(flags))", false)
        case .integer(let rules) where rules.allowed == nil && rules.multipleOf == nil:
            let min = rules.minimum.map { ", min: \($0)" } ?? ""
            let max = rules.maximum.map { ", max: \($0)" } ?? ""
            return (".integer(\(name)\(min)\(max)\(flags))", false)
        case .number(let rules):
            var none = Statics()
            if bounds(rules, "", &none) == nil { return (".number(\(name)\(flags))", false) }
        case .string(let rules):
            var none = Statics()
            let arguments = arguments(rules, "", &none)
            if arguments.isEmpty { return (".text(\(name)\(flags))", false) }
            if arguments.first?.hasPrefix("lowerHex") == true || rules.pattern == nil && rules.format == nil {
                return (".text(\(name), \(arguments.joined(separator: ", "))\(flags))", false)
            }
        case .typedString(.uuid): return (".uuid(\(name)\(flags))", false)
        case .typedString(.dateTime): return (".timestamp(\(name)\(flags))", false)
        default: break
        }
        return (".other(\(name)\(required))", true)
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
        let value =
            switch field.value.kind {
            case .bool: "\(kept).isTrue"
            case .integer: "\(kept).integer"
            case .typedString(.uuid): "\(kept).uuid"
            case .typedString(.dateTime): "c.timestamp(\(kept))"
            case .number: "c.number(\(kept))"
            default: "c.string(\(kept))"
            }
        return stored(value, field, index)
    }

    /// The same value with its absence.
    func stored(_ value: String, _ field: FieldModel, _ index: Int) -> String {
        switch field.storage {
        case .plain, .nothing: value
        case .optional: "read.has(\(index)) ? \(value) : nil"
        case .presence: "read.isNull(\(index)) ? .null : read.has(\(index)) ? .value(\(value)) : .absent"
        }
    }
}
