import JSONCore
import SchemaModel

/// The steps between versions: a function for each type where the rules suffice, a requirement that somebody must
/// meet where they do not. Until it is met the package does not compile, and the error names the function.
func printMigrations(_ family: FamilyModel, to out: inout CodePrinter) {
    let name = family.swiftName
    out.line("// MARK: - Migrations")
    out.line()
    let byHand = family.migrations.flatMap { migration in
        migration.steps.compactMap { step -> (MigrationModel, MigrationModel.TypeStep, [String])? in
            if case .byHand(let reasons) = step.plan { return (migration, step, reasons) }
            return nil
        }
    }
    if !byHand.isEmpty {
        out.line("/// What a person has to write: in an `extension \(name)`, one function for each of these.")
        out.block("protocol \(name)Upgrades") { out in
            for (migration, step, reasons) in byHand {
                guard let types = typeNames(family, migration, step) else { continue }
                for reason in reasons {
                    for line in SwiftText.wrapped("- " + reason, width: 104) { out.line("/// \(line)") }
                }
                out.line("static func upgrade(_ old: \(types.old)) throws -> \(types.new)")
            }
        }
        out.line()
        out.line("extension \(name): \(name)Upgrades {}")
        out.line()
    }
    out.block("extension \(name)") { out in
        var isFirst = true
        for migration in family.migrations {
            guard let old = family.versions.first(where: { $0.number == migration.from }),
                let new = family.versions.first(where: { $0.number == migration.to })
            else { continue }
            let printer = MigrationPrinter(family: family, old: old, new: new)
            for step in migration.steps {
                if case .byHand = step.plan { continue }
                if !isFirst { out.line() }
                isFirst = false
                printer.print(step, to: &out)
            }
        }
    }
}

private func typeNames(
    _ family: FamilyModel,
    _ migration: MigrationModel,
    _ step: MigrationModel.TypeStep
) -> (old: String, new: String)? {
    guard let old = family.versions.first(where: { $0.number == migration.from }),
        let new = family.versions.first(where: { $0.number == migration.to })
    else { return nil }
    return (
        "\(family.swiftName).V\(old.number).\(SwiftText.identifier(old.types[step.old].name))",
        "\(family.swiftName).V\(new.number).\(SwiftText.identifier(new.types[step.new].name))"
    )
}

/// Prints the steps between two neighbouring versions.
private struct MigrationPrinter {
    let family: FamilyModel
    let old: VersionModel
    let new: VersionModel

    private var newNames: VersionEmitter { VersionEmitter(family: family, version: new, program: nil) }

    private func typeName(_ version: VersionModel, _ index: Int) -> String {
        "V\(version.number).\(SwiftText.identifier(version.types[index].name))"
    }

    func print(_ step: MigrationModel.TypeStep, to out: inout CodePrinter) {
        let oldName = typeName(old, step.old)
        let newName = typeName(new, step.new)
        out.line("/// Version \(old.number) to \(new.number), by rule.")
        out.block("static func upgrade(_ old: \(oldName)) throws -> \(newName)") { out in
            switch (step.plan, old.types[step.old].shape, new.types[step.new].shape) {
            case (.byRule(let fields), .object(let before), .object(let after)):
                printObject(newName, fields, before, after, to: &out)
            case (.cases(let cases), .union(let before), .union(let after)):
                printCases(cases, before, after, step, to: &out)
            case (.cases(let cases), .enumeration(let before), .enumeration(let after)):
                out.line("switch old {")
                for (index, item) in before.cases.enumerated() where index < cases.count {
                    let target = after.cases[cases[index]].swiftName
                    out.line("case .\(SwiftText.identifier(item.swiftName)): .\(SwiftText.identifier(target))")
                }
                // A word that the old version did not list may be one that the new one does.
                if family.reading == .tolerant { out.line("case .unrecognised(let word): \(newName)(word)") }
                out.line("}")
            case (.byRule, _, _), (.cases, _, _), (.byHand, _, _):
                break
            }
        }
    }

    private func printCases(
        _ cases: [Int],
        _ before: UnionModel,
        _ after: UnionModel,
        _ step: MigrationModel.TypeStep,
        to out: inout CodePrinter
    ) {
        out.line("switch old {")
        for (index, item) in before.cases.enumerated() where index < cases.count {
            let target = after.cases[cases[index]]
            let value = converted("value", item.value, target.value)
            out.line(
                "case .\(SwiftText.identifier(item.swiftName))(let value): "
                    + ".\(SwiftText.identifier(target.swiftName))(\(value))"
            )
        }
        if before.keepsUnknown, family.reading == .tolerant, step.old != old.root {
            // What the old version did not know may be a case of the new one.
            let isKnownNow = after.cases.count > before.cases.count
            out.line("case .unrecognised(let value): \(isKnownNow ? "try reading(value)" : ".unrecognised(value)")")
        }
        out.line("}")
    }

    private func printObject(
        _ name: String,
        _ steps: [MigrationModel.FieldStep],
        _ before: ObjectModel,
        _ after: ObjectModel,
        to out: inout CodePrinter
    ) {
        let stored = after.fields.filter { $0.storage != .nothing }
        var arguments: [String] = []
        for (field, step) in zip(stored, steps) {
            let label = SwiftText.identifier(field.swiftName)
            switch step {
            case .same(let index):
                arguments.append("\(label): \(carried(before.fields[index], to: field))")
            case .absent: continue
            case .value(let value): arguments.append("\(label): \(literal(value, field))")
            }
        }
        let had = Set(before.fields.map { ByteKey($0.jsonName) })
        var newlyDeclared: [String] = []
        switch (before.others, after.others) {
        case (.keep, .keep):
            newlyDeclared = after.fields.map(\.jsonName).filter { !had.contains(ByteKey($0)) }
            arguments.append("otherFields: \(newlyDeclared.isEmpty ? "old." : "")otherFields")
        case (.values(let from, _), .values(let to, _)):
            arguments.append("others: \(convertedMembers("old.others", from, to))")
        case (.keep, _), (.values, _), (.refuse, _): break
        }
        if newlyDeclared.isEmpty { return out.call("\(name)(", arguments, ")") }
        let carried = zip(stored, steps).compactMap { field, step -> String? in
            guard case .same = step, newlyDeclared.contains(where: { sameBytes($0, field.jsonName) }) else {
                return nil
            }
            return SwiftText.literal(field.jsonName)
        }
        let declared = newlyDeclared.map(SwiftText.literal)
        let call = "try keeping(old.otherFields, newlyDeclared: [\(declared.joined(separator: ", "))]"
        if carried.isEmpty, call.utf8.count < 85 {
            out.line(call + ") { otherFields in")
        } else {
            out.line("try keeping(")
            out.indented { out in
                out.line("old.otherFields,")
                out.list("newlyDeclared: [", declared, carried.isEmpty ? "]" : "],")
                if !carried.isEmpty { out.list("carried: [", carried, "]") }
            }
            out.line(") { otherFields in")
        }
        out.indented { $0.call("\(name)(", arguments, ")") }
        out.line("}")
    }

    /// The old field's value in the shape that the new field stores.
    private func carried(_ from: FieldModel, to: FieldModel) -> String {
        let value = "old.\(SwiftText.identifier(from.swiftName))"
        let isSame = converted("$0", plain(from.value), plain(to.value)) == "$0"
        func map(_ receiver: String) -> String {
            isSame ? receiver : mapped(receiver, "map", converted("$0", plain(from.value), plain(to.value)))
        }
        switch (from.storage, to.storage) {
        case (.plain, .presence): return ".value(\(converted(value, plain(from.value), plain(to.value))))"
        case (.plain, _): return converted(value, plain(from.value), plain(to.value))
        case (.optional, .presence):
            let missing = from.isRequired ? ".null" : ".absent"
            let inner = isSame ? "$0" : converted("$0", plain(from.value), plain(to.value))
            return "\(mapped(value, "map", ".value(\(inner))")) ?? \(missing)"
        case (.presence, .presence): return map(value)
        case (.presence, _): return map("\(value).value")
        case (.optional, _): return map(value)
        case (.nothing, _): return literal(constantValue(from), to)
        }
    }

    private func plain(_ value: ValueModel) -> ValueModel {
        ValueModel(value.kind)
    }

    private func constantValue(_ field: FieldModel) -> JSONValue {
        if case .constant(let value) = field.value.kind { value } else { .null }
    }

    /// The expression converted between two types that the rules found to be the same but for their names.
    private func converted(_ expression: String, _ from: ValueModel, _ to: ValueModel) -> String {
        if from.isNullable, to.isNullable {
            let inner = converted("$0", plain(from), plain(to))
            return inner == "$0" ? expression : mapped(expression, "map", inner)
        }
        switch (from.kind, to.kind) {
        case (.type, .type): return "try upgrade(\(expression))"
        // Elements with rules of their own by index are raw values in both.
        case (.array(let a), .array) where !a.prefix.isEmpty: return expression
        case (.array(let a), .array(let b)):
            guard let a = a.element, let b = b.element else { return expression }
            let inner = converted("$0", a, b)
            return inner == "$0" ? expression : mapped(expression, "map", inner)
        case (.dictionary(let a), .dictionary(let b)): return convertedMembers(expression, a.value, b.value)
        default: return expression
        }
    }

    private func convertedMembers(_ expression: String, _ from: ValueModel, _ to: ValueModel) -> String {
        let inner = converted("$0", from, to)
        // An array of strings is one of optional strings as well; members are not.
        return inner == "$0" && from.isNullable == to.isNullable ? expression : mapped(expression, "mapValues", inner)
    }

    private func mapped(_ receiver: String, _ method: String, _ inner: String) -> String {
        "\(inner.contains("try ") ? "try " : "")\(receiver).\(method) { \(inner) }"
    }

    /// A default as the new field stores it.
    private func literal(_ value: JSONValue, _ field: FieldModel) -> String {
        if value == .null, field.value.isNullable { return field.storage == .presence ? ".null" : "nil" }
        let text = literal(value, field.value.kind)
        return field.storage == .presence ? ".value(\(text))" : text
    }

    private func literal(_ value: JSONValue, _ kind: ValueModel.Kind) -> String {
        switch (kind, value) {
        case (.bool, .bool(let flag)): return "\(flag)"
        case (.string, .string(let text)): return SwiftText.literal(text)
        case (.integer, .number(let number)):
            if let integer = number.int64 { return String(integer) }
        case (.any, _), (.oneOf, _), (.constant, _): return newNames.jsonLiteral(value)
        case (.type(let index), .string(let word)):
            if case .enumeration(let enumeration) = new.types[index].shape,
                let item = enumeration.cases.first(where: { sameBytes($0.value, word) })
            {
                return ".\(SwiftText.identifier(item.swiftName))"
            }
        default: break
        }
        // Whether it satisfies the rules is found out when the migrated record is written.
        let read = ClosureText.closure(
            "(c: inout JSONCursor) throws(JSONFault) -> \(newNames.swiftType(kind)) in",
            newNames.reading(bare(kind))
        )
        return "try defaultValue(\(SwiftText.literal(value.jsonText))) \(read)"
    }

    /// The kind without its rules, which would need constants.
    private func bare(_ kind: ValueModel.Kind) -> ValueModel.Kind {
        switch kind {
        case .any, .constant, .oneOf, .never: .any
        case .null, .bool, .typedString, .type: kind
        case .integer: .integer(IntegerRules())
        case .number: .number(NumberRules())
        case .string: .string(StringRules())
        case .array(let array) where !array.prefix.isEmpty: .array(ArrayModel(element: ValueModel(.any)))
        case .array(let array): .array(ArrayModel(element: array.element.map(bare)))
        case .dictionary(let dictionary): .dictionary(DictionaryModel(value: bare(dictionary.value)))
        }
    }

    private func bare(_ value: ValueModel) -> ValueModel {
        ValueModel(bare(value.kind), isNullable: value.isNullable)
    }
}

/// What of a step's results has to be checked against the new version's rules. Steps by rule exist only where every old
/// value is a new one without change, so their results conform; what a person wrote may not.
///
/// - Returns: an argument for `upgraded`, and the cases of the old record that `isByHand` has to name, if any.
func handCheck(_ family: FamilyModel, from number: Int) -> (argument: String, cases: [String]?) {
    guard let old = family.versions.first(where: { $0.number == number }),
        let migration = family.migrations.first(where: { $0.from == number })
    else { return ("", nil) }
    let byHand = typesReachingHand(old, migration)
    guard byHand.contains(old.root) else { return (", isChecked: false", nil) }
    guard case .union(let union) = old.types[old.root].shape else { return ("", nil) }
    let cases = union.cases.filter { !byHand.isDisjoint(with: innerTypes($0.value)) }.map(\.swiftName)
    if cases.isEmpty || cases.count == union.cases.count { return ("", nil) }
    return (", isChecked: isByHand(v\(number))", cases)
}

/// The old types whose step a person writes, or that hold one whose step a person writes.
private func typesReachingHand(_ old: VersionModel, _ migration: MigrationModel) -> Set<Int> {
    var reaching: Set<Int> = []
    for step in migration.steps {
        if case .byHand = step.plan { reaching.insert(step.old) }
    }
    while true {
        let more = old.types.indices.filter { index in
            guard !reaching.contains(index) else { return false }
            let inner: Set<Int> =
                switch old.types[index].shape {
                case .object(let object):
                    Set(object.fields.flatMap { innerTypes($0.value) }).union(otherTypes(object.others))
                case .union(let union): Set(union.cases.flatMap { innerTypes($0.value) })
                case .enumeration: []
                }
            return !inner.isDisjoint(with: reaching)
        }
        if more.isEmpty { return reaching }
        reaching.formUnion(more)
    }
}

private func otherTypes(_ others: ObjectModel.Others) -> Set<Int> {
    if case .values(let value, _) = others { innerTypes(value) } else { [] }
}

/// The named types in a value, those in its arrays and dictionaries included.
private func innerTypes(_ value: ValueModel) -> Set<Int> {
    switch value.kind {
    case .type(let index): [index]
    case .array(let array): Set(array.prefix.flatMap(innerTypes)).union(array.element.map(innerTypes) ?? [])
    case .dictionary(let dictionary): innerTypes(dictionary.value)
    case .any, .never, .null, .bool, .integer, .number, .string, .typedString, .constant, .oneOf: []
    }
}
