import JSONCore
import SchemaModel

/// How much room the fixed parts of an object take, and where it has to be made.
///
/// Room is made for a stretch at a time: up to the next value that is always there and does not say how long it will
/// be. Such a value makes its own room, and may use up what was left. So does one that is there only sometimes, and
/// behind it room is made again for the rest of the stretch, where the value has not left enough.
private struct RoomPlan {
    /// A stretch that takes so much ends with the field.
    private static let enough = 2048

    /// Of each stretch, found by printing the object a first time.
    private var totals: [Int]?
    private var measured: [Int] = []
    private var spent = 0
    /// What will be spent behind this part in any case.
    private var least = 0

    var isEnough: Bool { spent > Self.enough }

    mutating func spend(_ count: Int) {
        spent += count
    }

    /// Goes back to where two ways part, of which the other takes this much.
    mutating func part(from begin: RoomPlan, other: Int) {
        spent = begin.spent
        least = begin.spent + other
    }

    /// Behind both ways: the longer one counts.
    mutating func join() {
        spent = max(spent, least)
        least = 0
    }

    /// For the rest of the stretch, when so much is there.
    func makeRoom(_ left: Int = 0, to out: inout CodePrinter) {
        guard let totals else { return }
        let rest = totals[measured.count] - max(spent, least)
        if rest > left { out.line("out.makeRoom(\(rest))") }
    }

    mutating func beginStretch(_ left: Int = 0, to out: inout CodePrinter) {
        measured.append(spent)
        spent = 0
        makeRoom(left, to: &out)
    }

    func afterMeasuring() -> RoomPlan {
        var plan = RoomPlan()
        plan.totals = measured + [spent]
        return plan
    }
}

/// Prints the body of a `write`: text that goes out as it is, gathered until a value interrupts it, so that neighbours
/// become one copy, and values.
private struct WritingPrinter {
    var plan: RoomPlan
    var constants: Statics
    private var pending = ""

    init(_ plan: RoomPlan, _ constants: Statics) {
        self.plan = plan
        self.constants = constants
    }

    mutating func add(_ text: String) {
        pending += text
    }

    mutating func flush(to out: inout CodePrinter) {
        if pending.isEmpty { return }
        plan.spend(pending.utf8.count)
        out.line("out.put(\(SwiftText.literal(pending)))")
        pending = ""
    }

    /// A statement that writes as much as it wants, and leaves this much room behind it.
    mutating func statement(
        _ statement: String,
        leaving left: Int,
        isConditional: Bool = false,
        to out: inout CodePrinter
    ) {
        flush(to: &out)
        out.statement(statement)
        if isConditional { plan.makeRoom(left, to: &out) } else { plan.beginStretch(left, to: &out) }
    }

    /// A statement that writes at most `count` bytes into room that is there.
    mutating func put(_ statement: String, _ count: Int, to out: inout CodePrinter) {
        flush(to: &out)
        plan.spend(count)
        out.line(statement)
    }

    /// Before a field.
    mutating func beginField(to out: inout CodePrinter) {
        guard plan.isEnough else { return }
        flush(to: &out)
        plan.beginStretch(to: &out)
    }
}

extension VersionEmitter {
    func printWriting(_ object: ObjectModel, _ index: Int, _ statics: inout Statics, to out: inout CodePrinter) {
        var scratch = CodePrinter()
        let measured = printWriting(object, index, RoomPlan(), statics, to: &scratch).plan
        var constants = statics
        out.block("\(access)func write(to out: inout JSONWriter) throws(RecordViolation)") { out in
            constants = printWriting(object, index, measured.afterMeasuring(), statics, to: &out).constants
        }
        statics = constants
    }

    private func printWriting(
        _ object: ObjectModel,
        _ index: Int,
        _ plan: RoomPlan,
        _ statics: Statics,
        to out: inout CodePrinter
    ) -> WritingPrinter {
        var printer = WritingPrinter(plan, statics)
        plan.makeRoom(to: &out)
        printer.add("{")
        // Whether a member surely stands before the next one: then its comma is part of the fixed text.
        var hasMember = false
        var mayHaveMember = false
        func opening(_ key: String, to out: inout CodePrinter) {
            if hasMember {
                printer.add(",")
            } else if mayHaveMember {
                // It writes one byte at most.
                printer.put("out.separate()", 1, to: &out)
            }
            printer.add(key)
        }
        for field in object.fields {
            let key = JSONValue.string(field.jsonName).jsonText + ":"
            let place = SwiftText.literal("\(version.types[index].name).\(field.jsonName)")
            if field.storage == .nothing, case .constant(let value) = field.value.kind {
                opening(key, to: &out)
                printer.add(value.jsonText)
                hasMember = true
                continue
            }
            // Inside of `write(to out:)` a field of that name is hidden by the parameter.
            let name = (field.swiftName == "out" ? "self." : "") + SwiftText.identifier(field.swiftName)
            let local = object.local(field)
            func value(_ name: String, isConditional: Bool = true, to out: inout CodePrinter) {
                if let (statement, count) = putting(field.value.kind, name, place) {
                    printer.put(statement, count, to: &out)
                } else {
                    let statement = writing(field.value.kind, name, place, field.swiftName, &printer.constants)
                    let left = leavesRoom(field.value.kind) ? JSONWriter.roomBehind : 0
                    printer.statement(statement, leaving: left, isConditional: isConditional, to: &out)
                }
            }
            printer.beginField(to: &out)
            switch field.storage {
            case .nothing: break
            case .plain:
                opening(key, to: &out)
                value(name, isConditional: false, to: &out)
                hasMember = true
            case .optional where field.isRequired:
                opening(key, to: &out)
                printer.flush(to: &out)
                printer.plan.part(from: printer.plan, other: 4)
                out.block("if let \(binding(name, to: local))", closing: "} else {") { value(local, to: &$0) }
                printer.plan.join()
                out.indented { $0.line("out.put(\"null\")") }
                out.line("}")
                hasMember = true
            case .optional:
                printer.flush(to: &out)
                let condition =
                    if case .null = field.value.kind { "\(name) != nil" } else { "let \(binding(name, to: local))" }
                out.block("if \(condition)") { out in
                    opening(key, to: &out)
                    value(local, to: &out)
                }
            case .presence:
                printer.flush(to: &out)
                let begin = printer.plan
                out.line("switch \(name) {")
                out.line("case .absent: break")
                if hasMember || !mayHaveMember {
                    let text = (hasMember ? "," : "") + key + "null"
                    out.labelled("case .null:", "out.put(\(SwiftText.literal(text)))")
                } else {
                    out.line("case .null:")
                    out.indented { out in
                        opening(key, to: &out)
                        printer.add("null")
                        printer.flush(to: &out)
                    }
                }
                // A comma, the name and the null.
                printer.plan.part(from: begin, other: 1 + key.utf8.count + 4)
                // Of null there is one, which is written without a look at it.
                if case .null = field.value.kind {
                    out.line("case .value:")
                } else {
                    out.line("case .value(let \(local)):")
                }
                out.indented { out in
                    opening(key, to: &out)
                    value(local, to: &out)
                }
                printer.plan.join()
                out.line("}")
            }
            mayHaveMember = true
        }
        switch object.others {
        case .keep:
            let type = SwiftText.literal(version.types[index].name)
            let statement = "try otherFields.write(to: &out, besides: \(object.namesTable), \(type))"
            printer.statement(statement, leaving: JSONWriter.roomBehind, isConditional: true, to: &out)
        case .values(let value, let pattern):
            let place = SwiftText.literal("\(version.types[index].name).others")
            let names = pattern.map { ", names: \(patternConstant($0, "others", &printer.constants))" } ?? ""
            let write = closure(value, place, "others", &printer.constants)
            let table = object.namesTable
            let statement = "try out.others(others, besides: \(table)\(names), \(place)) \(write)"
            printer.statement(statement, leaving: 0, to: &out)
        case .refuse: break
        }
        printer.add("}")
        printer.flush(to: &out)
        return printer
    }

    private func binding(_ name: String, to local: String) -> String {
        name == local ? local : "\(local) = \(name)"
    }
}

extension VersionEmitter {
    /// A statement that writes a value that is there and not null into room that was made for it, and how much that
    /// has to be; nil where nobody can say.
    private func putting(_ kind: ValueModel.Kind, _ value: String, _ place: String) -> (String, count: Int)? {
        switch kind {
        case .null: return ("out.put(\"null\")", 4)
        case .bool: return ("out.put(\(value))", 5)
        case .integer(let rules) where rules.allowed == nil:
            var none = Statics()
            let arguments = arguments(rules, "", &none)
            if arguments.isEmpty { return ("out.put(\(value))", 20) }
            return ("try out.put(\(value), \(arguments), \(place))", 20)
        case .typedString(.uuid): return ("out.put(\(value))", 38)
        case .typedString(.date): return ("out.put(\(value))", 12)
        default: return nil
        }
    }

    /// Whether what writes such a value leaves `JSONWriter.roomBehind` behind it.
    private func leavesRoom(_ kind: ValueModel.Kind) -> Bool {
        switch kind {
        case .integer, .number, .string, .typedString: true
        default: false
        }
    }

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
