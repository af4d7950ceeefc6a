import JSONCore
import SchemaModel

/// How a value is seen where it lies: what the view stores, what it shows, and how one becomes the other.
private struct Sight {
    enum Keeping {
        /// As the value itself.
        case value
        /// As a slice of its own type, or nil.
        case slice
        /// As a place that is absent or null by itself: `FieldPlace`, `TextPlace`.
        case place
        /// As a value that is there, with a default until it is read.
        case flag
    }

    var stored: String
    var shown: String
    var keeping = Keeping.value
    /// The method of `LineHold` that turns what is stored into what is shown; nil when both are the same.
    var method: String?
    /// Arguments of that method after the first.
    var arguments = ""
    /// Reads and checks the value at `c`.
    var reading: String
}

extension VersionEmitter {
    func printObjectView(_ object: ObjectModel, _ index: Int, to out: inout CodePrinter) {
        var statics = Statics(borrowing: codingStatics(object, index), of: qualified(index))
        let stored = object.fields.filter { $0.storage != .nothing }
        let hold = object.free("line")
        let sights = stored.map { sight($0.value.kind, $0, in: index, &statics) }
        out.block("extension \(qualified(index))") { out in
            out.line(
                "/// The record where it lies in its line: checked like `\(version.types[index].name)`, nothing copied."
            )
            out.block("\(access)struct View: JSONView") { out in
                if sights.contains(where: { $0.method != nil }) { out.line("private let \(hold): LineHold") }
                for (field, sight) in zip(stored, sights) {
                    switch sight.keeping {
                    case .value, .flag:
                        out.line(
                            "\(access)let \(SwiftText.identifier(field.swiftName)): \(wrapped(sight.stored, field))"
                        )
                    case .slice: out.line("private let \(slice(field, object)): \(wrapped(sight.stored, field))")
                    case .place: out.line("private let \(object.free(field.swiftName + "Place")): \(sight.stored)")
                    }
                }
                for (field, sight) in zip(stored, sights) {
                    guard let method = sight.method else { continue }
                    out.line()
                    let type = wrapped(sight.shown, field)
                    out.block("\(access)var \(SwiftText.identifier(field.swiftName)): \(type)") { out in
                        out.line(showing(field, object, sight, method))
                    }
                }
                out.line()
                printViewReading(object, index, stored, sights, &statics, to: &out)
                if !statics.isEmpty {
                    out.line()
                    statics.print(to: &out)
                }
            }
        }
    }

    private func showing(_ field: FieldModel, _ object: ObjectModel, _ sight: Sight, _ method: String) -> String {
        let name = object.free(field.swiftName + (sight.keeping == .place ? "Place" : "Slice"))
        let line = object.free("line")
        if field.storage == .plain { return "\(line).\(method)(\(name)\(sight.arguments))" }
        guard sight.keeping == .place else { return "\(name).map { \(line).\(method)($0\(sight.arguments)) }" }
        let optional = method == "uuid" ? "UUID" : method.prefix(1).uppercased() + method.dropFirst()
        let value = "\(line).optional\(optional)(\(name))"
        return field.storage == .presence ? "Presence(\(value), orNull: \(name).isNull)" : value
    }

    private func printViewReading(
        _ object: ObjectModel,
        _ index: Int,
        _ stored: [FieldModel],
        _ sights: [Sight],
        _ statics: inout Statics,
        to out: inout CodePrinter
    ) {
        var constants = statics
        out.block("\(access)init(viewing c: inout JSONCursor, in line: LineHold) throws(JSONFault)") { out in
            if object.holdsNothing {
                out.line("if try c.beginObject() { throw c.fault(.violation) }")
                return
            }
            for (field, sight) in zip(stored, sights) where !isKeptByIndex(field, in: object) {
                switch sight.keeping {
                case .place: out.line("var \(object.local(field, inView: true)) = \(sight.stored).absent")
                case .flag: out.line("var \(object.local(field, inView: true)) = false")
                case .value, .slice:
                    if field.storage == .presence || (field.storage == .optional && field.isRequired) {
                        out.line("var \(object.local(field, inView: true)) = Presence<\(sight.stored)>.absent")
                    } else {
                        out.line("var \(object.local(field, inView: true)): \(sight.stored)?")
                    }
                }
            }
            if case .values = object.others { out.line("var otherNames = OtherNames()") }
            let byCode = object.fields.enumerated().filter { !object.hasRules || rule($1).isOther }
            let cases = byCode.map { position, field in
                (position, viewStatement(field, position, object, stored, sights, &constants))
            }
            let others: String
            switch object.others {
            case .keep: others = "try c.skipValue()"
            case .refuse: others = "throw c.fault(.violation)"
            case .values(let value, let pattern):
                let names = pattern.map { ", names: \(patternConstant($0, "others", &constants))" } ?? ""
                let check = ClosureText.closure(
                    "(c: inout JSONCursor) throws(JSONFault) in",
                    "_ = \(checking(value, "others", &constants))"
                )
                others = "try c.checkOther(&otherNames\(names)) \(check)"
            }
            printMemberLoop(object, qualified(index), room: ("places", "FieldPlaces"), "", cases, others, to: &out)
            let unwrapped = zip(stored, sights).filter { field, sight in
                field.storage == .plain && (sight.keeping == .value || sight.keeping == .slice)
                    && !isKeptByIndex(field, in: object)
            }
            printRequired(object, unwrapping: unwrapped.map { object.local($0.0, inView: true) }, to: &out)
            for (field, sight) in zip(stored, sights) {
                let suffix =
                    switch sight.keeping {
                    case .place: "Place"
                    case .slice: "Slice"
                    case .value, .flag: ""
                    }
                let name =
                    suffix.isEmpty ? SwiftText.identifier(field.swiftName) : object.free(field.swiftName + suffix)
                if isKeptByIndex(field, in: object) {
                    let position = object.fields.firstIndex { $0.jsonName == field.jsonName } ?? 0
                    out.statement("self.\(name) = \(keptPlace(field, position, sight))")
                    continue
                }
                let isBoth = field.storage == .optional && field.isRequired && sight.keeping != .place
                out.line("self.\(name) = \(object.local(field, inView: true))\(isBoth ? ".value" : "")")
            }
            if sights.contains(where: { $0.method != nil }) { out.line("self.\(object.free("line")) = line") }
        }
        statics = constants
    }

    /// Where the view keeps what it has to turn into the field.
    private func slice(_ field: FieldModel, _ object: ObjectModel) -> String {
        object.free(field.swiftName + "Slice")
    }

    /// What a view stores, of the place that was kept.
    private func keptPlace(_ field: FieldModel, _ index: Int, _ sight: Sight) -> String {
        let kept = "places.s\(index)"
        if case .bool = field.value.kind {
            return stored("\(kept).isTrue", optional: "\(kept).optionalBool", field, index)
        }
        return sight.stored == "TextPlace" ? kept : "\(sight.stored)(\(kept))"
    }

    private func viewStatement(
        _ field: FieldModel,
        _ index: Int,
        _ object: ObjectModel,
        _ stored: [FieldModel],
        _ sights: [Sight],
        _ statics: inout Statics
    ) -> String {
        guard let position = stored.firstIndex(where: { $0.jsonName == field.jsonName }) else {
            return constantStatement(field, &statics)
        }
        let expression = sights[position].reading
        if isKeptByIndex(field, in: object) {
            // Swift wants `try` before the whole choice, and not once more in it.
            let read = expression.replacing("(try ", with: "(").trimmingPrefix("try ")
            let value = field.value.isNullable ? "try c.takeNull() ? .null : \(read)" : expression
            return "places.s\(index) = \(value)"
        }
        let local = object.local(field, inView: true)
        if sights[position].stored == "FieldPlace" {
            let place = "FieldPlace(\(expression))"
            return "\(local) = \(field.value.isNullable ? "c.takeNull() ? .null : \(place)" : place)"
        }
        if case .any = field.value.kind { return "\(local) = \(expression)" }
        if sights[position].keeping == .place, field.value.isNullable {
            return "\(local) = c.takeNull() ? .null : \(expression)"
        }
        return field.value.isNullable
            ? "\(local) = \(presence(expression, of: sights[position].stored))" : "\(local) = \(expression)"
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
                stored: "TextPlace",
                shown: "TextView",
                keeping: .place,
                method: "text",
                reading: "TextPlace(try c.text(\(arguments)))"
            )
        case .integer(let rules):
            return Sight(
                stored: "FieldPlace",
                shown: "Int",
                keeping: .place,
                method: "integer",
                reading: "try c.integerPlace(\(self.arguments(rules, name, &statics)))"
            )
        case .typedString(.uuid):
            return Sight(
                stored: "FieldPlace",
                shown: "UUID128",
                keeping: .place,
                method: "uuid",
                reading: "try c.uuidPlace()"
            )
        case .typedString(.dateTime):
            return Sight(
                stored: "FieldPlace",
                shown: "Timestamp",
                keeping: .place,
                method: "timestamp",
                reading: "try c.timestampPlace()"
            )
        case .number(let rules):
            let bounds = bounds(rules, name, &statics)
            return Sight(
                stored: "FieldPlace",
                shown: "Number",
                keeping: .place,
                method: "number",
                reading: "try c.numberPlace(\(bounds ?? ""))"
            )
        case .bool where field.storage == .plain:
            return Sight(stored: "Bool", shown: "Bool", keeping: .flag, reading: "try c.bool()")
        case .type(let target):
            if case .enumeration = version.types[target].shape { break }
            if recursive.contains(target) { return rawSight(kind, name, &statics) }
            let view = "\(qualified(target)).View"
            return Sight(stored: view, shown: view, reading: "try \(view)(viewing: &c, in: line)")
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
                    "_ = \(checking(element, name, &statics))"
                )
                reading = "try c.list\(list) \(check)"
            }
            return Sight(
                stored: "ListSlice",
                shown: "ListView<\(shown)>",
                keeping: .slice,
                method: "list",
                arguments: ", of: \(shown).self",
                reading: reading
            )
        case .any:
            return Sight(
                stored: "RawSlice",
                shown: "RawView",
                keeping: .slice,
                method: "raw",
                reading: "try c.raw()"
            )
        case .array, .dictionary, .constant, .oneOf, .never:
            return rawSight(kind, name, &statics)
        case .null, .bool, .typedString: break
        }
        let swift = swiftType(kind)
        return Sight(stored: swift, shown: swift, reading: reading(kind, name, &statics))
    }

    /// A value that is checked by reading it whole and kept as its text.
    private func rawSight(_ kind: ValueModel.Kind, _ name: String, _ statics: inout Statics) -> Sight {
        let check = ClosureText.closure(
            "(c: inout JSONCursor) throws(JSONFault) in",
            "_ = \(reading(kind, name, &statics))"
        )
        return Sight(
            stored: "RawSlice",
            shown: "RawView",
            keeping: .slice,
            method: "raw",
            reading: "try c.raw \(check)"
        )
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

    /// An expression that checks an element and keeps nothing of it.
    private func checking(_ value: ValueModel, _ name: String, _ statics: inout Statics) -> String {
        let expression: String
        switch value.kind {
        case .string(let rules):
            expression = "try c.text(\(arguments(rules, name, &statics).joined(separator: ", ")))"
        case .type(let target):
            if case .enumeration = version.types[target].shape {
                expression = reading(value.kind, name, &statics)
            } else {
                expression =
                    recursive.contains(target)
                    ? reading(value.kind, name, &statics) : "try \(qualified(target)).View(viewing: &c, in: line)"
            }
        case .any: return "try c.raw()"
        case .never, .null, .bool, .integer, .number, .typedString, .array, .dictionary, .constant, .oneOf:
            expression = reading(value.kind, name, &statics)
        }
        return value.isNullable ? orNull(expression, of: swiftType(value.kind)) : expression
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
        let check = checking(value, item.swiftName, &statics)
        func assignment(_ value: String) -> String { "self = .\(SwiftText.identifier(item.swiftName))(\(value))" }
        var statements: [String]
        switch elementView(value) {
        case "TextView": statements = [assignment("line.text(\(check))")]
        case "RawView" where value.isAny: statements = [assignment("line.raw(try c.raw())")]
        case "RawView":
            let closure = ClosureText.closure("(c: inout JSONCursor) throws(JSONFault) in", "_ = \(check)")
            statements = ["let slice = try c.raw \(closure)", assignment("line.raw(slice)")]
        default: statements = [assignment(check)]
        }
        if let label, statements.count == 1 { return out.labelled(label, statements[0]) }
        if let label { out.line(label) }
        out.indented(by: label == nil ? 0 : 1) { out in
            for statement in statements { out.statement(statement) }
        }
    }
}
