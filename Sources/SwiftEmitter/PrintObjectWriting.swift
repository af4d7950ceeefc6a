import JSONCore
import SchemaModel

/// Text that goes out as it is, gathered until a value interrupts it, so that neighbours become one copy.
private struct Pending {
    private var text = ""

    mutating func add(_ more: String) {
        text += more
    }

    mutating func flush(to out: inout CodePrinter) {
        if !text.isEmpty { out.line("out.raw(\(SwiftText.literal(text)))") }
        text = ""
    }
}

extension VersionEmitter {
    func printWriting(_ object: ObjectModel, _ index: Int, _ statics: inout Statics, to out: inout CodePrinter) {
        var constants = statics
        out.block("\(access)func write(to out: inout JSONWriter) throws(RecordViolation)") { out in
            var pending = Pending()
            pending.add("{")
            // Whether a member surely stands before the next one: then its comma is part of the fixed text.
            var hasMember = false
            var mayHaveMember = false
            for field in object.fields {
                let key = jsonKey(field.jsonName) + ":"
                let place = SwiftText.literal("\(version.types[index].name).\(field.jsonName)")
                if field.storage == .nothing, case .constant(let value) = field.value.kind {
                    opening(key, hasMember, mayHaveMember, &pending, to: &out)
                    pending.add(value.jsonText)
                    hasMember = true
                    continue
                }
                // Inside of `write(to out:)` a field of that name is hidden by the parameter.
                let name = (field.swiftName == "out" ? "self." : "") + SwiftText.identifier(field.swiftName)
                switch field.storage {
                case .nothing: break
                case .plain:
                    opening(key, hasMember, mayHaveMember, &pending, to: &out)
                    pending.flush(to: &out)
                    out.statement(writing(field.value.kind, name, place, field.swiftName, &constants))
                    hasMember = true
                case .optional where field.isRequired:
                    opening(key, hasMember, mayHaveMember, &pending, to: &out)
                    pending.flush(to: &out)
                    out.block("if let \(binding(name, to: object.local(field)))", closing: "} else {") { out in
                        out.statement(
                            writing(field.value.kind, object.local(field), place, field.swiftName, &constants)
                        )
                    }
                    out.indented { $0.line("out.null()") }
                    out.line("}")
                    hasMember = true
                case .optional:
                    pending.flush(to: &out)
                    let condition =
                        if case .null = field.value.kind { "\(name) != nil" } else {
                            "let \(binding(name, to: object.local(field)))"
                        }
                    out.block("if \(condition)") { out in
                        var inner = Pending()
                        opening(key, hasMember, mayHaveMember, &inner, to: &out)
                        inner.flush(to: &out)
                        out.statement(
                            writing(field.value.kind, object.local(field), place, field.swiftName, &constants)
                        )
                    }
                case .presence:
                    pending.flush(to: &out)
                    out.line("switch \(name) {")
                    out.line("case .absent: break")
                    if hasMember || !mayHaveMember {
                        out.labelled(
                            "case .null:",
                            "out.raw(\(SwiftText.literal((hasMember ? "," : "") + key + "null")))"
                        )
                    } else {
                        out.line("case .null:")
                        out.indented { out in
                            out.line("out.separate()")
                            out.line("out.raw(\(SwiftText.literal(key + "null")))")
                        }
                    }
                    out.line("case .value(let \(object.local(field))):")
                    out.indented { out in
                        var inner = Pending()
                        opening(key, hasMember, mayHaveMember, &inner, to: &out)
                        inner.flush(to: &out)
                        out.statement(
                            writing(field.value.kind, object.local(field), place, field.swiftName, &constants)
                        )
                    }
                    out.line("}")
                }
                mayHaveMember = true
            }
            switch object.others {
            case .keep:
                pending.flush(to: &out)
                let type = SwiftText.literal(version.types[index].name)
                out.line("try otherFields.write(to: &out, besides: Self.names, \(type))")
            case .values(let value, let pattern):
                pending.flush(to: &out)
                let place = SwiftText.literal("\(version.types[index].name).others")
                let names = pattern.map { ", names: \(patternConstant($0, "others", &constants))" } ?? ""
                let write = closure(value, place, "others", &constants)
                out.statement("try out.others(others, besides: Self.names\(names), \(place)) \(write)")
            case .refuse: break
            }
            pending.add("}")
            pending.flush(to: &out)
        }
        statics = constants
    }

    private func opening(
        _ key: String,
        _ hasMember: Bool,
        _ mayHaveMember: Bool,
        _ pending: inout Pending,
        to out: inout CodePrinter
    ) {
        if hasMember {
            pending.add(",")
        } else if mayHaveMember {
            pending.flush(to: &out)
            out.line("out.separate()")
        }
        pending.add(key)
    }

    private func binding(_ name: String, to local: String) -> String {
        name == local ? local : "\(local) = \(name)"
    }

    private func jsonKey(_ name: String) -> String {
        JSONValue.string(name).jsonText
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
        case .type: return "try \(value).write(to: &out)"
        case .constant(let constant):
            return "try out.value(\(value), among: [\(self.constant(constant, field, &statics))], \(place))"
        case .oneOf(let values): return "try out.value(\(value), among: \(list(values, field, &statics)), \(place))"
        }
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
