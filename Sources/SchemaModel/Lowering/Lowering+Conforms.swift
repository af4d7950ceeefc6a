import JSONCore
import SchemaDocuments

extension Lowering {
    /// Whether a value satisfies facts, as far as it can be told without running the schema; nil where it cannot.
    func conforms(_ value: JSONValue, to facts: Facts, depth: Int = 0) -> Bool? {
        if facts.refusal != nil { return false }
        guard facts.types.contains(JSONTypes(of: value)) else { return false }
        if let constant = facts.constant, constant.value != value { return false }
        if let values = facts.values, !values.list.contains(value) { return false }
        if depth > 32 { return nil }
        var verdict: Bool? = facts.unions.isEmpty && facts.residual.isEmpty ? true : nil
        let own: Bool? =
            switch value {
            case .null, .bool: true
            case .number(let number): conforms(number, to: facts)
            case .string(let text): conforms(text, to: facts)
            case .array(let elements): conforms(elements, to: facts, depth)
            case .object(let object): conforms(object, to: facts, depth)
            }
        verdict = both(verdict, own)
        return verdict
    }

    private func conforms(_ number: JSONNumber, to facts: Facts) -> Bool {
        if let bound = facts.minimum, number < bound.value || bound.isExclusive && number == bound.value {
            return false
        }
        if let bound = facts.maximum, bound.value < number || bound.isExclusive && number == bound.value {
            return false
        }
        return facts.multiples.allSatisfy { number.isMultiple(of: $0.value) }
    }

    private func conforms(_ text: String, to facts: Facts) -> Bool? {
        let length = text.unicodeScalars.count
        if length < facts.minLength?.value ?? 0 || length > facts.maxLength?.value ?? Int.max { return false }
        return facts.patterns.isEmpty && facts.formats.isEmpty ? true : nil
    }

    private func conforms(_ elements: [JSONValue], to facts: Facts, _ depth: Int) -> Bool? {
        if elements.count < facts.minItems?.value ?? 0 || elements.count > facts.maxItems?.value ?? Int.max {
            return false
        }
        if facts.uniqueItems != nil, Set(elements).count < elements.count { return false }
        var verdict: Bool? = true
        for part in facts.arrays {
            for (index, element) in elements.enumerated() {
                guard let schema = index < part.prefix.count ? part.prefix[index] : part.rest else { continue }
                verdict = both(verdict, conforms(element, to: gather(Conjunction(parts: [schema])), depth: depth + 1))
            }
        }
        return verdict
    }

    private func conforms(_ object: JSONObject, to facts: Facts, _ depth: Int) -> Bool? {
        if object.count < facts.minProperties?.value ?? 0 || object.count > facts.maxProperties?.value ?? Int.max {
            return false
        }
        if facts.required.contains(where: { object[$0.name] == nil }) { return false }
        var verdict: Bool? = true
        for part in facts.objects {
            if !part.patterns.isEmpty { verdict = both(verdict, nil) }
            for member in object.members {
                let declared = part.properties.first { sameBytes($0.member.key, member.key) }?.position
                let additional = part.patterns.isEmpty ? part.additionalPosition : nil
                guard let schema = declared ?? additional else { continue }
                verdict = both(
                    verdict,
                    conforms(member.value, to: gather(Conjunction(parts: [schema])), depth: depth + 1)
                )
            }
        }
        return verdict
    }
}

/// False when one is; unknown when one is.
private func both(_ a: Bool?, _ b: Bool?) -> Bool? {
    if a == false || b == false { return false }
    guard let a, let b else { return nil }
    return a && b
}
