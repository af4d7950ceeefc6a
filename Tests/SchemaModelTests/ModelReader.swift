import JSONCore
import SchemaModel

/// Decides by the types alone whether a value is accepted, reading strictly: the plainest thing that the type model
/// can mean. Patterns and formats are not looked at.
struct ModelReader {
    let version: VersionModel

    func accepts(_ value: JSONValue, _ model: ValueModel) -> Bool {
        if model.isNullable, value == .null { return true }
        switch model.kind {
        case .any: return true
        case .never: return false
        case .null: return value == .null
        case .bool: if case .bool = value { return true }
        case .integer(let rules): if case .number(let number) = value { return accepts(number, rules) }
        case .number(let rules): if case .number(let number) = value { return accepts(number, rules) }
        case .string(let rules):
            guard let length = value.string?.unicodeScalars.count else { return false }
            return isWithin(length, rules.minLength, rules.maxLength)
        case .typedString: return value.string != nil
        case .array(let array): if case .array(let elements) = value { return accepts(elements, array) }
        case .dictionary(let dictionary):
            guard let object = value.object else { return false }
            return isWithin(object.count, dictionary.minProperties, dictionary.maxProperties)
                && object.members.allSatisfy { accepts($0.value, dictionary.value) }
        case .type(let index): return accepts(value, version.types[index])
        case .constant(let constant): return value == constant
        case .oneOf(let values): return values.contains(value)
        }
        return false
    }

    private func accepts(_ value: JSONValue, _ type: TypeModel) -> Bool {
        switch type.shape {
        case .object(let object): value.object.map { accepts($0, object) } ?? false
        case .enumeration(let enumeration): enumeration.cases.contains { value == .string($0.value) }
        case .union(let union): accepts(value, union)
        }
    }

    private func accepts(_ value: JSONValue, _ union: UnionModel) -> Bool {
        switch union.decision {
        case .tag(let name):
            guard let tag = value[name]?.string else { return false }
            return union.cases.contains { sameBytes($0.tagValue, tag) && accepts(value, $0.value) }
        case .jsonType, .inOrder: return union.cases.contains { accepts(value, $0.value) }
        }
    }

    private func accepts(_ object: JSONObject, _ model: ObjectModel) -> Bool {
        for field in model.fields {
            guard let value = object[field.jsonName] else {
                if field.isRequired { return false }
                continue
            }
            if !accepts(value, field.value) { return false }
        }
        let others = object.members.filter { member in
            !model.fields.contains { sameBytes($0.jsonName, member.key) }
        }
        switch model.others {
        case .keep: return true
        case .refuse: return others.isEmpty
        case .values(let value, _): return others.allSatisfy { accepts($0.value, value) }
        }
    }

    private func accepts(_ elements: [JSONValue], _ array: ArrayModel) -> Bool {
        guard isWithin(elements.count, array.minItems, array.maxItems) else { return false }
        if array.uniqueItems, Set(elements).count < elements.count { return false }
        return elements.enumerated().allSatisfy { index, element in
            let model = index < array.prefix.count ? array.prefix[index] : array.element
            return model.map { accepts(element, $0) } ?? false
        }
    }

    private func accepts(_ number: JSONNumber, _ rules: IntegerRules) -> Bool {
        guard number.isInteger else { return false }
        if let low = rules.minimum, number < JSONNumber(low) { return false }
        if let high = rules.maximum, JSONNumber(high) < number { return false }
        if let step = rules.multipleOf, !number.isMultiple(of: JSONNumber(step)) { return false }
        return rules.allowed.map { $0.contains { JSONNumber($0) == number } } ?? true
    }

    private func accepts(_ number: JSONNumber, _ rules: NumberRules) -> Bool {
        if let low = rules.minimum, number < low { return false }
        if let high = rules.maximum, high < number { return false }
        if let low = rules.exclusiveMinimum, !(low < number) { return false }
        if let high = rules.exclusiveMaximum, !(number < high) { return false }
        return rules.multipleOf.map { number.isMultiple(of: $0) } ?? true
    }

    private func isWithin(_ count: Int, _ low: Int?, _ high: Int?) -> Bool {
        count >= low ?? 0 && count <= high ?? .max
    }
}
