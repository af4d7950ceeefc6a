import JSONCore
import SchemaModel

extension VersionEmitter {
    /// Returns the constants that reading and writing refer to.
    func printObjectCoding(_ object: ObjectModel, _ index: Int, to out: inout CodePrinter) -> Statics {
        var statics = Statics()
        var reading = CodePrinter(depth: 1)
        printReading(object, &statics, to: &reading)
        var writing = CodePrinter(depth: 1)
        printWriting(object, index, &statics, to: &writing)
        out.block("extension \(qualified(index)): JSONRecord") { out in
            if object.hasRules {
                printRules(object, index, to: &out)
            } else {
                let names = object.fields.map { SwiftText.literal($0.jsonName) }
                out.list("fileprivate static let names = NameTable([", names, "])")
            }
            statics.print(to: &out, "fileprivate")
            out.line()
            out.append(reading)
            out.line()
            out.append(writing)
        }
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
            let only = onlyReadByCode(object)
            for (index, field) in object.fields.enumerated() where !isKeptByIndex(field, in: object) && index != only {
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
            let cases = readByCode(object).map { index, field in
                let statement =
                    isKeptByIndex(field, in: object)
                    ? keepingStatement(field, index, &constants) : readingStatement(field, object, &constants)
                return (index, index == only ? "let \(statement)" : statement)
            }
            let others = othersStatement(object, &constants)
            var keeping = ""
            if case .keep = object.others { keeping = ", keeping: &otherFields" }
            if object.hasRules { out.line("var values = FieldValues\(object.roomSize)()") }
            printMemberLoop(object, "Self", room: "&values", keeping, cases, others, only, to: &out)
            let unwrapped = object.fields.enumerated().filter {
                $1.storage == .plain && !isKeptByIndex($1, in: object) && $0 != only
            }.map(\.element)
            printRequired(object, unwrapping: unwrapped.map { object.local($0) }, to: &out)
            // Through the initialiser: a value that is put together field by field lies in memory meanwhile, and is
            // copied out of it.
            var arguments = object.fields.enumerated().filter { $1.storage != .nothing }.map { index, field in
                let value =
                    isKeptByIndex(field, in: object)
                    ? keptValue(field, index)
                    : field.storage == .optional && field.isRequired
                        ? "\(object.local(field)).value" : object.local(field)
                return "\(SwiftText.label(field.swiftName)): \(value)"
            }
            if let others = othersDeclaration(object) { arguments.append("\(others.name): \(others.name)") }
            out.list("self.init(", arguments, ")")
        }
        statics = constants
    }

    /// The fields that the table of rules leaves to code.
    func readByCode(_ object: ObjectModel) -> [(offset: Int, element: FieldModel)] {
        object.fields.enumerated().filter { !object.hasRules || rule($1).isOther }
    }

    /// The field that is read by code and no other is, if it is always there: it needs no loop, and no variable that is
    /// empty at first, out of which its value would be copied.
    func onlyReadByCode(_ object: ObjectModel) -> Int? {
        if case .values = object.others { return nil }
        let byCode = readByCode(object)
        guard object.hasRules, byCode.count == 1, let (index, field) = byCode.first, field.storage == .plain,
            !isKeptByIndex(field, in: object)
        else { return nil }
        return index
    }

    /// The loop over an object's members.
    ///
    /// - Parameters:
    ///   - owner: the type whose tables they are looked up in.
    ///   - room: what values or places are kept in, as it is handed on.
    ///   - keeping: the argument that takes members that the schema does not name; empty where none does.
    ///   - cases: what code has to do for the fields with these indices.
    ///   - others: what it has to do for a member that the schema does not name, unless the table's loop does it.
    ///   - only: the one field that there is for code to read, if it is always there.
    func printMemberLoop(
        _ object: ObjectModel,
        _ owner: String,
        room: String,
        _ keeping: String,
        _ cases: [(index: Int, statement: String)],
        _ others: String,
        _ only: Int?,
        to out: inout CodePrinter
    ) {
        func choice(
            _ subject: String,
            _ cases: [(index: Int, statement: String)],
            _ rest: String,
            to out: inout CodePrinter
        ) {
            out.line("switch \(subject) {")
            for (index, statement) in cases { out.labelled("case \(index):", statement) }
            out.labelled("default:", rest)
            out.line("}")
        }
        guard object.hasRules else {
            out.line("var seen = ManyFieldsSeen()")
            out.line("var more = try c.beginObject()")
            out.block("while more") { out in
                choice("try c.field(\(owner).names, &seen)", cases, others, to: &out)
                out.line("more = try c.nextMember(&seen)")
            }
            return
        }
        out.line("var read = FieldsRead()")
        let label = room.hasPrefix("&") ? String(room.dropFirst()) : room
        let arguments = "(\(owner).rules, &read, \(label): \(room)\(keeping))"
        var cases = cases
        let rest: String?
        if case .values = object.others { rest = others } else { rest = cases.popLast()?.statement }
        guard let rest else { return out.line("try c.readFields\(arguments)") }
        if let only {
            out.conditions("guard", ["try c.nextField\(arguments) != nil"], "else { throw c.fault(.missingField) }")
            out.statement(rest)
            // Behind the last field an object mostly ends.
            out.line("try c.\(only == object.fields.count - 1 ? "end" : "read")Fields\(arguments)")
        } else if cases.isEmpty {
            out.block("while try c.nextField\(arguments) != nil") { $0.statement(rest) }
        } else {
            out.block("while let field = try c.nextField\(arguments)") { choice("field", cases, rest, to: &$0) }
        }
    }

    /// Throws unless all required fields were there; those that are optional locals are unwrapped on the way.
    func printRequired(_ object: ObjectModel, unwrapping locals: [String], to out: inout CodePrinter) {
        // Where there are rules, they say what is required.
        let required = object.hasRules ? [] : object.fields.indices.filter { object.fields[$0].isRequired }
        var conditions = required.map { "seen.contains(\($0))" }
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
