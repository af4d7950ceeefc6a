import JSONCore
import PatternCompiler
import SchemaModel

/// Constants that a type's reading and writing code refers to, collected while it is printed.
struct Statics {
    private(set) var declarations: [(name: String, declaration: String)] = []

    /// The name of a constant with this initial value; equal values share one.
    mutating func name(for field: String, _ suffix: String, _ value: String) -> String {
        if let same = declarations.first(where: { $0.declaration == value }) { return "Self.\(same.name)" }
        var name = field + suffix
        var count = 2
        while declarations.contains(where: { $0.name == name }) {
            name = "\(field)\(suffix)\(count)"
            count += 1
        }
        declarations.append((name, value))
        return "Self.\(name)"
    }
}

extension VersionEmitter {
    /// An expression that reads a value that is not null from the cursor `c`.
    func reading(_ kind: ValueModel.Kind, _ field: String, _ statics: inout Statics) -> String {
        switch kind {
        case .any: return "try c.value()"
        case .never: return "try c.never()"
        case .null: return "try c.jsonNull()"
        case .bool: return "try c.bool()"
        case .integer(let rules): return "try c.integer(\(arguments(rules, field, &statics)))"
        case .number(let rules):
            return "try c.number(\(bounds(rules, field, &statics) ?? ""))"
        case .string(let rules):
            let arguments = arguments(rules, field, &statics)
            return arguments.isEmpty ? "try c.string()" : "try c.string(c.text(\(arguments.joined(separator: ", "))))"
        case .typedString(let typed): return "try c.\(typed.method)()"
        case .array(let array):
            var arguments: [String] = []
            if let min = array.minItems { arguments.append("min: \(min)") }
            if let max = array.maxItems { arguments.append("max: \(max)") }
            let call = array.uniqueItems ? "uniqueArray" : "array"
            let list = arguments.isEmpty ? "" : "(\(arguments.joined(separator: ", ")))"
            let element = array.prefix.isEmpty ? array.element : ValueModel(.any)
            return "try c.\(call)\(list) \(closure(element, field, &statics))"
        case .dictionary(let dictionary):
            var arguments: [String] = []
            if let min = dictionary.minProperties { arguments.append("min: \(min)") }
            if let max = dictionary.maxProperties { arguments.append("max: \(max)") }
            if let pattern = dictionary.namePattern {
                arguments.append("names: \(patternConstant(pattern, field, &statics))")
            }
            let list = arguments.isEmpty ? "" : "(\(arguments.joined(separator: ", ")))"
            return "try c.members\(list) \(closure(dictionary.value, field, &statics))"
        case .type(let index): return "try \(qualified(index))(reading: &c)"
        case .constant(let value):
            let constant = constant(value, field, &statics)
            return "try c.value(among: [\(constant)])"
        case .oneOf(let values):
            return "try c.value(among: \(list(values, field, &statics)))"
        }
    }

    /// The same for an element, where null becomes nil.
    func reading(_ value: ValueModel?, _ field: String, _ statics: inout Statics) -> String {
        guard let value else { return "try c.never()" }
        let expression = reading(value.kind, field, &statics)
        if case .any = value.kind { return expression }
        return value.isNullable ? "c.takeNull() ? nil : \(expression)" : expression
    }

    private func closure(_ value: ValueModel?, _ field: String, _ statics: inout Statics) -> String {
        let expression = reading(value, field, &statics)
        return ClosureText.closure(
            "(c: inout JSONCursor) throws(JSONFault) -> \(swiftType(value)) in",
            expression
        )
    }

    func arguments(_ rules: IntegerRules, _ field: String, _ statics: inout Statics) -> String {
        if let allowed = rules.allowed {
            let values = "[\(allowed.map(String.init).joined(separator: ", "))] as [Int64]"
            return "among: \(statics.name(for: field, "Values", values))"
        }
        var arguments: [String] = []
        if let min = rules.minimum { arguments.append("min: \(min)") }
        if let max = rules.maximum { arguments.append("max: \(max)") }
        if let divisor = rules.multipleOf { arguments.append("multipleOf: \(divisor)") }
        return arguments.joined(separator: ", ")
    }

    func bounds(_ rules: NumberRules, _ field: String, _ statics: inout Statics) -> String? {
        var arguments: [String] = []
        for (label, bound) in [
            ("minimum", rules.minimum), ("maximum", rules.maximum), ("exclusiveMinimum", rules.exclusiveMinimum),
            ("exclusiveMaximum", rules.exclusiveMaximum), ("multipleOf", rules.multipleOf),
        ] {
            if let bound { arguments.append("\(label): \(SwiftText.literal(bound.text))") }
        }
        if arguments.isEmpty { return nil }
        return statics.name(for: field, "Bounds", "NumberBounds(\(arguments.joined(separator: ", ")))")
    }

    func arguments(_ rules: StringRules, _ field: String, _ statics: inout Statics) -> [String] {
        if rules.minLength == nil, rules.maxLength == nil, rules.format == nil, let pattern = rules.pattern,
            let count = lowerHexCount(pattern.source)
        {
            return ["lowerHex: \(count)"]
        }
        var arguments: [String] = []
        let hasRule = rules.pattern != nil || rules.format != nil
        if let min = rules.minLength { arguments.append("min: \(min)") }
        if let max = rules.maxLength { arguments.append("max: \(max)") }
        if !hasRule, arguments.count == 1 {
            arguments = ["min: \(rules.minLength ?? 0)", "max: \(rules.maxLength.map(String.init) ?? ".max")"]
        }
        if let pattern = rules.pattern { arguments.append("pattern: \(patternConstant(pattern, field, &statics))") }
        if let format = rules.format, let known = StringFormat(rawValue: format) {
            arguments.append("format: .\(known)")
        }
        return arguments
    }

    func patternConstant(_ pattern: PatternModel, _ field: String, _ statics: inout Statics) -> String {
        // The stage before has refused patterns that do not compile.
        let table = (try? compilePattern(pattern.source))?.serialized ?? ""
        return statics.name(for: field, "Pattern", "Pattern(table: \(SwiftText.literal(table)))")
    }

    func constant(_ value: JSONValue, _ field: String, _ statics: inout Statics) -> String {
        statics.name(for: field, "Constant", jsonLiteral(value))
    }

    func list(_ values: [JSONValue], _ field: String, _ statics: inout Statics) -> String {
        statics.name(for: field, "Values", "[\(values.map(jsonLiteral).joined(separator: ", "))]")
    }

    /// A `JSONValue` as Swift text.
    func jsonLiteral(_ value: JSONValue) -> String {
        switch value {
        case .null: "JSONValue.null"
        case .bool(let flag): "JSONValue.bool(\(flag))"
        case .number, .array, .object: "JSONValue(literal: \(SwiftText.literal(value.jsonText)))"
        case .string(let text): "JSONValue.string(\(SwiftText.literal(text)))"
        }
    }

    /// The count of a pattern that means exactly so many lower-case hexadecimal digits.
    private func lowerHexCount(_ source: String) -> Int? {
        for opening in ["^[a-f0-9]{", "^[0-9a-f]{"] where source.hasPrefix(opening) && source.hasSuffix("}$") {
            return Int(source.dropFirst(opening.count).dropLast(2))
        }
        return nil
    }
}
