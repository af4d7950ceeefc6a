import JSONCore
import SchemaModel

/// How a field is stored.
enum Storage {
    /// Always there.
    case plain
    /// Missing or null is nil, whichever of the two the schema allows.
    case optional
    /// Missing, null and a value are three things.
    case presence
    /// Always the same value; nothing is stored.
    case nothing
}

extension FieldModel {
    var storage: Storage {
        if case .constant = value.kind, isRequired, !value.isNullable { return .nothing }
        // Any JSON includes null, so null needs no state of its own.
        if case .any = value.kind { return isRequired ? .plain : .optional }
        switch (isRequired, value.isNullable) {
        case (true, false): return .plain
        case (true, true), (false, false): return .optional
        case (false, true): return .presence
        }
    }

}

extension ObjectModel {
    /// Whether `{}` is all that it can be.
    var holdsNothing: Bool {
        if case .refuse = others { fields.isEmpty } else { false }
    }

    /// The name of a local variable for the field: its own, unless that is a keyword or the mechanism's.
    func local(_ field: FieldModel, inView: Bool = false) -> String {
        let name = field.swiftName
        let isTaken = [
            "c", "out", "rules", "seen", "read", "more", "values", "places", "field", "otherFields", "others",
            "otherNames",
        ].contains(name)
        if isTaken || inView && name == "line" || SwiftText.keywords.contains(name) { return free(name + "Value") }
        return name
    }

    /// The name, made longer until no field has it.
    func free(_ name: String) -> String {
        var name = name
        while fields.contains(where: { $0.swiftName == name }) { name += "Value" }
        return name
    }
}

extension AccessLevel {
    /// What stands before a declaration; internal is what Swift takes without a word.
    var prefix: String { self == .internal ? "" : rawValue + " " }
}

extension VersionEmitter {
    /// Before a declaration that is compiled where it is called and nowhere else. A module with all of its types public
    /// would otherwise bring each accessor and initialiser, of which most programs call few: a tenth of its build.
    func printExported(to out: inout CodePrinter) {
        if family.access == .public { out.line("@export(implementation)") }
    }
}

extension VersionEmitter {
    /// The Swift type of a value that is there and not null.
    func swiftType(_ kind: ValueModel.Kind) -> String {
        switch kind {
        case .any, .never, .constant, .oneOf: "JSONValue"
        case .null: "JSONNull"
        case .bool: "Bool"
        case .integer: "Int"
        case .number: "Number"
        case .string: "String"
        case .typedString(let typed): typed.swiftType
        case .array(let array) where !array.prefix.isEmpty: "[JSONValue]"
        case .array(let array): "[\(swiftType(array.element))]"
        case .dictionary(let dictionary): "Members<\(swiftType(dictionary.value))>"
        case .type(let index): reference(index)
        }
    }

    /// The Swift type of an element, where null is nil.
    func swiftType(_ value: ValueModel?) -> String {
        guard let value else { return "JSONValue" }
        if case .any = value.kind { return "JSONValue" }
        return swiftType(value.kind) + (value.isNullable ? "?" : "")
    }

    func swiftType(_ field: FieldModel) -> String {
        let type = swiftType(field.value.kind)
        return switch field.storage {
        case .plain, .nothing: type
        case .optional: type + "?"
        case .presence: "Presence<\(type)>"
        }
    }

    /// Whether the field's value must live in a box, because its type leads back to the type that holds it.
    func needsBox(_ field: FieldModel, in type: Int) -> Bool {
        guard let target = directType(field.value), recursive.contains(target), recursive.contains(type) else {
            return false
        }
        // A union that holds itself is `indirect` and needs no other box.
        if case .object = version.types[target].shape { return true }
        return false
    }
}

extension TypedString {
    var swiftType: String {
        switch self {
        case .uuid: "UUID128"
        case .dateTime: "Timestamp"
        case .date: "CalendarDate"
        case .time: "TimeOfDay"
        case .duration: "ISODuration"
        }
    }

    /// The method of both cursor and writer.
    var method: String {
        switch self {
        case .uuid: "uuid"
        case .dateTime: "timestamp"
        case .date: "date"
        case .time: "timeOfDay"
        case .duration: "duration"
        }
    }
}
