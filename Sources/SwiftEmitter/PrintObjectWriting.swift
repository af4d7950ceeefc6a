import JSONCore
import SchemaModel

extension VersionEmitter {
    func printWriting(_ object: ObjectModel, _ index: Int, _ statics: inout Statics, to out: inout CodePrinter) {
        var constants = statics
        out.block("\(access)func write(to out: inout JSONWriter) throws(RecordViolation)") { out in
            if object.hasRules, !object.fields.isEmpty { out.line("let rules = Self.rules.rows") }
            let tagged = object.fields.first.map { isConstantByRule($0, of: object) } ?? false
            out.line(tagged ? "out.beginObject(rules[0])" : "out.beginObject()")
            for (position, field) in object.fields.enumerated() where position > 0 || !tagged {
                printWriting(field, position, of: object, index, &constants, to: &out)
            }
            printEnd(object, index, &constants, to: &out)
        }
        statics = constants
    }

    private func printWriting(
        _ field: FieldModel,
        _ position: Int,
        of object: ObjectModel,
        _ index: Int,
        _ statics: inout Statics,
        to out: inout CodePrinter
    ) {
        let row = "rules[\(position)]"
        let naming =
            object.hasRules
            ? "out.name(\(row))" : "out.name(\(SwiftText.literal(JSONValue.string(field.jsonName).jsonText + ":")))"
        if field.storage == .nothing, case .constant(let value) = field.value.kind {
            if isConstantByRule(field, of: object) { return out.line("out.constant(\(row))") }
            out.line(naming)
            return out.line("out.raw(\(SwiftText.literal(value.jsonText)))")
        }
        // Inside of `write(to out:)` a field with the name of a parameter or a local is hidden by it.
        let isHidden = ["out", "rules"].contains(field.swiftName)
        let name = (isHidden ? "self." : "") + SwiftText.identifier(field.swiftName)
        if object.hasRules, !rule(field).isOther {
            return out.line("out.field(\(name), \(row))")
        }
        let place = SwiftText.literal("\(version.types[index].name).\(field.jsonName)")
        let local = object.local(field)
        func value(_ name: String, to out: inout CodePrinter) {
            out.statement(writing(field.value.kind, name, place, field.swiftName, &statics))
        }
        switch field.storage {
        case .nothing: break
        case .plain:
            out.line(naming)
            value(name, to: &out)
        case .optional where field.isRequired:
            out.line(naming)
            out.block("if let \(binding(name, to: local))", closing: "} else {") { value(local, to: &$0) }
            out.indented { $0.line("out.null()") }
            out.line("}")
        case .optional:
            let condition =
                if case .null = field.value.kind { "\(name) != nil" } else { "let \(binding(name, to: local))" }
            out.block("if \(condition)") { out in
                out.line(naming)
                value(local, to: &out)
            }
        case .presence:
            out.line("switch \(name) {")
            out.line("case .absent: break")
            out.line("case .null:")
            out.indented { out in
                out.line(naming)
                out.line("out.null()")
            }
            // Of null there is one, which is written without a look at it.
            if case .null = field.value.kind {
                out.line("case .value:")
            } else {
                out.line("case .value(let \(local)):")
            }
            out.indented { out in
                out.line(naming)
                value(local, to: &out)
            }
            out.line("}")
        }
    }

    /// Whether nothing is stored of it and the table of rules has its text.
    private func isConstantByRule(_ field: FieldModel, of object: ObjectModel) -> Bool {
        object.hasRules && field.storage == .nothing && !rule(field).isOther
    }

    private func printEnd(_ object: ObjectModel, _ index: Int, _ statics: inout Statics, to out: inout CodePrinter) {
        switch object.others {
        case .keep where object.hasRules:
            return out.line("try out.endObject(otherFields, Self.rules)")
        case .keep:
            let type = SwiftText.literal(version.types[index].name)
            out.line("try otherFields.write(to: &out, besides: \(object.namesTable), \(type))")
        case .values(let value, let pattern):
            let place = SwiftText.literal("\(version.types[index].name).others")
            let names = pattern.map { ", names: \(patternConstant($0, "others", &statics))" } ?? ""
            let write = closure(value, place, "others", &statics)
            out.statement("try out.others(others, besides: \(object.namesTable)\(names), \(place)) \(write)")
        case .refuse: break
        }
        out.line("try out.endObject()")
    }

    private func binding(_ name: String, to local: String) -> String {
        name == local ? local : "\(local) = \(name)"
    }
}

extension VersionEmitter {
    /// A statement that writes a value that is there and not null.
    func writing(
        _ kind: ValueModel.Kind,
        _ value: String,
        _ place: String,
        _ field: String,
        _ statics: inout Statics
    ) -> String {
        switch kind {
        case .any: return "out.value(\(value))"
        case .never: return "try out.never(\(value), \(place))"
        case .null: return "out.null()"
        case .bool: return "out.bool(\(value))"
        case .integer(let rules):
            let arguments = arguments(rules, field, &statics)
            if arguments.isEmpty { return "out.integer(\(value))" }
            return "try out.integer(\(value), \(arguments), \(place))"
        case .number(let rules):
            if let bounds = bounds(rules, field, &statics) { return "try out.number(\(value), \(bounds), \(place))" }
            return "try out.number(\(value), \(place))"
        case .string(let rules):
            let arguments = arguments(rules, field, &statics)
            if arguments.isEmpty { return "out.string(\(value))" }
            return "try out.string(\(value), \(arguments.joined(separator: ", ")), \(place))"
        case .typedString(let typed): return "out.\(typed.method)(\(value))"
        case .array(let array):
            if isPlainList(array) { return "out.array(\(value))" }
            var arguments = [value]
            if let min = array.minItems { arguments.append("min: \(min)") }
            if let max = array.maxItems { arguments.append("max: \(max)") }
            arguments.append(place)
            if !array.prefix.isEmpty {
                if array.uniqueItems { arguments.insert("unique: true", at: arguments.count - 1) }
                arguments.append(elementCheck(array, field, &statics))
                return "try out.tuple(\(arguments.joined(separator: ", ")))"
            }
            let call = array.uniqueItems ? "uniqueArray" : "array"
            let write = closure(array.element ?? ValueModel(.never), place, field, &statics)
            return "try out.\(call)(\(arguments.joined(separator: ", "))) \(write)"
        case .dictionary(let dictionary):
            var arguments = [value]
            if let min = dictionary.minProperties { arguments.append("min: \(min)") }
            if let max = dictionary.maxProperties { arguments.append("max: \(max)") }
            if let pattern = dictionary.namePattern {
                arguments.append("names: \(patternConstant(pattern, field, &statics))")
            }
            arguments.append(place)
            let write = closure(dictionary.value, place, field, &statics)
            return "try out.members(\(arguments.joined(separator: ", "))) \(write)"
        case .type(let index):
            // A word breaks no rule.
            if case .enumeration = version.types[index].shape { return "\(value).write(to: &out)" }
            return "try \(value).write(to: &out)"
        case .constant(let constant):
            return "try out.value(\(value), among: [\(self.constant(constant, field, &statics))], \(place))"
        case .oneOf(let values): return "try out.value(\(value), among: \(list(values, field, &statics)), \(place))"
        }
    }

    /// Whether no rule is about the list, its count or its elements, and the writer has a method for the whole of it.
    private func isPlainList(_ array: ArrayModel) -> Bool {
        guard array.prefix.isEmpty, array.minItems == nil, array.maxItems == nil, !array.uniqueItems else {
            return false
        }
        if case .number = array.element?.kind { return false }
        return plainArrayMethod(array.element) != nil
    }

    func closure(_ value: ValueModel, _ place: String, _ field: String, _ statics: inout Statics) -> String {
        let signature = "(value: \(swiftType(value)), out: inout JSONWriter) throws(RecordViolation) in"
        let write = writing(value.kind, "value", place, field, &statics)
        if case .any = value.kind { return ClosureText.closure(signature, write) }
        return ClosureText.closure(signature, value.isNullable ? writingOrNull(value.kind, write) : write)
    }

    /// A statement that writes `value` or null, of one that writes a value that is there.
    func writingOrNull(_ kind: ValueModel.Kind, _ write: String) -> String {
        guard ClosureText.split(write) != nil else { return "if let value { \(write) } else { out.null() }" }
        let signature = "(value: \(swiftType(kind)), out: inout JSONWriter) throws(RecordViolation) in"
        return "try out.orNull(value) \(ClosureText.closure(signature, write))"
    }
}
