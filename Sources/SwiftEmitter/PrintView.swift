import JSONCore
import SchemaModel

/// How a value is seen where it lies: what the view stores, what it shows, and how one becomes the other.
private struct Sight {
    enum Keeping {
        /// As the value itself.
        case value
        /// As its place: what the method of `ViewedFields` is called that reads it there.
        case place(method: String)
        /// The same for a word of an enumeration, with one to name where there must be one.
        case word(any: String)
    }

    var shown: String
    var keeping = Keeping.value
    /// Arguments of the method after the first.
    var arguments = ""
    /// Reads and checks the value at `c`.
    var reading: String

    var isKeptByPlace: Bool {
        if case .value = keeping { false } else { true }
    }
}

extension VersionEmitter {
    /// - Parameter constants: those of the object's reading and writing, which its view shares.
    func printObjectView(_ object: ObjectModel, _ index: Int, sharing constants: Statics, to out: inout CodePrinter) {
        var statics = Statics(borrowing: constants, of: qualified(index))
        let sights = object.fields.map { field in
            field.storage == .nothing ? nil : sight(field.value.kind, field, in: index, &statics)
        }
        out.block("extension \(qualified(index))") { out in
            out.line(
                "/// The record where it lies in its line: checked like `\(version.types[index].name)`, nothing copied."
            )
            out.block("\(access)struct View: JSONView") { out in
                let fields = object.free("fields")
                if sights.contains(where: { $0?.isKeptByPlace == true }) {
                    let visibility = family.access == .public ? "@usableFromInline" : "private"
                    out.line("\(visibility) let \(fields): ViewedFields")
                }
                for (field, sight) in zip(object.fields, sights) {
                    guard let sight, !sight.isKeptByPlace else { continue }
                    out.line("\(access)let \(SwiftText.identifier(field.swiftName)): \(wrapped(sight.shown, field))")
                }
                for (position, (field, sight)) in zip(object.fields, sights).enumerated() {
                    guard let sight, sight.isKeptByPlace else { continue }
                    out.line()
                    let type = wrapped(sight.shown, field)
                    printExported(to: &out)
                    out.block("\(access)var \(SwiftText.identifier(field.swiftName)): \(type)") { out in
                        out.line(showing(field, position, sight, fields))
                    }
                }
                out.line()
                printViewReading(object, index, sights, &statics, to: &out)
                if !statics.isEmpty {
                    out.line()
                    statics.print(to: &out)
                }
            }
        }
    }

    /// The field's value, read where it lies.
    private func showing(_ field: FieldModel, _ position: Int, _ sight: Sight, _ fields: String) -> String {
        var optional: String
        switch sight.keeping {
        case .value: return SwiftText.identifier(field.swiftName)
        case .word(let any):
            optional = "\(fields).optionalValue(\(position))"
            if field.storage == .plain { return "\(optional) ?? \(any)" }
        case .place(let method):
            if field.storage == .plain { return "\(fields).\(method)(\(position)\(sight.arguments))" }
            let name = method == "uuid" ? "UUID" : method.prefix(1).uppercased() + method.dropFirst()
            optional = "\(fields).optional\(name)(\(position)\(sight.arguments))"
        }
        if field.storage == .presence { optional = "Presence(\(optional), orNull: \(fields).isNull(\(position)))" }
        return optional
    }

    private func printViewReading(
        _ object: ObjectModel,
        _ index: Int,
        _ sights: [Sight?],
        _ statics: inout Statics,
        to out: inout CodePrinter
    ) {
        var constants = statics
        let hasPlaces = sights.contains { $0?.isKeptByPlace == true }
        let fields = object.free("fields")
        out.block("\(access)init(viewing c: inout JSONCursor, in line: LineHold) throws(JSONFault)") { out in
            if object.holdsNothing {
                out.line("if try c.beginObject() { throw c.fault(.violation) }")
                return
            }
            let values = zip(object.fields, sights).filter { $1.map { !$0.isKeptByPlace } ?? false }.map {
                ($0, $1?.shown ?? "")
            }
            let only = onlyReadByCode(object).flatMap { sights[$0]?.isKeptByPlace == false ? $0 : nil }
            for (field, type) in values where only == nil {
                let local = object.local(field, inView: true)
                if field.storage == .presence || (field.storage == .optional && field.isRequired) {
                    out.line("var \(local) = Presence<\(type)>.absent")
                } else {
                    out.line("var \(local): \(type)?")
                }
            }
            var isTyped = false
            if case .values = object.others {
                out.line("var otherNames = OtherNames()")
                isTyped = true
            }
            let byCode = readByCode(object)
            if object.hasRules, byCode.isEmpty, !isTyped, hasPlaces {
                let rules = "\(qualified(index)).rules"
                out.line("self.\(fields) = try ViewedFields(viewing: &c, \(rules), in: line)")
                return
            }
            let cases = byCode.map { position, field in
                let statement = viewStatement(field, position, object, sights[position], &constants)
                return (position, only == nil ? statement : "let \(statement)")
            }
            let others: String
            switch object.others {
            case .keep: others = "try c.skipValue()"
            case .refuse: others = "throw c.fault(.violation)"
            case .values(let value, let pattern):
                let names = pattern.map { ", names: \(patternConstant($0, "others", &constants))" } ?? ""
                let check = ClosureText.closure(
                    "(c: inout JSONCursor) throws(JSONFault) in",
                    checking(value, "others", &constants)
                )
                others = "try c.checkOther(&otherNames\(names)) \(check)"
            }
            if hasPlaces || object.hasRules { out.line("let places = line.places(\(object.fields.count))") }
            printMemberLoop(object, qualified(index), room: "places", "", cases, others, only, to: &out)
            let unwrapped = values.filter { $0.0.storage == .plain && only == nil }
            printRequired(object, unwrapping: unwrapped.map { object.local($0.0, inView: true) }, to: &out)
            for (field, _) in values {
                let isBoth = field.storage == .optional && field.isRequired
                out.line(
                    "self.\(SwiftText.identifier(field.swiftName)) = \(object.local(field, inView: true))\(isBoth ? ".value" : "")"
                )
            }
            if hasPlaces { out.line("self.\(fields) = ViewedFields(places, in: line)") }
        }
        statics = constants
    }

    private func viewStatement(
        _ field: FieldModel,
        _ position: Int,
        _ object: ObjectModel,
        _ sight: Sight?,
        _ statics: inout Statics
    ) -> String {
        guard let sight else { return constantStatement(field, &statics) }
        // Any JSON includes null, and is read as it.
        var isNullable = field.value.isNullable
        if case .any = field.value.kind { isNullable = false }
        if sight.isKeptByPlace {
            let statement = "places[\(position)] = "
            guard isNullable else { return statement + sight.reading }
            if ClosureText.split(sight.reading) != nil {
                let signature = "(c: inout JSONCursor) throws(JSONFault) -> FieldPlace in"
                return "\(statement)try c.placeOrNull \(ClosureText.closure(signature, sight.reading))"
            }
            // Swift wants `try` before the whole choice, and not once more in it.
            let read = sight.reading.replacing("(try ", with: "(").trimmingPrefix("try ")
            return "\(statement)try c.takeNull() ? .null : \(read)"
        }
        let local = object.local(field, inView: true)
        return isNullable
            ? "\(local) = \(presence(sight.reading, of: sight.shown))" : "\(local) = \(sight.reading)"
    }

    private func wrapped(_ type: String, _ field: FieldModel) -> String {
        switch field.storage {
        case .plain, .nothing: type
        case .optional: type + "?"
        case .presence: "Presence<\(type)>"
        }
    }

    private func sight(
        _ kind: ValueModel.Kind,
        _ field: FieldModel,
        in type: Int,
        _ statics: inout Statics
    ) -> Sight {
        let name = field.swiftName
        switch kind {
        case .string(let rules):
            let arguments = arguments(rules, name, &statics).joined(separator: ", ")
            return Sight(
                shown: "TextView",
                keeping: .place(method: "text"),
                reading: "FieldPlace(try c.text(\(arguments)))"
            )
        case .bool: return Sight(shown: "Bool", keeping: .place(method: "bool"), reading: "try c.boolPlace()")
        case .integer(let rules):
            let arguments = self.arguments(rules, name, &statics)
            return Sight(
                shown: "Int",
                keeping: .place(method: "integer"),
                reading: "try c.integerPlace(\(arguments))"
            )
        case .typedString(.uuid):
            return Sight(shown: "UUID128", keeping: .place(method: "uuid"), reading: "try c.uuidPlace()")
        case .typedString(.dateTime):
            return Sight(shown: "Timestamp", keeping: .place(method: "timestamp"), reading: "try c.timestampPlace()")
        case .number(let rules):
            let bounds = bounds(rules, name, &statics)
            return Sight(
                shown: "Number",
                keeping: .place(method: "number"),
                reading: "try c.numberPlace(\(bounds ?? ""))"
            )
        case .type(let target):
            let type = qualified(target)
            if case .enumeration(let enumeration) = version.types[target].shape {
                let word = enumeration.cases.first.map { ".\(SwiftText.identifier($0.swiftName))" }
                return Sight(
                    shown: type,
                    keeping: .word(any: word ?? #".unrecognised("")"#),
                    reading: "try c.place(of: \(type).self)"
                )
            }
            if recursive.contains(target) { return rawSight(kind, name, &statics) }
            return Sight(shown: "\(type).View", reading: "try \(type).View(viewing: &c, in: line)")
        case .array(let array) where array.prefix.isEmpty && !array.uniqueItems:
            guard let element = array.element else { return rawSight(kind, name, &statics) }
            let shown = elementView(element)
            var arguments: [String] = []
            if let min = array.minItems { arguments.append("min: \(min)") }
            if let max = array.maxItems { arguments.append("max: \(max)") }
            let list = arguments.isEmpty ? "" : "(\(arguments.joined(separator: ", ")))"
            let reading: String
            if let method = plainArrayMethod(element) {
                reading = "try c.\(method.dropLast())List(\(arguments.joined(separator: ", ")))"
            } else {
                let check = ClosureText.closure(
                    "(c: inout JSONCursor) throws(JSONFault) in",
                    checking(element, name, &statics)
                )
                reading = "try c.list\(list) \(check)"
            }
            return Sight(
                shown: "ListView<\(shown)>",
                keeping: .place(method: "list"),
                arguments: ", of: \(shown).self",
                reading: reading
            )
        case .any: return Sight(shown: "RawView", keeping: .place(method: "raw"), reading: "try c.raw()")
        case .array, .dictionary, .constant, .oneOf, .never:
            return rawSight(kind, name, &statics)
        case .null, .typedString: break
        }
        return Sight(shown: swiftType(kind), reading: reading(kind, name, &statics))
    }

    /// A value that is checked by reading it whole and kept as its text.
    private func rawSight(_ kind: ValueModel.Kind, _ name: String, _ statics: inout Statics) -> Sight {
        let check = ClosureText.closure(
            "(c: inout JSONCursor) throws(JSONFault) in",
            "_ = \(reading(kind, name, &statics))"
        )
        return Sight(shown: "RawView", keeping: .place(method: "raw"), reading: "try c.raw \(check)")
    }

    /// The type in which an element of an array is seen.
    private func elementView(_ value: ValueModel) -> String {
        let type: String
        switch value.kind {
        case .string: type = "TextView"
        case .type(let target):
            if case .enumeration = version.types[target].shape {
                type = "RawView"
            } else {
                type = recursive.contains(target) ? "RawView" : "\(qualified(target)).View"
            }
        case .array(let array) where array.prefix.isEmpty && !array.uniqueItems: type = "RawView"
        case .any, .array, .dictionary, .constant, .oneOf, .never: return "RawView"
        case .null, .bool, .integer, .number, .typedString: type = swiftType(value.kind)
        }
        return value.isNullable ? type + "?" : type
    }

    /// A statement that checks a value and keeps nothing of it.
    private func checking(_ value: ValueModel, _ name: String, _ statics: inout Statics) -> String {
        let expression: String
        switch value.kind {
        case .any: return "_ = try c.raw()"
        case .string(let rules):
            expression = "try c.text(\(arguments(rules, name, &statics).joined(separator: ", ")))"
        case .type(let target):
            var isWord = false
            if case .enumeration = version.types[target].shape { isWord = true }
            guard !isWord, !recursive.contains(target) else {
                expression = reading(value.kind, name, &statics)
                break
            }
            let check = "try line.check(\(qualified(target)).View.self, &c)"
            return value.isNullable ? "if !c.takeNull() { \(check) }" : check
        case .never, .null, .bool, .integer, .number, .typedString, .array, .dictionary, .constant, .oneOf:
            expression = reading(value.kind, name, &statics)
        }
        return "_ = " + (value.isNullable ? orNull(expression, of: swiftType(value.kind)) : expression)
    }

    func printUnionView(_ union: UnionModel, _ index: Int, to out: inout CodePrinter) {
        guard !recursive.contains(index) else { return }
        var statics = Statics(taken: Set(union.cases.map(\.swiftName)))
        let keeps = keepsUnknown(union, index)
        out.block("extension \(qualified(index))") { out in
            out.line("/// The same choice where it lies in its line.")
            out.block("\(access)enum View: JSONView") { out in
                for item in union.cases {
                    out.line("case \(SwiftText.identifier(item.swiftName))(\(elementView(item.value)))")
                }
                if keeps { out.line("case unrecognised(RawView)") }
                out.line()
                out.block("\(access)init(viewing c: inout JSONCursor, in line: LineHold) throws(JSONFault)") { out in
                    switch union.decision {
                    case .tag(let tag):
                        out.line(
                            "switch try c.tag(\(SwiftText.literal(tag)), in: \(qualified(index)).\(union.tagTable)) {"
                        )
                        for (position, item) in union.cases.enumerated() {
                            printCaseView("case \(position):", item, &statics, to: &out)
                        }
                        out.line(
                            keeps
                                ? "default: self = .unrecognised(try c.unknownView(in: line))"
                                : "default: throw c.fault(.unknownVariant)"
                        )
                        out.line("}")
                    case .jsonType, .inOrder:
                        if let starts = firstBytes(of: union) {
                            out.line("switch c.upcoming {")
                            for (item, start) in zip(union.cases, starts) {
                                let label = "case \(start.map { "." + $0 }.joined(separator: ", ")):"
                                printCaseView(label, item, &statics, to: &out)
                            }
                            out.line("default: throw c.wrongTypeOrSyntax()")
                            out.line("}")
                            return
                        }
                        out.line("let begin = c")
                        out.line("var fault = c.fault(.violation)")
                        for item in union.cases {
                            out.block("do throws(JSONFault)", closing: "} catch {") { out in
                                printCaseView(nil, item, &statics, to: &out)
                                out.line("return")
                            }
                            out.indented { out in
                                out.line("if error.kind == .notRepresentable { fault = error }")
                                out.line("c = begin")
                            }
                            out.line("}")
                        }
                        out.line("throw fault")
                    }
                }
                if !statics.isEmpty {
                    out.line()
                    statics.print(to: &out)
                }
            }
        }
    }

    /// Takes the case, of the type that `elementView` names and checked like the value itself.
    private func printCaseView(
        _ label: String?,
        _ item: UnionModel.Case,
        _ statics: inout Statics,
        to out: inout CodePrinter
    ) {
        let value = ValueModel(item.value.kind)
        func assignment(_ value: String) -> String { "self = .\(SwiftText.identifier(item.swiftName))(\(value))" }
        var statements: [String]
        switch elementView(value) {
        case "TextView":
            var arguments: [String] = []
            if case .string(let rules) = value.kind { arguments = self.arguments(rules, item.swiftName, &statics) }
            statements = [assignment("line.text(FieldPlace(try c.text(\(arguments.joined(separator: ", ")))))")]
        case "RawView" where value.isAny: statements = [assignment("line.raw(try c.raw())")]
        case "RawView":
            let check = checking(value, item.swiftName, &statics)
            let closure = ClosureText.closure("(c: inout JSONCursor) throws(JSONFault) in", check)
            statements = ["let place = try c.raw \(closure)", assignment("line.raw(place)")]
        default:
            let reading =
                if case .type(let target) = value.kind {
                    "try \(qualified(target)).View(viewing: &c, in: line)"
                } else {
                    reading(value.kind, item.swiftName, &statics)
                }
            statements = [assignment(reading)]
        }
        if let label, statements.count == 1 { return out.labelled(label, statements[0]) }
        if let label { out.line(label) }
        out.indented(by: label == nil ? 0 : 1) { out in
            for statement in statements { out.statement(statement) }
        }
    }
}
