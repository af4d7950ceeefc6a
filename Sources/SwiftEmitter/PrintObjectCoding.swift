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
                object.fields.map { SwiftText.literal($0.jsonName) },
                "])"
            )
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
            out.line("var seen = \(object.fieldsSeen)()")
            out.line("var more = try c.beginObject()")
            out.block("while more") { out in
                out.line("switch try c.field(Self.names, &seen) {")
                for (index, field) in object.fields.enumerated() {
                    printCase(index, readingStatement(field, object, &constants), in: object, to: &out)
                }
                out.labelled("default:", othersStatement(object, &constants))
                out.line("}")
                out.line("more = try c.nextMember(&seen)")
            }
            let unwrapped = object.fields.filter { $0.storage == .plain }
            printRequired(object, unwrapping: unwrapped.map { object.local($0) }, to: &out)
            for field in object.fields where field.storage != .nothing {
                let value =
                    field.storage == .optional && field.isRequired
                    ? "\(object.local(field)).value" : object.local(field)
                out.line("self.\(SwiftText.identifier(field.swiftName)) = \(value)")
            }
            if let others = othersDeclaration(object) { out.line("self.\(others.name) = \(others.name)") }
        }
        statics = constants
    }

    /// The case of the member loop that reads the field at `position`, and goes on to the next field's case where that
    /// field's name stands next: records in the usual order are read straight through, without looking names up.
    func printCase(_ position: Int, _ statement: String, in object: ObjectModel, to out: inout CodePrinter) {
        guard position + 1 < object.fields.count, let next = memberText(object.fields[position + 1]) else {
            out.labelled("case \(position):", statement)
            return
        }
        out.line("case \(position):")
        out.indented { out in
            out.statement(statement)
            out.line("if c.goesOn(\(SwiftText.literal(next)), \(position + 1), &seen) { fallthrough }")
        }
    }

    /// Comma, name and colon as they stand before a value; nil where they are longer than can be compared at once.
    private func memberText(_ field: FieldModel) -> String? {
        let text = ",\(JSONValue.string(field.jsonName).jsonText):"
        return text.utf8.count <= 56 ? text : nil
    }

    /// Throws unless all required fields were there; those that are optional locals are unwrapped on the way.
    func printRequired(_ object: ObjectModel, unwrapping locals: [String], to out: inout CodePrinter) {
        let required = object.fields.indices.filter { object.fields[$0].isRequired }
        var conditions: [String] = []
        let mask = required.reduce(0 as UInt64) { $1 < 64 ? $0 | 1 << UInt64($1) : $0 }
        if mask != 0 { conditions.append("seen.has(0x\(String(mask, radix: 16, uppercase: true)))") }
        conditions += required.filter { $0 >= 64 }.map { "seen.contains(\($0))" }
        conditions += locals.map { "let \($0)" }
        guard !conditions.isEmpty else { return }
        out.conditions("guard", conditions, "else { throw c.fault(.missingField) }")
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
                "(c: inout JSONCursor) throws(JSONFault) -> \(swiftType(value)) in",
                expression
            )
            return "try others.keep(&c, &otherNames\(names)) \(closure)"
        }
    }
}
