import JSONCore
import SchemaModel

extension VersionEmitter {
    func printObjectCoding(_ object: ObjectModel, _ index: Int, to out: inout CodePrinter) {
        var statics = Statics()
        var reading = CodePrinter(depth: 1)
        printReading(object, &statics, to: &reading)
        var writing = CodePrinter(depth: 1)
        printWriting(object, index, &statics, to: &writing)
        out.block("extension \(qualified(index)): JSONRecord") { out in
            out.list(
                "fileprivate static let names = NameTable([",
                object.fields.map { SwiftText.literal($0.jsonName) }, "])")
            statics.print(to: &out, "fileprivate")
            out.line()
            out.append(reading)
            out.line()
            out.append(writing)
        }
    }

    /// The constants that reading and writing an object refer to.
    func codingStatics(_ object: ObjectModel, _ index: Int) -> Statics {
        var statics = Statics()
        var unread = CodePrinter()
        printReading(object, &statics, to: &unread)
        printWriting(object, index, &statics, to: &unread)
        return statics
    }

    private func printReading(_ object: ObjectModel, _ statics: inout Statics, to out: inout CodePrinter) {
        // Copied into a local so that the closure below does not capture an inout parameter.
        var constants = statics
        if object.holdsNothing {
            out.block("\(access)init(reading c: inout JSONCursor) throws(JSONFault)") { out in
                out.line("if try c.beginObject() { throw c.fault(.violation) }")
            }
            return
        }
        out.block("\(access)init(reading c: inout JSONCursor) throws(JSONFault)") { out in
            for field in object.fields {
                switch field.storage {
                case .nothing: break
                case .plain: out.line("var \(object.local(field)): \(swiftType(field))?")
                case .optional where field.isRequired:
                    out.line("var \(object.local(field)) = Presence<\(swiftType(field.value.kind))>.absent")
                case .optional: out.line("var \(object.local(field)): \(swiftType(field))")
                case .presence: out.line("var \(object.local(field)) = \(swiftType(field)).absent")
                }
            }
            if let others = othersDeclaration(object) { out.line("var \(others.name) = \(others.type)()") }
            if case .values = object.others { out.line("var otherNames = OtherNames()") }
            out.line("var seen = FieldsSeen()")
            out.line("var more = try c.beginObject()")
            out.block("while more") { out in
                out.line("switch try c.field(Self.names, &seen) {")
                for (index, field) in object.fields.enumerated() {
                    out.labelled("case \(index):", readingStatement(field, object, &constants))
                }
                out.labelled("default:", othersStatement(object, &constants))
                out.line("}")
                out.line("more = try c.nextMember()")
            }
            let required = object.fields.enumerated().compactMap { index, field -> String? in
                guard field.isRequired else { return nil }
                return switch field.storage {
                case .plain: "let \(object.local(field))"
                case .optional: "!\(object.local(field)).isAbsent"
                case .nothing: "seen.contains(\(index))"
                case .presence: nil
                }
            }
            if !required.isEmpty {
                out.conditions("guard", required, "else { throw c.fault(.missingField) }")
            }
            for field in object.fields where field.storage != .nothing {
                let value = field.storage == .optional && field.isRequired ? "\(object.local(field)).value" : object.local(field)
                out.line("self.\(SwiftText.identifier(field.swiftName)) = \(value)")
            }
            if let others = othersDeclaration(object) { out.line("self.\(others.name) = \(others.name)") }
        }
        statics = constants
    }

    private func readingStatement(_ field: FieldModel, _ object: ObjectModel, _ statics: inout Statics) -> String {
        if field.storage == .nothing { return constantStatement(field, &statics) }
        let expression = reading(field.value.kind, field.swiftName, &statics)
        if case .any = field.value.kind { return "\(object.local(field)) = \(expression)" }
        return switch (field.isRequired, field.value.isNullable) {
        case (_, false): "\(object.local(field)) = \(expression)"
        case (_, true): "\(object.local(field)) = \(presence(expression, of: swiftType(field.value.kind)))"
        }
    }

    /// An expression for three states, of one that reads a value.
    func presence(_ expression: String, of type: String) -> String {
        guard ClosureText.split(expression) != nil else { return "c.takeNull() ? .null : .value(\(expression))" }
        let signature = "(c: inout JSONCursor) throws(JSONFault) -> \(type) in"
        return "try c.presence \(ClosureText.closure(signature, expression))"
    }

    /// Checks the one value that the field can have.
    func constantStatement(_ field: FieldModel, _ statics: inout Statics) -> String {
        guard case .constant(let value) = field.value.kind else { return "try c.skipValue()" }
        if case .string(let text) = value { return "try c.expect(\(SwiftText.literal(text)))" }
        return "try c.expect(\(constant(value, field.swiftName, &statics)))"
    }

    private func othersStatement(_ object: ObjectModel, _ statics: inout Statics) -> String {
        switch object.others {
        case .keep: return "try otherFields.keep(&c)"
        case .refuse: return "throw c.fault(.violation)"
        case .values(let value, let pattern):
            let names = pattern.map { ", names: \(patternConstant($0, "others", &statics))" } ?? ""
            let expression = reading(value, "others", &statics)
            let closure = ClosureText.closure(
                "(c: inout JSONCursor) throws(JSONFault) -> \(swiftType(value)) in", expression)
            return "try others.keep(&c, &otherNames\(names)) \(closure)"
        }
    }
}
