import JSONCore
import PatternCompiler
import SchemaModel

/// Constants that a type's reading and writing code refers to, collected while it is printed.
struct Statics {
    private var declarations: [Declaration] = []
    private var functions: [(name: String, lines: [CheckLine])] = []
    /// Constants of the type itself, for its view.
    private var borrowed: (declarations: [Declaration], owner: String) = ([], "")
    /// Names that other members have.
    private var taken: Set<String>

    private struct Declaration {
        var name: String
        var opening: String
        var items: [String]
        var closing: String
    }

    init(taken: Set<String> = []) {
        self.taken = taken
    }

    init(borrowing other: Statics, of owner: String) {
        self.init()
        borrowed = (other.declarations, owner)
    }

    var isEmpty: Bool { declarations.isEmpty && functions.isEmpty }

    /// The name of a constant with this initial value; equal values share one.
    mutating func name(
        for field: String,
        _ suffix: String,
        _ opening: String,
        _ items: [String] = [],
        _ closing: String = ""
    ) -> String {
        if let same = borrowed.declarations.first(where: { $0.opening == opening && $0.items == items }) {
            return "\(borrowed.owner).\(same.name)"
        }
        if let same = declarations.first(where: { $0.opening == opening && $0.items == items }) {
            return "Self.\(same.name)"
        }
        let name = free(field + suffix)
        declarations.append(Declaration(name: name, opening: opening, items: items, closing: closing))
        return "Self.\(name)"
    }

    /// The same for a function of a cursor and an index.
    mutating func function(for field: String, _ lines: [CheckLine]) -> String {
        if let same = functions.first(where: { $0.lines == lines }) { return "Self.\(same.name)" }
        let name = free("check" + field.prefix(1).uppercased() + field.dropFirst())
        functions.append((name, lines))
        return "Self.\(name)"
    }

    private mutating func free(_ wish: String) -> String {
        var name = wish
        var count = 2
        while !taken.insert(name).inserted {
            name = "\(wish)\(count)"
            count += 1
        }
        return name
    }

    func print(to out: inout CodePrinter, _ access: String = "private") {
        for constant in declarations {
            out.list("\(access) static let \(constant.name)\(constant.opening)", constant.items, constant.closing)
        }
        for (index, function) in functions.enumerated() {
            if index > 0 || !declarations.isEmpty { out.line() }
            out.block(
                "private static func \(function.name)(_ c: inout JSONCursor, _ index: Int) throws(JSONFault)"
            ) { out in
                out.line("switch index {")
                for line in function.lines { out.labelled(line.label, line.statement) }
                out.line("}")
            }
        }
    }
}

/// What holds for the element with one index.
struct CheckLine: Equatable {
    var label: String
    var statement: String
}

/// An optional expression: nil where null stands.
func orNull(_ expression: String, of type: String) -> String {
    // Swift wants `try` before the whole choice.
    if ClosureText.split(expression) != nil {
        let signature = "(c: inout JSONCursor) throws(JSONFault) -> \(type) in"
        return "try c.orNull \(ClosureText.closure(signature, expression))"
    }
    return expression.hasPrefix("try ")
        ? "try c.takeNull() ? nil : \(expression.dropFirst(4))" : "c.takeNull() ? nil : \(expression)"
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
            if !array.prefix.isEmpty {
                if array.uniqueItems { arguments.append("unique: true") }
                arguments.append(elementCheck(array, field, &statics))
                return "try c.tuple(\(arguments.joined(separator: ", ")))"
            }
            if !array.uniqueItems, let method = plainArrayMethod(array.element) {
                return "try c.\(method)(\(arguments.joined(separator: ", ")))"
            }
            let call = array.uniqueItems ? "uniqueArray" : "array"
            let list = arguments.isEmpty ? "" : "(\(arguments.joined(separator: ", ")))"
            return "try c.\(call)\(list) \(closure(array.element, field, &statics))"
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

    /// The method that reads an array of such elements, where they have no rules and there is one.
    func plainArrayMethod(_ element: ValueModel?) -> String? {
        guard let element, !element.isNullable || element.isAny else { return nil }
        var none = Statics()
        switch element.kind {
        case .any: return "values"
        case .string(let rules): return arguments(rules, "", &none).isEmpty ? "strings" : nil
        case .integer(let rules): return arguments(rules, "", &none).isEmpty ? "integers" : nil
        case .number(let rules): return bounds(rules, "", &none) == nil ? "numbers" : nil
        case .typedString(.uuid): return "uuids"
        case .typedString(.dateTime): return "timestamps"
        default: return nil
        }
    }

    /// The same for a kind without rules, which needs no constants.
    func reading(_ kind: ValueModel.Kind) -> String {
        var statics = Statics()
        return reading(kind, "", &statics)
    }

    /// The same for an element, where null becomes nil.
    func reading(_ value: ValueModel?, _ field: String, _ statics: inout Statics) -> String {
        guard let value else { return "try c.never()" }
        let expression = reading(value.kind, field, &statics)
        if case .any = value.kind { return expression }
        return value.isNullable ? orNull(expression, of: swiftType(value.kind)) : expression
    }

    /// The name of a function that checks the element with an index, where the first ones have rules of their own.
    func elementCheck(_ array: ArrayModel, _ field: String, _ statics: inout Statics) -> String {
        func check(_ value: ValueModel?) -> String {
            if case .any = value?.kind { return "try c.skipValue()" }
            let expression = reading(value, field, &statics)
            guard let value, value.isNullable else { return "_ = \(expression)" }
            return "if !c.takeNull() { _ = \(reading(value.kind, field, &statics)) }"
        }
        var lines = array.prefix.enumerated().map { CheckLine(label: "case \($0):", statement: check($1)) }
        lines.append(CheckLine(label: "default:", statement: check(array.element)))
        return statics.function(for: field, lines)
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
            return "among: \(statics.name(for: field, "Values", ": [Int64] = [", allowed.map(String.init), "]"))"
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
        return statics.name(for: field, "Bounds", " = NumberBounds(", arguments, ")")
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
        return statics.name(for: field, "Pattern", " = Pattern(", ["table: " + SwiftText.literal(table)], ")")
    }

    func constant(_ value: JSONValue, _ field: String, _ statics: inout Statics) -> String {
        statics.name(for: field, "Constant", " = " + jsonLiteral(value))
    }

    func list(_ values: [JSONValue], _ field: String, _ statics: inout Statics) -> String {
        statics.name(for: field, "Values", " = [", values.map(jsonLiteral), "]")
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
            let count = source.dropFirst(opening.count).dropLast(2)
            return count.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(count) : nil
        }
        return nil
    }
}

extension ValueModel {
    var isAny: Bool {
        if case .any = kind { true } else { false }
    }
}
