import JSONCore
import SchemaModel

/// The rules that a field's value must keep, as a person says them.
func rulesInWords(_ field: FieldModel) -> [String] {
    var rules = rulesInWords(field.value.kind)
    if let value = field.defaultValue { rules.append("Absent means \(SwiftText.code(value.jsonText)).") }
    return rules
}

private func rulesInWords(_ kind: ValueModel.Kind) -> [String] {
    switch kind {
    case .string(let string):
        return [
            range(string.minLength, string.maxLength, "character"),
            string.pattern.map { "Matches \(SwiftText.code($0.source))." },
            string.format.map { "Format \(SwiftText.code($0))." },
        ].compactMap(\.self)
    case .integer(let integer):
        if let allowed = integer.allowed { return ["One of \(allowed.map(String.init).joined(separator: ", "))."] }
        var rules: [String] = []
        switch (integer.minimum, integer.maximum) {
        case (0, nil): rules.append("Never negative.")
        case (let minimum?, let maximum?): rules.append("\(minimum) to \(maximum).")
        case (let minimum?, nil): rules.append("At least \(minimum).")
        case (nil, let maximum?): rules.append("At most \(maximum).")
        case (nil, nil): break
        }
        if let divisor = integer.multipleOf { rules.append("A multiple of \(divisor).") }
        return rules
    case .number(let number):
        return [
            number.minimum.map { $0 == JSONNumber(Int64(0)) ? "Never negative." : "At least \($0.text)." },
            number.exclusiveMinimum.map { "More than \($0.text)." },
            number.maximum.map { "At most \($0.text)." },
            number.exclusiveMaximum.map { "Less than \($0.text)." },
            number.multipleOf.map { "A multiple of \($0.text)." },
        ].compactMap(\.self)
    case .array(let array):
        return [range(array.minItems, array.maxItems, "element"), array.uniqueItems ? "No element twice." : nil]
            .compactMap(\.self)
    case .dictionary(let dictionary):
        return [
            range(dictionary.minProperties, dictionary.maxProperties, "member"),
            dictionary.namePattern.map { "Names match \(SwiftText.code($0.source))." },
        ].compactMap(\.self)
    case .constant(let value): return ["Always \(SwiftText.code(value.jsonText)) where it is there."]
    case .oneOf(let values):
        return ["One of \(values.map { SwiftText.code($0.jsonText) }.joined(separator: ", "))."]
    case .never: return ["No value is valid."]
    case .any, .null, .bool, .typedString, .type: return []
    }
}

private func range(_ min: Int?, _ max: Int?, _ unit: String) -> String? {
    switch (min ?? 0, max) {
    case (0, nil): nil
    case (0, let max?): "At most \(max) \(unit)\(max == 1 ? "" : "s")."
    case (1, nil): "Never empty."
    case (let min, nil): "At least \(min) \(unit)s."
    case (let min, let max?) where min == max: "Exactly \(min) \(unit)\(min == 1 ? "" : "s")."
    case (let min, let max?): "\(min) to \(max) \(unit)s."
    }
}
