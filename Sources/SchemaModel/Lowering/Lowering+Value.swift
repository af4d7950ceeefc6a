import JSONCore
import SchemaDocuments

extension Lowering {
    /// What may stand at a place where all of these schemas hold.
    mutating func value(_ conjunction: Conjunction, _ wish: NameWish) -> ValueModel {
        let conjunction = canonical(conjunction)
        if let known = finished[conjunction] { return known.value }
        if let known = namedValue(conjunction) { return known }
        let facts = gather(conjunction)
        guard inProgress.count < Lowering.deepestValue, inProgress.insert(conjunction).inserted else {
            // A list of itself has no end to print: it stays JSON, and the program checks it.
            leave(facts.restrictions)
            return ValueModel(.any)
        }
        defer { inProgress.remove(conjunction) }
        let value = interpret(conjunction, facts, wish)
        if case .type = value.kind { return value }
        let weight = weight(of: value)
        if weight > Lowering.heaviestValue {
            leave(facts.restrictions)
            finished[conjunction] = Weighed(value: ValueModel(.any), weight: 1)
            return ValueModel(.any)
        }
        finished[conjunction] = Weighed(value: value, weight: weight)
        return value
    }

    private func namedValue(_ conjunction: Conjunction) -> ValueModel? {
        named[conjunction].map { ValueModel(.type($0)) }
    }

    private func weight(of value: ValueModel) -> Int {
        switch value.kind {
        case .array(let array):
            1 + array.prefix.reduce(0) { $0 + weight(of: $1) } + (array.element.map(weight) ?? 0)
        case .dictionary(let dictionary): 1 + weight(of: dictionary.value)
        case .any, .never, .null, .bool, .integer, .number, .string, .typedString, .type, .constant, .oneOf: 1
        }
    }

    private mutating func interpret(_ conjunction: Conjunction, _ facts: Facts, _ wish: NameWish) -> ValueModel {
        if facts.refusal != nil {
            report(facts)
            return ValueModel(.never)
        }
        if facts.constant != nil || facts.values != nil {
            report(facts)
            leave(facts.unions.map(\.spot))
            return listedValue(facts, wish, conjunction)
        }
        if !facts.unions.isEmpty, let value = union(conjunction, facts, wish) { return value }
        report(facts)
        let isNullable = facts.types.contains(.null)
        if facts.types == .all { return untyped(facts) }
        if facts.types == .null {
            leave(facts.residual)
            return ValueModel(.null)
        }
        if facts.types.isEmpty { return ValueModel(.never) }
        let classes = facts.core.classes
        if classes.count > 1 { return typeListUnion(conjunction, facts, classes, wish) }
        // The null beside it is a flag; the type itself is that of the conjunction without it.
        let core = isNullable ? canonical(restricted(conjunction, to: facts.core)) : conjunction
        var value = single(core, facts, wish)
        value.isNullable = isNullable
        return value
    }

    private mutating func single(_ conjunction: Conjunction, _ facts: Facts, _ wish: NameWish) -> ValueModel {
        if facts.core != .object { leave(facts.residual) }
        switch facts.core {
        case .boolean: return ValueModel(.bool)
        case .integer: return ValueModel(.integer(integerRules(facts)))
        case .number, .fraction: return ValueModel(.number(numberRules(facts)))
        case .string: return ValueModel(stringKind(facts))
        case .array: return ValueModel(.array(array(facts, wish)))
        default: return objectOrDictionary(conjunction, facts, wish)
        }
    }

    /// No type is said: anything may stand here, and what is said about some types is checked by the program.
    private mutating func untyped(_ facts: Facts) -> ValueModel {
        leave(facts.restrictions)
        if let spot = facts.restrictions.first(where: { typeBound($0.keyword) != nil }) {
            diagnostics.append(
                spot.diagnostic(
                    .warning,
                    "lint-type-missing",
                    "\(spot.keyword) without a type allows every value of other types: add \"type\": "
                        + "\"\(typeBound(spot.keyword) ?? "")\" if that is not meant"
                )
            )
        }
        return ValueModel(.any)
    }

    /// A list of types without more: one case for each.
    private mutating func typeListUnion(
        _ conjunction: Conjunction,
        _ facts: Facts,
        _ classes: [JSONTypes],
        _ wish: NameWish
    ) -> ValueModel {
        let cases = classes.map { types in
            let name = typeCaseName(types)
            return UnionPlan.Case(
                conjunction: restricted(conjunction, to: types),
                name: name,
                tagValue: "",
                wish: NameWish(rank: .inline, name: "\(wish.name) \(name)", parent: wish.parent)
            )
        }
        let plan = UnionPlan(decision: .jsonType, cases: cases)
        let index = reserve(restricted(conjunction, to: facts.core), .union(plan), wish)
        return ValueModel(.type(index), isNullable: facts.types.contains(.null))
    }

    private mutating func array(_ facts: Facts, _ wish: NameWish) -> ArrayModel {
        let length = facts.arrays.map(\.prefix.count).max() ?? 0
        let elementWish = NameWish(rank: .inline, name: singular(wish.name), parent: wish.parent)
        func all(at index: Int?) -> [SchemaPosition] {
            facts.arrays.compactMap { part in
                if let index, index < part.prefix.count { part.prefix[index] } else { part.rest }
            }
        }
        var prefix: [ValueModel] = []
        for index in 0..<length { prefix.append(value(Conjunction(parts: all(at: index)), elementWish)) }
        let rest = all(at: nil)
        var element: ValueModel? = rest.isEmpty ? ValueModel(.any) : value(Conjunction(parts: rest), elementWish)
        if case .never = element?.kind { element = nil }
        // Two spellings of one UUID are two strings, and would be one when they are written again.
        if facts.uniqueItems != nil, case .typedString(.uuid) = element?.kind { element?.kind = .string(uuidText) }
        return ArrayModel(
            prefix: prefix,
            element: element,
            minItems: facts.minItems?.value,
            maxItems: facts.maxItems?.value,
            uniqueItems: facts.uniqueItems != nil
        )
    }

    /// `const` and `enum`: the values decide, and the other keywords have had their say about each of them.
    private mutating func listedValue(_ facts: Facts, _ wish: NameWish, _ conjunction: Conjunction) -> ValueModel {
        let allowed = allowedValues(facts)
        let isNullable = allowed.contains(.null)
        let values = allowed.filter { $0 != .null }
        if let constant = facts.constant {
            if isNullable { return ValueModel(.null) }
            return values.isEmpty ? ValueModel(.never) : ValueModel(.constant(constant.value))
        }
        if values.isEmpty { return isNullable ? ValueModel(.null) : ValueModel(.never) }
        let texts = values.compactMap(\.string)
        if texts.count == values.count {
            return ValueModel(.type(enumeration(texts, facts, wish)), isNullable: isNullable)
        }
        let integers = values.compactMap { value in
            if case .number(let number) = value { number.int64 } else { nil }
        }
        if integers.count == values.count {
            return ValueModel(.integer(IntegerRules(allowed: integers)), isNullable: isNullable)
        }
        if Set(values) == [.bool(true), .bool(false)] { return ValueModel(.bool, isNullable: isNullable) }
        return ValueModel(.oneOf(values), isNullable: isNullable)
    }

    /// The listed values that no other keyword refuses. Where that cannot be told here, the program decides.
    private mutating func allowedValues(_ facts: Facts) -> [JSONValue] {
        var listed = facts.constant.map { [$0.value] } ?? facts.values?.list ?? []
        if facts.constant != nil, let values = facts.values?.list { listed = listed.filter(values.contains) }
        var others = facts
        others.constant = nil
        others.values = nil
        var isDecided = true
        let allowed = listed.filter { value in
            switch conforms(value, to: others) {
            case true: return true
            case false: return false
            case nil:
                isDecided = false
                return true
            }
        }
        if !isDecided {
            leave(facts.restrictions.filter { !["type", "enum", "const", "$ref", "allOf"].contains($0.keyword) })
        }
        return allowed
    }

    mutating func enumeration(_ texts: [String], _ facts: Facts, _ wish: NameWish) -> Int {
        let holder = facts.values?.spot.position
        let wish = wished(holder, wish)
        let key = [wish.name] + texts
        if let known = enumerations[key] { return known }
        let cases = caseNames(texts, at: facts.values?.spot)
        let index = types.count
        types.append(
            Draft(
                wish: wish,
                place: holder?.place ?? SchemaPlace(path: "", location: .init(line: 1, column: 1), pointer: ""),
                documentation: holder.map { annotations(of: $0).documentation } ?? Documentation(),
                shape: .enumeration(EnumerationModel(cases: zip(cases, texts).map { .init(swiftName: $0, value: $1) }))
            )
        )
        enumerations[key] = index
        return index
    }
}

private let uuidText: StringRules = {
    var rules = StringRules()
    rules.format = TypedString.uuid.rawValue
    return rules
}()

func typeCaseName(_ types: JSONTypes) -> String {
    switch types {
    case .string: "string"
    case .integer: "integer"
    case .number, .fraction: "number"
    case .boolean: "bool"
    case .array: "array"
    case .object: "object"
    default: "value"
    }
}

/// The type that a keyword speaks of; other values pass it.
private func typeBound(_ keyword: String) -> String? {
    switch keyword {
    case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf": "number"
    case "minLength", "maxLength", "pattern", "format": "string"
    case "items", "prefixItems", "additionalItems", "minItems", "maxItems", "uniqueItems", "contains",
        "unevaluatedItems":
        "array"
    case "properties", "required", "additionalProperties", "patternProperties", "minProperties", "maxProperties",
        "propertyNames", "dependentRequired", "dependentSchemas", "dependencies", "unevaluatedProperties":
        "object"
    default: nil
    }
}
